import { z } from 'zod'
import { instant, post } from '#kernel/contract.ts'

export const Present = z.object({
  accountId: z.uuid(),
  name: z.string(),
  writing: z.boolean().meta({ title: 'Écrit en ce moment' }),
  since: instant,
})
export type Present = z.infer<typeof Present>

/** Says that the actor has a file or a contact open, again every twenty seconds, and reads who else has. */
export const showPresence = post('/api/presence', {
  for: ['reception', 'listener', 'coordinator'],
  action: 'presence.show',
  title: 'Signaler que l’on a un dossier sous les yeux, et voir qui d’autre',
  input: z.object({
    kind: z.enum(['situation', 'contact']),
    id: z.uuid(),
    state: z.enum(['reading', 'writing', 'gone']),
  }),
  output: z.object({ others: z.array(Present) }),
  journalled: false,
})
