import { z } from 'zod'
import { del, done, get, page, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { attendance, departement, meetingNature, meetingRhythm, meetingStatus } from '#vocabulary'
import {
  DecisionFields,
  email,
  LocalActor,
  LocalActorFields,
  line,
  Meeting,
  MeetingFields,
  MeetingFigure,
  MeetingRow,
  OpenDecision,
} from './shapes.ts'

export * from './shapes.ts'

const readers = ['cartographer', 'coordinator', 'awareness_officer', 'listener', 'analyst'] as const
const writers = ['cartographer'] as const

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

/** Also to say which entry of the directory it is. */
export const saveLocalActor = patch('/api/local-actors/:id', {
  action: 'local_actor.save',
  title: 'Modifier un acteur rencontré, ou le relier à l’annuaire',
  for: writers,
  versioned: true,
  input: LocalActorFields.partial(),
  output: z.object({ version: z.number().int() }),
})

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
  input: MeetingFields.extend({ minutes: z.string().trim().max(50_000).nullable() })
    .partial()
    .extend({
      /** `following`: those of its series that come after it go with it, but for the minutes. */
      scope: z.enum(['one', 'following']).default('one'),
    }),
  output: z.object({ version: z.number().int(), told: z.number().int(), changed: z.number().int() }),
})

export const settleMeeting = post('/api/meetings/:id/settle', {
  action: 'meeting.settle',
  title: 'Dire qu’une rencontre s’est tenue, ou l’annuler',
  for: writers,
  versioned: true,
  input: z.object({
    status: one(meetingStatus).exclude(['planned']),
    reason: z.string().trim().max(500).nullable().default(null),
    /** `following`, for a cancellation: those of its series that are still to come are cancelled with it. */
    scope: z.enum(['one', 'following']).default('one'),
  }),
  output: z.object({ version: z.number().int(), told: z.number().int(), settled: z.number().int() }),
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

export const readMeetingFigures = get('/api/meetings/figures', {
  action: 'meeting.figures',
  title: 'Compter les séances de travail et les acteurs rencontrés',
  for: ['cartographer', 'coordinator', 'analyst'],
  query: z.object({ from: z.iso.date(), to: z.iso.date() }),
  output: z.object({ figures: z.array(MeetingFigure) }),
})
