import { z } from 'zod'
import { instant, patch, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  longText,
  Recorded,
  serviceStaff,
  shortText,
  Versioned,
  Written,
} from '#listening/liaison/recorded.ts'
import { orientationKind, orientationOutcome } from '#vocabulary'

/** Who was directed where. Names are sealed; a service of the directory may be named besides. */
export const OrientationFields = z.object({
  kind: one(orientationKind).nullable().meta({ title: 'Vers quel type d’aide' }),
  service: shortText.min(1, 'Nommez le service.').meta({ title: 'Vers quel service' }),
  serviceId: z.uuid().nullable().default(null),
  person: shortText.nullable().meta({ title: 'Qui a été orienté' }),
  note: longText.nullable().meta({ title: 'Précisions' }),
})

export const Orientation = OrientationFields.extend({
  ...Recorded.shape,
  serviceId: z.uuid().nullable(),
  outcome: one(orientationOutcome),
  outcomeAt: instant.nullable(),
  outcomeBy: z.string().nullable(),
  outcomeNote: z.string().nullable(),
  /** The day from which its outcome is to be asked about; nothing once it no longer is. */
  askOn: z.iso.date().nullable(),
  abilities: Recorded.shape.abilities.extend({ answer: z.boolean() }),
})
export type Orientation = z.infer<typeof Orientation>

export const createOrientation = post('/api/situations/:id/orientations', {
  action: 'orientation.create',
  title: 'Noter une orientation vers un service',
  for: serviceStaff,
  creates: true,
  input: OrientationFields.extend({
    at: instant.optional(),
    askOn: z.iso.date().optional().meta({ title: 'Demander l’issue à partir du' }),
  }),
  output: Written,
})

export const saveOrientation = patch('/api/orientations/:id', {
  action: 'orientation.save',
  title: 'Modifier une orientation',
  for: serviceStaff,
  versioned: true,
  input: OrientationFields.extend({ serviceId: z.uuid().nullable(), at: instant }).partial(),
  output: Versioned,
})

/** Says what came of an orientation; it is asked about again from `askAgainOn`, or when the outcome goes back to « À demander ». */
export const answerOrientation = post('/api/orientations/:id/outcome', {
  action: 'orientation.answer',
  title: 'Noter l’issue d’une orientation',
  for: serviceStaff,
  versioned: true,
  input: z.object({
    outcome: one(orientationOutcome),
    note: longText.nullable().optional(),
    askAgainOn: z.iso.date().optional(),
  }),
  output: Versioned,
})
