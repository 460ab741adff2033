import { z } from 'zod'
import { get, instant, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { partnerEvent, returnOutcome } from '#vocabulary'

/** An age public key: `age1…`. */
export const PublicKey = z.string().regex(/^age1[02-9ac-hj-np-z]{20,120}$/)

/**
 * A copy of a transmission, sealed to the people of an authority. Stored once, however often it comes; the same
 * package under a higher `edition` was sealed again for new or lost keys: its bytes are replaced, what was done is kept.
 */
export const Package = z.object({
  /** That of the delivery: what the receiver recognises a repetition by. */
  packageId: z.uuid(),
  transmissionId: z.uuid(),
  authorityId: z.uuid(),
  unitId: z.uuid(),
  /** A canary is a test of the whole path: nobody sees it, and the receiver acknowledges it by itself at once. */
  kind: z.enum(['alert', 'canary']),
  urgent: z.boolean(),
  sentAt: instant,
  reference: z.string().min(1).max(60),
  edition: z.number().int().min(1).default(1),
  /** An age file, in base64. */
  sealed: z.base64().min(1).max(24_000_000),
  /** Whose keys open it. */
  recipients: z.array(z.uuid()).max(200),
  /** The helpline's public key: what people of the authority answer is sealed to it. */
  replyKey: PublicKey,
})
export type Package = z.infer<typeof Package>

/** What somebody of an authority did with a package. */
export const RelayEvent = z.object({
  id: z.uuid(),
  cursor: z.number().int(),
  authorityId: z.uuid(),
  /** Null, like the transmission, when the event is about a person: `key_added`. */
  packageId: z.uuid().nullable(),
  transmissionId: z.uuid().nullable(),
  kind: one(partnerEvent),
  at: instant,
  personId: z.uuid().nullable(),
  personName: z.string(),
  outcome: one(returnOutcome).nullable(),
  /** Base64 of an age file that only the helpline opens. */
  sealedNote: z.string().nullable(),
})
export type RelayEvent = z.infer<typeof RelayEvent>

export const storePackage = post('/partenaire/relais/colis', {
  for: ['relay'],
  action: 'relay.store',
  title: 'Déposer un envoi scellé',
  input: Package,
  output: z.object({ stored: z.literal(true) }),
  bodyLimit: 32 * 1024 * 1024,
})

export const recallPackage = post('/partenaire/relais/rappel', {
  for: ['relay'],
  action: 'relay.recall',
  title: 'Rappeler un envoi',
  input: z.object({ packageId: z.uuid() }),
  output: z.object({ recalled: z.literal(true) }),
})

/** The events after a cursor, oldest first: `next` is the cursor to ask from the next time. */
export const readEvents = get('/partenaire/relais/evenements', {
  for: ['relay'],
  action: 'relay.events',
  title: 'Lire ce que les autorités ont fait',
  query: z.object({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ items: z.array(RelayEvent), next: z.number().int() }),
  journalled: false,
})
