import { z } from 'zod'
import { instant } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  dangerLevel,
  deliveryChannel,
  departement,
  placeRole,
  returnOutcome,
  transmissionEvent,
  transmissionRecipient,
  transmissionStatus,
} from '#vocabulary'
import { IdentityElement, ObservedElement, TransmissionContent } from './content.ts'
import { Writing } from './writing.ts'

const Tag = z.object({ id: z.uuid(), reference: z.string() })

/** Where an alert stands; one row per recipient. */
export const TransmissionRow = z.object({
  id: z.uuid(),
  version: z.number().int(),
  reference: z.string(),
  writingId: z.uuid(),
  situation: Tag,
  status: one(transmissionStatus),
  urgent: z.boolean(),
  complementOf: Tag.nullable(),
  recipient: z
    .object({
      unitId: z.uuid(),
      authorityId: z.uuid(),
      kind: one(transmissionRecipient),
      name: z.string(),
      channel: one(deliveryChannel),
    })
    .nullable(),
  departement: one(departement).nullable(),
  author: z.object({ id: z.uuid(), name: z.string() }),
  validator: z.string().nullable(),
  createdAt: instant,
  movedAt: instant,
  submittedAt: instant.nullable(),
  validatedAt: instant.nullable(),
  sendAfter: instant.nullable(),
  sentAt: instant.nullable(),
  acknowledgedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  returnDueOn: z.iso.date().nullable(),
  returnReceivedAt: instant.nullable(),
  returnOutcome: one(returnOutcome).nullable(),
  redirectedAt: instant.nullable(),
  readdressedAs: z.uuid().nullable(),
})
export type TransmissionRow = z.infer<typeof TransmissionRow>

/** One line of its history. */
export const TransmissionHappening = z.object({
  id: z.uuid(),
  kind: one(transmissionEvent),
  at: instant,
  recordedAt: instant,
  /** Somebody of the desk, or of the authority. */
  by: z.string().nullable(),
  isOutside: z.boolean(),
  outcome: one(returnOutcome).nullable(),
  note: z.string().nullable(),
})
export type TransmissionHappening = z.infer<typeof TransmissionHappening>

/** A transmission read whole. */
export const Transmission = TransmissionRow.extend({
  writing: Writing,
  /** What was frozen at validation. */
  content: TransmissionContent.nullable(),
  authorFunction: z.string(),
  /** What is still wanted before it can be submitted, in words. */
  missing: z.array(z.object({ field: z.string(), message: z.string() })),
  /** The rows written together with this one, itself among them. */
  together: z.array(
    TransmissionRow.pick({ id: true, version: true, reference: true, status: true, recipient: true }),
  ),
  history: z.array(TransmissionHappening),
  abilities: z.object({
    write: z.boolean(),
    takeBack: z.boolean(),
    validate: z.boolean(),
    return: z.boolean(),
    recall: z.boolean(),
    cancel: z.boolean(),
    remove: z.boolean(),
    readdress: z.boolean(),
    recordReturn: z.boolean(),
  }),
})
export type Transmission = z.infer<typeof Transmission>

/** What the author saves of a draft: any of these fields. */
export const TransmissionFields = Writing.extend({
  urgent: z.boolean().meta({ title: 'Urgente' }),
  complementOf: z.uuid().nullable().meta({ title: 'Complément à' }),
})
export type TransmissionFields = z.infer<typeof TransmissionFields>

/** To whom, and why: the département of one of the minor's places. */
export const ChosenRecipient = z.object({
  unitId: z.uuid(),
  recipient: one(transmissionRecipient),
  departement: one(departement).nullable(),
})
export type ChosenRecipient = z.infer<typeof ChosenRecipient>

/** What a file offers to pick from, each thing with who said it and when. */
export const Material = z.object({
  contacts: z.array(
    z.object({
      id: z.uuid(),
      occurredAt: instant,
      isDraft: z.boolean(),
      /** « dit par la mère le 12 mars 2026 ». */
      source: z.string(),
      caller: z.string(),
      narrative: z.string().nullable(),
      observations: z.array(z.object({ label: z.string(), isPresent: z.boolean() })),
      dangerLevel: one(dangerLevel).nullable(),
    }),
  ),
  observations: z.array(ObservedElement),
  identity: z.array(IdentityElement),
  places: z.array(
    z.object({
      role: one(placeRole),
      departement: one(departement).nullable(),
      address: z.string().nullable(),
      span: z.string(),
    }),
  ),
  dangerLevel: one(dangerLevel).nullable(),
  /** What was already sent, for a complement. */
  earlier: z.array(TransmissionRow),
})
export type Material = z.infer<typeof Material>
