import { z } from 'zod'

// Before anything else. The content policy forbids making code from text, which Zod would otherwise try once;
// and what a person reads of a refused field is French.
z.config({ jitless: true, ...z.locales.fr() })
