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
import { resourceKind, sendingChannel } from '#vocabulary'

/** What was sent, to whom, how. Nothing leaves by itself: this only records what somebody did. */
export const SendingFields = z.object({
  versionId: z.uuid().meta({ title: 'Ressource et version' }),
  person: shortText.min(1, 'Dites à qui.').meta({ title: 'À qui' }),
  channel: one(sendingChannel).meta({ title: 'Par quelle voie' }),
  note: longText.nullable().meta({ title: 'Précisions' }),
})

export const Sending = SendingFields.extend({
  ...Recorded.shape,
  resourceId: z.uuid(),
  title: z.string(),
  kind: one(resourceKind),
  versionLabel: z.string(),
})
export type Sending = z.infer<typeof Sending>

export const createSending = post('/api/situations/:id/sendings', {
  action: 'sending.create',
  title: 'Noter un envoi de documentation',
  for: serviceStaff,
  creates: true,
  input: SendingFields.extend({ at: instant.optional() }),
  output: Written,
})

export const saveSending = patch('/api/sendings/:id', {
  action: 'sending.save',
  title: 'Modifier un envoi de documentation',
  for: serviceStaff,
  versioned: true,
  input: SendingFields.extend({ at: instant }).partial(),
  output: Versioned,
})
