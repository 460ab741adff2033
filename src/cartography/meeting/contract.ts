import { z } from 'zod'
import { del, done, get, instant, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  actorKind,
  attendance,
  deliveryTrouble,
  departement,
  feedbackUsefulness,
  meetingMessageKind,
  meetingNature,
  meetingRhythm,
  meetingStatus,
  workingSessionKind,
} from '#vocabulary'

const readers = ['cartographer', 'coordinator', 'awareness_officer', 'listener', 'analyst'] as const
const writers = ['cartographer'] as const

const line = z.string().trim().max(300)
const email = z.email('Cette adresse n’est pas complète.').max(300)

/** Whom the platform meets. */
export const LocalActorFields = z.object({
  name: line.min(1, 'Donnez un nom.').meta({ title: 'Nom' }),
  kind: one(actorKind).meta({ title: 'Nature' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  organisationId: z.uuid().nullable().default(null).meta({ title: 'Fiche de l’annuaire' }),
})

export const LocalActor = LocalActorFields.extend({ id: z.uuid() })
export type LocalActor = z.infer<typeof LocalActor>

export const listLocalActors = get('/api/local-actors', {
  action: 'local_actor.list',
  title: 'Chercher un acteur rencontré',
  for: readers,
  query: z.object({
    text: z.string().trim().max(200).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(LocalActor.extend({ meetings: z.number().int() })) }),
})

/** The same name, nature and département are the same actor: the one that is there is given back. */
export const createLocalActor = post('/api/local-actors', {
  action: 'local_actor.create',
  title: 'Ajouter un acteur rencontré',
  for: writers,
  creates: true,
  input: LocalActorFields,
  output: LocalActor,
})

/** What is written of a meeting. */
export const MeetingFields = z.object({
  nature: one(meetingNature).meta({ title: 'Nature' }),
  kind: one(workingSessionKind).nullable().meta({ title: 'Forme' }),
  title: line.min(1, 'Donnez un titre.').meta({ title: 'Objet' }),
  startsAt: instant.meta({ title: 'Début' }),
  endsAt: instant.meta({ title: 'Fin' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  place: line.nullable().meta({ title: 'Lieu' }),
  videoLink: z
    .url({ protocol: /^https$/, error: 'Une adresse qui commence par https://' })
    .max(500)
    .nullable()
    .meta({ title: 'Lien de visioconférence' }),
  agenda: z.string().trim().max(5000).nullable().meta({ title: 'Ordre du jour' }),
})
export type MeetingFields = z.infer<typeof MeetingFields>

const Message = z.object({
  kind: one(meetingMessageKind),
  createdAt: instant,
  sentAt: instant.nullable(),
  trouble: one(deliveryTrouble).nullable(),
})

export const Participant = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  actorId: z.uuid().nullable(),
  attendance: one(attendance),
  /** The last thing written to them. */
  message: Message.nullable(),
  /** Whether their calendar holds the meeting as it is now. */
  isInvited: z.boolean(),
})
export type Participant = z.infer<typeof Participant>

export const Decision = z.object({
  id: z.uuid(),
  version: z.number().int(),
  words: z.string(),
  owner: z.string(),
  dueOn: z.iso.date().nullable(),
  doneOn: z.iso.date().nullable(),
})
export type Decision = z.infer<typeof Decision>

/** What people said of it, once enough of them did for nobody to be recognised. */
export const Feedback = z.object({
  answers: z.number().int(),
  codesLeft: z.number().int(),
  /** How many participants were written to, of those who came and have an e-mail. */
  asked: z.number().int(),
  toAsk: z.number().int(),
  /** Null until there are enough. */
  said: z
    .object({
      usefulness: z.array(z.object({ code: one(feedbackUsefulness), count: z.number().int() })),
      words: z.array(z.string()),
    })
    .nullable(),
})

export const MeetingRow = MeetingFields.omit({ agenda: true, videoLink: true }).extend({
  id: z.uuid(),
  status: one(meetingStatus),
  seriesId: z.uuid().nullable(),
  participants: z.number().int(),
  actors: z.array(z.string()),
  unsent: z.number().int(),
})
export type MeetingRow = z.infer<typeof MeetingRow>

export const Meeting = MeetingFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  status: one(meetingStatus),
  seriesId: z.uuid().nullable(),
  rhythm: one(meetingRhythm).nullable(),
  sequence: z.number().int(),
  cancelledReason: z.string().nullable(),
  organiser: z.string(),
  minutes: z.string().nullable(),
  actors: z.array(LocalActor),
  participants: z.array(Participant),
  decisions: z.array(Decision),
  siblings: z.array(z.object({ id: z.uuid(), startsAt: instant, status: one(meetingStatus) })),
  feedback: Feedback,
})
export type Meeting = z.infer<typeof Meeting>

