import { z } from 'zod'
import { done, get, instant, page, post, put } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import {
  clockStep,
  deliveryChannel,
  deliveryState,
  deliveryTrouble,
  escalationKind,
  escalationOutcome,
  handOverWay,
} from '#vocabulary'

/** How the machinery that carries alerts is doing; it says nothing of anyone. */
export const Pulse = z.object({
  canaryAt: instant.nullable().meta({ title: 'Dernier essai revenu' }),
  canaryMinutes: z.number().int().meta({ title: 'Minutes depuis' }),
  late: z.boolean().meta({ title: 'Chemin peut-être coupé' }),
  undelivered: z.number().int().meta({ title: 'Transmissions non remises' }),
  mailConfigured: z.boolean().meta({ title: 'Courriel configuré' }),
  mailLate: z.boolean().meta({ title: 'Serveur de courriel muet' }),
  noticesWaiting: z.number().int().meta({ title: 'Avis en attente' }),
  stuckEvents: z.number().int().meta({ title: 'Réponses non appliquées' }),
  tasks: z.number().int().meta({ title: 'Relances à faire' }),
  dutyOfficer: z.number().int().meta({ title: 'Dont cadre d’astreinte' }),
  onDuty: z.string().nullable().meta({ title: 'Cadre d’astreinte' }),
})
export type Pulse = z.infer<typeof Pulse>

export const readPulseNow = get('/api/pulse', {
  for: 'signed_in',
  action: 'pulse.read',
  title: 'Voir si les alertes partent',
  output: Pulse,
  journalled: false,
})

/** A task that the clock gave to somebody. */
export const Escalation = z.object({
  id: z.uuid(),
  transmissionId: z.uuid(),
  situationId: z.uuid(),
  reference: z.string(),
  urgent: z.boolean().meta({ title: 'Urgente' }),
  unit: z.string().nullable().meta({ title: 'Service' }),
  phone: z.string().nullable().meta({ title: 'Téléphone' }),
  step: one(clockStep).meta({ title: 'Étape' }),
  round: z.number().int().meta({ title: 'Passage' }),
  kind: one(escalationKind).meta({ title: 'À faire' }),
  /** When the wait began: the sending, the date of the return, the redirection. */
  since: instant.meta({ title: 'Attente depuis' }),
  dueAt: instant.meta({ title: 'À faire depuis' }),
  doneAt: instant.nullable().meta({ title: 'Fait le' }),
  doneBy: z.string().nullable().meta({ title: 'Par' }),
  outcome: one(escalationOutcome).nullable().meta({ title: 'Issue' }),
  note: z.string().nullable().meta({ title: 'Précisions' }),
})
export type Escalation = z.infer<typeof Escalation>

export const listEscalations = get('/api/escalations', {
  for: ['coordinator'],
  action: 'escalation.list',
  title: 'Lister les relances',
  query: z.object({
    view: z.enum(['open', 'done']).default('open'),
    limit: z.coerce.number().int().min(1).max(100).default(50),
    after: z.string().max(300).optional(),
  }),
  output: page(Escalation),
})

/** What a person may answer to a task; the others are written by the product. */
export const humanOutcomes = ['reached', 'not_reached', 'other_way_found', 'sent_again'] as const

export const settleEscalation = post('/api/escalations/:id/done', {
  for: ['coordinator'],
  action: 'escalation.settle',
  title: 'Noter une relance faite',
  input: z.object({
    outcome: z.enum(humanOutcomes).meta({ title: 'Issue' }),
    note: z.string().trim().max(2000).nullable().default(null).meta({ title: 'Précisions' }),
  }),
  output: done,
})

/** A package or a hand-over that should have reached somebody and has not. */
export const Undelivered = z.object({
  transmissionId: z.uuid(),
  situationId: z.uuid(),
  reference: z.string(),
  urgent: z.boolean().meta({ title: 'Urgente' }),
  unit: z.string().nullable().meta({ title: 'Service' }),
  channel: one(deliveryChannel).meta({ title: 'Voie' }),
  state: one(deliveryState).meta({ title: 'État' }),
  sendAfter: instant.meta({ title: 'À envoyer depuis' }),
  attempts: z.number().int().meta({ title: 'Essais' }),
  trouble: one(deliveryTrouble).nullable().meta({ title: 'Motif' }),
})
export type Undelivered = z.infer<typeof Undelivered>

