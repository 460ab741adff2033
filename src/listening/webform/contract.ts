import { z } from 'zod'
import { get, instant, page, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { departement, webWorry, webWriter } from '#vocabulary'

const takers = ['listener', 'coordinator'] as const

/** A message of the public form that nobody has taken: what it is sorted by, and nothing of what it says. */
export const LetterRow = z.object({
  id: z.uuid(),
  receipt: z.string().meta({ title: 'Reçu' }),
  receivedAt: instant.meta({ title: 'Arrivé le' }),
  writer: one(webWriter).nullable().meta({ title: 'Qui écrit' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  age: z.number().int().nullable().meta({ title: 'Âge' }),
  worry: one(webWorry).nullable().meta({ title: 'Inquiétude' }),
  wantsCall: z.boolean().meta({ title: 'Accepte d’être joint' }),
  isUnproven: z.boolean().meta({ title: 'Sans calcul du navigateur' }),
  isFrequent: z.boolean().meta({ title: 'Parmi beaucoup d’autres du même endroit' }),
})
export type LetterRow = z.infer<typeof LetterRow>

/** Those who are afraid for today come first, then the oldest; what looks like a flood comes last, and stays there. */
export const listLetters = get('/api/letters', {
  action: 'letter.list',
  title: 'Lister les messages du formulaire public',
  for: takers,
  query: z.object({
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: page(LetterRow).extend({ waiting: z.number().int() }),
})

/** Takes a message: it becomes a contact, as a draft of whoever takes it. Only then is it read. */
export const takeLetter = post('/api/letters/:id/take', {
  action: 'letter.take',
  title: 'Prendre un message du formulaire public',
  for: takers,
  creates: true,
  output: z.object({ contactId: z.uuid() }),
})

/** Finds what became of a message by the receipt that somebody reads out. */
export const findLetter = get('/api/letters/by-receipt', {
  action: 'letter.find',
  title: 'Retrouver un message par son reçu',
  for: takers,
  query: z.object({ receipt: z.string().trim().min(8).max(12) }),
  output: z.object({
    receivedAt: instant,
    takenAt: instant.nullable(),
    takenBy: z.string().nullable(),
    contactId: z.uuid().nullable(),
  }),
})