export const listMeetings = get('/api/meetings', {
  action: 'meeting.list',
  title: 'Lire les rencontres',
  for: readers,
  query: z.object({
    when: z.enum(['coming', 'past', 'all']).default('coming'),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    nature: one(meetingNature).optional(),
    departement: one(departement).optional(),
    text: z.string().trim().max(200).optional(),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: page(MeetingRow).extend({ total: z.number().int() }),
})

export const readMeeting = get('/api/meetings/:id', {
  action: 'meeting.read',
  title: 'Lire une rencontre',
  for: readers,
  output: Meeting,
})

/** A meeting, or as many as the series has; each of them may then be moved alone. */
export const createMeeting = post('/api/meetings', {
  action: 'meeting.create',
  title: 'Prévoir une rencontre',
  for: writers,
  creates: true,
  input: MeetingFields.extend({
    series: z
      .object({ rhythm: one(meetingRhythm), count: z.number().int().min(2).max(52) })
      .nullable()
      .default(null),
    actorIds: z.array(z.uuid()).max(100).default([]),
  }),
  output: z.object({ id: z.uuid(), version: z.number().int(), ids: z.array(z.uuid()) }),
})

/** Those who were invited are told of what concerns their calendar. */
export const saveMeeting = patch('/api/meetings/:id', {
  action: 'meeting.save',
  title: 'Modifier ou déplacer une rencontre',
  for: writers,
  versioned: true,
  input: MeetingFields.extend({ minutes: z.string().trim().max(50_000).nullable() }).partial(),
  output: z.object({ version: z.number().int(), told: z.number().int() }),
})

export const settleMeeting = post('/api/meetings/:id/settle', {
  action: 'meeting.settle',
  title: 'Dire qu’une rencontre s’est tenue, ou l’annuler',
  for: writers,
  versioned: true,
  input: z.object({
    status: one(meetingStatus).exclude(['planned']),
    reason: z.string().trim().max(500).nullable().default(null),
  }),
  output: z.object({ version: z.number().int(), told: z.number().int() }),
})

export const setMeetingActors = post('/api/meetings/:id/actors', {
  action: 'meeting.actors',
  title: 'Dire quels acteurs étaient rencontrés',
  for: writers,
  versioned: true,
  input: z.object({ actorIds: z.array(z.uuid()).max(100) }),
  output: z.object({ version: z.number().int() }),
})

export const addParticipant = post('/api/meetings/:id/participants', {
  action: 'meeting.participant.add',
  title: 'Ajouter quelqu’un à une rencontre',
  for: writers,
  creates: true,
  input: z.object({
    name: line.min(1, 'Donnez un nom.'),
    email: email.nullable().default(null),
    actorId: z.uuid().nullable().default(null),
  }),
  output: z.object({ id: z.uuid() }),
})

export const markAttendance = patch('/api/meetings/participants/:id', {
  action: 'meeting.participant.save',
  title: 'Noter qui est venu',
  for: writers,
  input: z.object({ attendance: one(attendance) }),
  output: done,
})

/** Somebody who was invited is told that they no longer are. */
export const removeParticipant = del('/api/meetings/participants/:id', {
  action: 'meeting.participant.remove',
  title: 'Retirer quelqu’un d’une rencontre',
  for: writers,
  output: done,
})

export const inviteParticipants = post('/api/meetings/:id/invitations', {
  action: 'meeting.invite',
  title: 'Envoyer les invitations qui manquent',
  for: writers,
  creates: true,
  output: z.object({ told: z.number().int(), withoutEmail: z.number().int() }),
})

export const readCalendarFile = get('/api/meetings/:id/calendar', {
  action: 'meeting.calendar',
  title: 'Télécharger une rencontre pour son agenda',
  for: readers,
  raw: true,
  output: z.undefined(),
})

const DecisionFields = z.object({
  words: z.string().trim().min(1, 'Écrivez ce qui est décidé.').max(1000).meta({ title: 'Décision' }),
  owner: line.min(1, 'Dites qui s’en charge.').meta({ title: 'Qui s’en charge' }),
  dueOn: z.iso.date().nullable().default(null).meta({ title: 'Pour le' }),
})

export const addDecision = post('/api/meetings/:id/decisions', {
  action: 'meeting.decision.add',
  title: 'Noter une décision',
  for: writers,
  creates: true,
  input: DecisionFields,
  output: z.object({ id: z.uuid() }),
})

export const saveDecision = patch('/api/meetings/decisions/:id', {
  action: 'meeting.decision.save',
  title: 'Modifier une décision, ou dire qu’elle est faite',
  for: writers,
  versioned: true,
  input: DecisionFields.extend({ doneOn: z.iso.date().nullable() }).partial(),
  output: z.object({ version: z.number().int() }),
})

export const OpenDecision = Decision.extend({
  meetingId: z.uuid(),
  meeting: z.string(),
  startsAt: instant,
  isLate: z.boolean(),
})
export type OpenDecision = z.infer<typeof OpenDecision>

export const listOpenDecisions = get('/api/meetings/decisions', {
  action: 'meeting.decision.list',
  title: 'Lire les décisions à tenir',
  for: readers,
  query: z.object({
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(OpenDecision),
})

/** Codes to hand out, one a person; nobody can read them again, nor know whose each was. */
export const createFeedbackCodes = post('/api/meetings/:id/feedback-codes', {
  action: 'meeting.feedback.codes',
  title: 'Préparer des codes d’avis anonyme',
  for: writers,
  creates: true,
  input: z.object({ count: z.number().int().min(1).max(200) }),
  output: z.object({ codes: z.array(z.string()) }),
})

/** Has each participant who came written to, with a code of their own that nothing ties to them. */
export const askFeedback = post('/api/meetings/:id/feedback-requests', {
  action: 'meeting.feedback.ask',
  title: 'Demander leur avis aux participants',
  for: writers,
  creates: true,
  output: z.object({ asked: z.number().int() }),
})

const FigureRow = z.object({
  code: z.string(),
  label: z.string(),
  count: z.number().int(),
  percent: z.number().nullable(),
})

/** A figure of this feature, in the form of those of the yearly report. */
export const MeetingFigure = z.object({
  id: z.enum(['working_session', 'actor_met']),
  title: z.string(),
  rule: z.string(),
  base: z.number().int(),
  multiple: z.boolean(),
  rows: z.array(FigureRow),
})
export type MeetingFigure = z.infer<typeof MeetingFigure>

export const readMeetingFigures = get('/api/meetings/figures', {
  action: 'meeting.figures',
  title: 'Compter les séances de travail et les acteurs rencontrés',
  for: ['cartographer', 'coordinator', 'analyst'],
  query: z.object({ from: z.iso.date(), to: z.iso.date() }),
  output: z.object({ figures: z.array(MeetingFigure) }),
})