/** The notices by e-mail that did not leave, by reason. */
export const WaitingNotices = z.object({
  trouble: one(deliveryTrouble).nullable().meta({ title: 'Motif' }),
  count: z.number().int().meta({ title: 'Avis' }),
})

export const listUndelivered = get('/api/deliveries/undelivered', {
  for: ['coordinator'],
  action: 'delivery.undelivered',
  title: 'Lister ce qui n’est pas arrivé',
  output: z.object({ items: z.array(Undelivered), notices: z.array(WaitingNotices) }),
})

/** Where the way of one transmission stands. */
export const DeliveryView = z.object({
  channel: one(deliveryChannel).meta({ title: 'Voie' }),
  state: one(deliveryState).meta({ title: 'État' }),
  sendAfter: instant,
  attempts: z.number().int().meta({ title: 'Essais' }),
  lastAttemptAt: instant.nullable().meta({ title: 'Dernier essai' }),
  trouble: one(deliveryTrouble).nullable().meta({ title: 'Motif' }),
  deliveredAt: instant.nullable().meta({ title: 'Déposée' }),
  readAt: instant.nullable().meta({ title: 'Lue' }),
  acknowledgedAt: instant.nullable().meta({ title: 'Accusé de réception' }),
  handedTo: z.string().nullable().meta({ title: 'Remise à' }),
  handOverWay: one(handOverWay).nullable().meta({ title: 'Comment' }),
  handedOverBy: z.string().nullable().meta({ title: 'Par' }),
  notices: z.object({
    sent: z.number().int(),
    waiting: z.number().int(),
    trouble: one(deliveryTrouble).nullable(),
  }),
  escalations: z.array(Escalation),
  /** What the clock will do if nothing happens. */
  next: z.object({ step: one(clockStep), kind: one(escalationKind), dueAt: instant }).nullable(),
  abilities: z.object({ handOver: z.boolean(), resend: z.boolean() }),
})
export type DeliveryView = z.infer<typeof DeliveryView>

export const readDelivery = get('/api/transmissions/:id/delivery', {
  for: ['listener', 'coordinator'],
  action: 'delivery.read',
  title: 'Suivre l’envoi d’une transmission',
  output: DeliveryView.nullable(),
})

export const handOverTransmission = post('/api/transmissions/:id/hand-over', {
  for: ['listener', 'coordinator'],
  action: 'delivery.hand_over',
  title: 'Noter la remise d’une transmission',
  input: z.object({
    toWhom: z.string().trim().min(2).max(200).meta({ title: 'À qui, nom et fonction' }),
    how: one(handOverWay).meta({ title: 'Comment' }),
    at: instant.optional().meta({ title: 'Quand' }),
  }),
  output: done,
})

export const resendTransmission = post('/api/transmissions/:id/resend', {
  for: ['coordinator'],
  action: 'delivery.resend',
  title: 'Envoyer de nouveau une transmission',
  output: done,
})

/** When a step rings. */
export const ClockSettingRow = z.object({
  step: one(clockStep).meta({ title: 'Étape' }),
  delayMinutes: z.number().int().min(-129_600).max(525_600).meta({ title: 'Délai' }),
  repeatMinutes: z.number().int().min(5).max(525_600).nullable().meta({ title: 'Répétée toutes les' }),
})

export const readClock = get('/api/clock', {
  for: ['coordinator', 'administrator'],
  action: 'clock.read',
  title: 'Lire les délais de relance',
  output: z.object({
    settings: z.array(ClockSettingRow),
    changedAt: instant.nullable(),
    changedBy: z.string().nullable(),
  }),
})

export const saveClock = put('/api/clock', {
  for: ['coordinator', 'administrator'],
  action: 'clock.save',
  title: 'Changer les délais de relance',
  input: z.object({ settings: z.array(ClockSettingRow).min(1).max(20) }),
  output: done,
})
