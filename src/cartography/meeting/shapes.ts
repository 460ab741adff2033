import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
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

/** One line of text. */
export const line = z.string().trim().max(300)
export const email = z.email('Cette adresse n’est pas complète.').max(300)

/** Whom the platform meets. */
export const LocalActorFields = z.object({
  name: line.min(1, 'Donnez un nom.').meta({ title: 'Nom' }),
  kind: one(actorKind).meta({ title: 'Nature' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  organisationId: z.uuid().nullable().default(null).meta({ title: 'Fiche de l’annuaire' }),
})

export const LocalActor = LocalActorFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  /** The name of its entry in the directory. */
  organisation: z.string().nullable(),
})
export type LocalActor = z.infer<typeof LocalActor>

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

export const DecisionFields = z.object({
  words: z.string().trim().min(1, 'Écrivez ce qui est décidé.').max(1000).meta({ title: 'Décision' }),
  owner: line.min(1, 'Dites qui s’en charge.').meta({ title: 'Qui s’en charge' }),
  dueOn: z.iso.date().nullable().default(null).meta({ title: 'Pour le' }),
})

export const OpenDecision = Decision.extend({
  meetingId: z.uuid(),
  meeting: z.string(),
  startsAt: instant,
  isLate: z.boolean(),
})
export type OpenDecision = z.infer<typeof OpenDecision>

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
