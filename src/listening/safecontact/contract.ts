import { z } from 'zod'
import { done, get, instant, patch, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  callbackOutcome,
  reachPurpose,
  reachRefusal,
  safeChannel,
  safeRelation,
  safeVoicemail,
} from '#vocabulary'

const line = z.string().trim().max(200)
const words = z.string().trim().max(2000)
const takers = ['listener', 'coordinator'] as const

const WeeklyWindow = z
  .object({
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  })
  .refine(({ from, to }) => from !== to, { message: 'La plage est vide : changez l’une des deux heures.' })

/** How to reach one person by one way. What is not said is not allowed. */
const SafeContactFields = z.object({
  person: line.min(1).meta({ title: 'Qui' }),
  relation: one(safeRelation).meta({ title: 'Lien avec le mineur' }),
  channel: one(safeChannel).meta({ title: 'Moyen' }),
  allowed: z.boolean().meta({ title: 'La personne permet qu’on la joigne ainsi' }),
  timeZone: z.string().max(60).meta({ title: 'Fuseau horaire de la personne' }),
  windows: z.array(WeeklyWindow).max(20).meta({ title: 'Plages sûres' }),
  answerers: words.nullable().meta({ title: 'Qui peut décrocher, à qui parler' }),
  voicemail: one(safeVoicemail).meta({ title: 'Répondeur' }),
  hidesNumber: z.boolean().meta({ title: 'Numéro masqué' }),
  seenBy: words.nullable().meta({ title: 'Qui d’autre voit l’appareil ou le courrier' }),
  precautions: words.nullable().meta({ title: 'Ce qu’il ne faut pas dire' }),
})

/** Written, never read back but with an authorisation. */
const Hidden = z.object({
  value: line.nullable().meta({ title: 'Numéro ou adresse' }),
  ourWord: line.nullable().meta({ title: 'Mot que nous disons' }),
  theirWord: line.nullable().meta({ title: 'Mot que la personne répond' }),
})

const Reason = one(reachRefusal)

export const SafeContact = SafeContactFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  personId: z.uuid(),
  situationId: z.uuid().nullable(),
  contactId: z.uuid().nullable(),
  hasValue: z.boolean(),
  hasWords: z.boolean(),
  confirmedAt: instant.nullable(),
  confirmedBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
  /** What would be answered now: to show, never to dial by. */
  now: z.object({ isAllowed: z.boolean(), reason: Reason.nullable(), opensAt: instant.nullable() }),
  /** The last agreement asked for, for letters. */
  agreement: z
    .object({
      id: z.uuid(),
      purpose: one(reachPurpose),
      askedBy: z.string(),
      isMine: z.boolean(),
      agreedBy: z.string().nullable(),
    })
    .nullable(),
  /** An authorisation of mine, of which it is not yet noted what came. */
  waiting: z.object({ id: z.uuid(), givenAt: instant, purpose: one(reachPurpose) }).nullable(),
})
export type SafeContact = z.infer<typeof SafeContact>

const Version = z.object({ version: z.number().int() })

/** The means of a file or of a contact, without the numbers. */
export const listSafeContacts = get('/api/safe-contacts', {
  action: 'safe_contact.list',
  title: 'Lire les moyens sûrs de joindre',
  for: takers,
  query: z.object({ situationId: z.uuid().optional(), contactId: z.uuid().optional() }),
  output: z.object({ items: z.array(SafeContact), staleAfterDays: z.number().int() }),
})

export const createSafeContact = post('/api/safe-contacts', {
  action: 'safe_contact.create',
  title: 'Noter un moyen sûr de joindre',
  for: takers,
  creates: true,
  input: SafeContactFields.extend({
    ...Hidden.partial().shape,
    allowed: SafeContactFields.shape.allowed.default(false),
    timeZone: SafeContactFields.shape.timeZone.default('Europe/Paris'),
    windows: SafeContactFields.shape.windows.default([]),
    answerers: SafeContactFields.shape.answerers.default(null),
    voicemail: SafeContactFields.shape.voicemail.default('none'),
    hidesNumber: SafeContactFields.shape.hidesNumber.default(true),
    seenBy: SafeContactFields.shape.seenBy.default(null),
    precautions: SafeContactFields.shape.precautions.default(null),
    situationId: z.uuid().optional(),
    contactId: z.uuid().optional(),
    /** Another means of somebody already known. */
    sameAs: z.uuid().optional(),
    /** Said by the person, just now. */
    isConfirmed: z.boolean().default(false),
  }),
  output: Version.extend({ id: z.uuid() }),
})

