import { z } from 'zod'
import { get, instant, page, post } from '#kernel/contract.ts'
import { one } from '#kernel/list.ts'
import { partnerEvent, partnerRole, returnOutcome } from '#vocabulary'
import { PublicKey } from '../relay/contract.ts'

/** What an authority did with something sent to it, on its own side. */
const Trace = z.object({
  id: z.uuid(),
  at: instant,
  kind: one(partnerEvent),
  personName: z.string().meta({ title: 'Par' }),
  outcome: one(returnOutcome).nullable().meta({ title: 'Suite donnée' }),
})

/** The outside of a package: all that the portal itself can read. */
export const PackageLine = z.object({
  id: z.uuid(),
  reference: z.string().meta({ title: 'Référence' }),
  urgent: z.boolean().meta({ title: 'Urgent' }),
  sentAt: instant.meta({ title: 'Envoyé le' }),
  readAt: instant.nullable().meta({ title: 'Ouvert le' }),
  acknowledgedAt: instant.nullable().meta({ title: 'Accusé de réception le' }),
  acknowledgedBy: z.string().nullable().meta({ title: 'Accusé par' }),
  complementAskedAt: instant.nullable().meta({ title: 'Complément demandé le' }),
  redirectedAt: instant.nullable().meta({ title: 'Réorienté le' }),
  returnedAt: instant.nullable().meta({ title: 'Retour enregistré le' }),
  returnOutcome: one(returnOutcome).nullable().meta({ title: 'Suite donnée' }),
  /** Sealed to the key of the person who asks; otherwise it is on its way, sealed again. */
  isReadable: z.boolean(),
})
export type PackageLine = z.infer<typeof PackageLine>

export const PackageFile = PackageLine.extend({
  /** The helpline's public key: what is answered is sealed to it before it leaves the browser. */
  replyKey: PublicKey,
  history: z.array(Trace),
})
export type PackageFile = z.infer<typeof PackageFile>

const readers = ['agent', 'manager'] as const

export const packageViews = ['to_acknowledge', 'awaiting_return', 'all'] as const

export const listPackages = get('/partenaire/api/packages', {
  for: readers,
  action: 'package.list',
  title: 'Les envois à mon autorité',
  query: z.object({
    view: z.enum(packageViews).default('to_acknowledge'),
    after: z.string().max(500).optional(),
  }),
  output: page(PackageLine).extend({
    /** How many wait for an acknowledgement, and how many of them are urgent. */
    waiting: z.number().int(),
    urgent: z.number().int(),
  }),
})

export const readPackage = get('/partenaire/api/packages/:id', {
  for: readers,
  action: 'package.read',
  title: 'Un envoi',
  output: PackageFile,
})

export const openPackage = post('/partenaire/api/packages/:id/opening', {
  for: readers,
  action: 'package.open',
  title: 'Recevoir le contenu scellé d’un envoi',
  output: z.object({ edition: z.number().int(), sealed: z.string() }),
})

export const acknowledgePackage = post('/partenaire/api/packages/:id/acknowledgement', {
  for: readers,
  action: 'package.acknowledge',
  title: 'Accuser réception d’un envoi',
  output: PackageFile,
})

/** Base64 of an age file: sealed in the browser, for the helpline alone. */
const sealedNote = z
  .base64()
  .max(100_000)
  .refine((text) => text.startsWith(ageHead), 'Le texte doit être scellé avant l’envoi.')
/** The first 21 bytes of every age file, `age-encryption.org/v1`, in base64. */
const ageHead = 'YWdlLWVuY3J5cHRpb24ub3JnL3Yx'

export const askComplement = post('/partenaire/api/packages/:id/complement', {
  for: readers,
  action: 'package.ask_complement',
  title: 'Demander un complément',
  creates: true,
  input: z.object({ sealedNote }),
  output: PackageFile,
})

export const redirectPackage = post('/partenaire/api/packages/:id/redirection', {
  for: readers,
  action: 'package.redirect',
  title: 'Dire que ce n’est pas notre département',
  creates: true,
  input: z.object({ sealedNote }),
  output: PackageFile,
})

export const recordReturn = post('/partenaire/api/packages/:id/return', {
  for: readers,
  action: 'package.record_return',
  title: 'Enregistrer le retour',
  creates: true,
  input: z.object({
    outcome: one(returnOutcome).meta({ title: 'Suite donnée' }),
    sealedNote: sealedNote.nullable(),
  }),
  output: PackageFile,
})

export const listMyPeople = get('/partenaire/api/people', {
  for: ['manager'],
  action: 'partner_person.list_own',
  title: 'Les personnes de mon autorité',
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        email: z.string(),
        role: one(partnerRole),
        active: z.boolean(),
        hasKey: z.boolean(),
        lastSignInAt: instant.nullable(),
      }),
    ),
  }),
})
