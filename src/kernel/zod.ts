import { z } from 'zod'

// Imported by `contract.ts`, so that it runs before the first schema is made. What a person reads of a refused field
// is French; and in the browser the content policy forbids making code from text, which Zod would otherwise try.
z.config({ ...z.locales.fr(), jitless: 'document' in globalThis })
