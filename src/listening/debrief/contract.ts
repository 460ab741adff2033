import { z } from 'zod'
import { del, done, get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { debriefAnswer } from '#vocabulary'

const listeners = ['reception', 'listener', 'coordinator'] as const
const coordinators = ['coordinator'] as const

/** After which of my contacts a time to talk is proposed, and why. */
export const proposeDebriefs = get('/api/debriefs/proposals', {
  for: listeners,
  action: 'debrief.proposals',
  title: 'Voir si un temps d’échange m’est proposé',
  output: z.object({
    items: z.array(z.object({ contactId: z.uuid(), finalisedAt: instant, why: z.array(z.string()) })),
    /** A time I asked for and that has not been held yet. */
    asked: z.object({ id: z.uuid(), at: instant }).nullable(),
  }),
  journalled: false,
})

/** Asks for a time to talk, after a contact or at any moment, or declines the one that is proposed. */
export const answerDebrief = post('/api/debriefs', {
  for: listeners,
  action: 'debrief.answer',
  title: 'Demander ou décliner un temps d’échange',
  creates: true,
  input: z.object({ contactId: z.uuid().nullable(), answer: one(debriefAnswer) }),
  output: z.object({ id: z.uuid() }),
})

export const withdrawDebrief = del('/api/debriefs/:id', {
  for: listeners,
  action: 'debrief.withdraw',
  title: 'Revenir sur sa réponse',
  output: done,
})

/** Who asked for a time to talk; what was heard stays in its contact. */
export const listDebriefs = get('/api/debriefs', {
  for: coordinators,
  action: 'debrief.list',
  title: 'Voir qui demande un temps d’échange',
  output: z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), askedAt: instant })) }),
})

export const holdDebrief = post('/api/debriefs/:id/held', {
  for: coordinators,
  action: 'debrief.held',
  title: 'Noter qu’un temps d’échange a eu lieu',
  output: done,
})

const count = z.number().int()
const Load = z.object({
  accountId: z.uuid(),
  name: z.string().meta({ title: 'Nom' }),
  contacts7: count.meta({ title: 'Contacts, 7 jours' }),
  contacts28: count.meta({ title: 'Contacts, 28 jours' }),
  severe7: count.meta({ title: 'Éprouvants, 7 jours' }),
  severe28: count.meta({ title: 'Éprouvants, 28 jours' }),
  hours7: z.number().meta({ title: 'Heures, 7 jours' }),
  hours28: z.number().meta({ title: 'Heures, 28 jours' }),
})
export type Load = z.infer<typeof Load>

/** What each person has carried lately, in the order of names. */
export const readLoad = get('/api/debriefs/load', {
  for: coordinators,
  action: 'debrief.load',
  title: 'Voir la charge de chacun',
  output: z.object({ items: z.array(Load) }),
})