/** What changes how somebody is reached must be confirmed again, unless it is said to have been, just now. */
export const saveSafeContact = patch('/api/safe-contacts/:id', {
  action: 'safe_contact.save',
  title: 'Modifier un moyen de joindre',
  for: takers,
  versioned: true,
  input: SafeContactFields.omit({ channel: true })
    .partial()
    .extend({ ...Hidden.partial().shape, isConfirmed: z.boolean().optional() }),
  output: Version,
})

/** « Toujours vrai ? », asked at each contact. */
export const confirmSafeContact = post('/api/safe-contacts/:id/confirm', {
  action: 'safe_contact.confirm',
  title: 'Confirmer un moyen de joindre',
  for: takers,
  versioned: true,
  output: Version,
})

export const withdrawSafeContact = post('/api/safe-contacts/:id/withdraw', {
  action: 'safe_contact.withdraw',
  title: 'Retirer un moyen de joindre, ou le remettre',
  for: takers,
  versioned: true,
  input: z.object({ isWithdrawn: z.boolean() }),
  output: Version,
})

/** Asks a colleague to agree to a letter. */
export const askAgreement = post('/api/safe-contacts/:id/agreements', {
  action: 'safe_contact.ask_agreement',
  title: 'Demander l’accord d’une seconde personne',
  for: takers,
  creates: true,
  input: z.object({ purpose: one(reachPurpose) }),
  output: z.object({ id: z.uuid() }),
})

export const giveAgreement = post('/api/reach-agreements/:id/agree', {
  action: 'safe_contact.agree',
  title: 'Approuver un courrier en seconde personne',
  for: takers,
  output: done,
})

const Given = z.object({
  isAllowed: z.literal(true),
  authorisationId: z.uuid(),
  givenAt: instant,
  expiresAt: instant,
  value: z.string(),
  ourWord: z.string().nullable(),
  theirWord: z.string().nullable(),
  ...SafeContactFields.pick({
    person: true,
    channel: true,
    answerers: true,
    voicemail: true,
    hidesNumber: true,
    seenBy: true,
    precautions: true,
  }).shape,
})
export type GivenAuthorisation = z.infer<typeof Given>

const Refused = z.object({
  isAllowed: z.literal(false),
  reason: Reason,
  opensAt: instant.nullable(),
  /** Other means of the same file that would be allowed now. */
  others: z.array(z.object({ id: z.uuid(), person: z.string(), channel: one(safeChannel) })),
})
export type RefusedAuthorisation = z.infer<typeof Refused>

/** The only way to a number: for one call, begun within ten minutes; or why not, and what to do. */
export const authoriseReach = post('/api/safe-contacts/:id/authorise', {
  action: 'safe_contact.authorise',
  title: 'Demander à joindre quelqu’un',
  for: takers,
  creates: true,
  input: z.object({ purpose: one(reachPurpose), callbackId: z.uuid().optional() }),
  output: z.discriminatedUnion('isAllowed', [Given, Refused]),
})

/** What came of an authorisation that no promised call-back was behind. */
export const noteReach = post('/api/authorisations/:id/outcome', {
  action: 'safe_contact.note',
  title: 'Noter ce qu’a donné un appel',
  for: takers,
  creates: true,
  input: z.object({ outcome: one(callbackOutcome) }),
  output: z.object({ contactId: z.uuid().nullable() }),
})

/** What the house has settled: how long what was agreed holds, how fast a late promise climbs. */
export const ReachRules = z
  .object({
    staleAfterDays: z.number().int().min(1).max(90),
    teamAfterMinutes: z.number().int().min(0).max(10_080),
    coordinatorAfterMinutes: z.number().int().min(0).max(10_080),
    highTeamAfterMinutes: z.number().int().min(0).max(10_080),
    highCoordinatorAfterMinutes: z.number().int().min(0).max(10_080),
  })
  .refine(
    (rules) =>
      rules.teamAfterMinutes <= rules.coordinatorAfterMinutes &&
      rules.highTeamAfterMinutes <= rules.highCoordinatorAfterMinutes,
    { message: 'La coordination vient après l’équipe : allongez son délai.' },
  )
export type ReachRules = z.infer<typeof ReachRules>

export const readReachRules = get('/api/reach-rules', {
  action: 'reach_rules.read',
  title: 'Lire les règles des rappels',
  for: takers,
  journalled: false,
  output: ReachRules,
})

export const saveReachRules = put('/api/reach-rules', {
  action: 'reach_rules.save',
  title: 'Régler les rappels : durée d’un accord, montée des retards',
  for: ['coordinator'],
  input: ReachRules,
  output: done,
})
