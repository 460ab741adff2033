import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import { Hours } from '#kernel/hours/hours.ts'
import { one } from '#kernel/list.ts'
import { authorityChange, deliveryChannel, departement, transmissionRecipient } from '#vocabulary'
import { nameKey } from './names.ts'

const readers = ['listener', 'coordinator'] as const
const keepers = ['coordinator'] as const

const name = z
  .string()
  .trim()
  .max(160)
  .refine((text) => /\p{L}{3}/u.test(nameKey(text)), 'Un nom en toutes lettres, que l’on puisse relire.')
const line = z.string().trim().max(200)
const text = z.string().trim().max(2000)
const timeZone = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'Un fuseau comme Europe/Paris.')
const part = z.enum(['', 'rhone', 'metropole'])
const Versioned = z.object({ version: z.number().int() })

/** For whom a unit answers: a whole département, or one of the two parts of the Rhône. */
export const Route = z.object({
  departement: one(departement).meta({ title: 'Département' }),
  part: part.default('').meta({ title: 'Partie du Rhône' }),
})

/** `never` verified, `changed` since, verified more than six months ago, or fresh. */
export const Verification = z.enum(['never', 'changed', 'stale', 'fresh'])
export type Verification = z.infer<typeof Verification>

/** What is written by hand of an authority. */
export const AuthorityFields = z.object({
  name: name.meta({ title: 'Nom' }),
  channel: one(deliveryChannel).meta({ title: 'Voie d’envoi' }),
  timeZone: timeZone.meta({ title: 'Fuseau horaire' }),
  hours: Hours.nullable().meta({ title: 'Horaires' }),
  notes: text.nullable().meta({ title: 'À savoir' }),
  active: z.boolean().meta({ title: 'En service' }),
})
export type AuthorityFields = z.infer<typeof AuthorityFields>

/** What is written by hand of one of its units. */
export const UnitFields = z.object({
  recipient: one(transmissionRecipient).meta({ title: 'Rôle' }),
  name: name.meta({ title: 'Nom' }),
  phone: line.nullable().meta({ title: 'Téléphone' }),
  email: z.email().max(200).nullable().meta({ title: 'Courriel' }),
  address: text.nullable().meta({ title: 'Adresse' }),
  notes: text.nullable().meta({ title: 'À savoir' }),
  timeZone: timeZone.meta({ title: 'Fuseau horaire' }),
  hours: Hours.nullable().meta({ title: 'Horaires' }),
  active: z.boolean().meta({ title: 'En service' }),
})
export type UnitFields = z.infer<typeof UnitFields>

/** Whether what is written was also checked with the service at that moment. */
const checked = z.object({ verified: z.boolean().default(false).meta({ title: 'Vérifié à l’instant' }) })

const Verified = z.object({
  verification: Verification,
  verifiedOn: z.iso.date().nullable().meta({ title: 'Vérifié le' }),
  verifiedBy: z.string().nullable().meta({ title: 'Vérifié par' }),
})

export const Unit = UnitFields.extend(Verified.shape).extend({
  id: z.uuid(),
  version: z.number().int(),
  authorityId: z.uuid(),
  authority: z.string(),
  channel: one(deliveryChannel),
  /** Receives when no département is known, or when none answers. */
  isFallback: z.boolean(),
  answersFor: z.array(Route),
  /** Right now, on the wall clock of the place; null when nobody has noted the hours. */
  isOpen: z.boolean().nullable(),
  localTime: z.string(),
})
export type Unit = z.infer<typeof Unit>

/** One value of an entry before and after, as a person reads them. */
export const FieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type FieldChange = z.infer<typeof FieldChange>

const HistoryLine = z.object({
  id: z.uuid(),
  kind: one(authorityChange),
  unit: z.string().nullable(),
  changes: z.array(FieldChange),
  happenedAt: instant,
  author: z.string().nullable(),
})

export const Authority = AuthorityFields.extend(Verified.shape).extend({
  id: z.uuid(),
  code: z.string(),
  version: z.number().int(),
  units: z.array(Unit),
  history: z.array(HistoryLine),
  abilities: z.object({ edit: z.boolean() }),
})
export type Authority = z.infer<typeof Authority>

export const AuthorityRow = z.object({
  id: z.uuid(),
  name: z.string().meta({ title: 'Autorité' }),
  channel: one(deliveryChannel).meta({ title: 'Voie d’envoi' }),
  departements: z.array(Route).meta({ title: 'Départements' }),
  units: z.number().int().meta({ title: 'Services' }),
  active: z.boolean().meta({ title: 'En service' }),
  /** The worst of the entry and of its open units. */
  verification: Verification,
  /** The oldest of them; null when one was never verified. */
  verifiedOn: z.iso.date().nullable().meta({ title: 'Vérifié le' }),
})
export type AuthorityRow = z.infer<typeof AuthorityRow>

export const authoritySorts = ['name', 'verifiedOn'] as const

export const listAuthorities = get('/api/authorities', {
  action: 'authority.list',
  title: 'Les autorités de protection de l’enfance',
  for: readers,
  query: z.object({
    text: z.string().trim().max(100).optional(),
    departement: one(departement).optional(),
    toVerify: z.stringbool().default(false),
    closed: z.stringbool().default(false),
    sort: z.enum(authoritySorts).default('name'),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(AuthorityRow).extend({ total: z.number().int(), toVerify: z.number().int() }),
})

const Covered = Route.extend({
  /** `fallback`: nobody of the département, but somebody named. */
  status: z.enum(['route', 'fallback', 'hole']),
  unitId: z.uuid().nullable(),
  unit: z.string().nullable(),
  authorityId: z.uuid().nullable(),
  authority: z.string().nullable(),
  /** What else would stop an alert there. */
  warnings: z.array(z.string()),
})

/** Whether an alert for each of the 101 départements has somewhere to go. */
export const Coverage = z.object({
  departements: z.number().int(),
  covered: z.number().int(),
  holes: z.number().int(),
  fallback: z.string(),
  items: z.array(Covered),
})
export type Coverage = z.infer<typeof Coverage>

export const readCoverage = get('/api/authorities/coverage', {
  action: 'authority.coverage',
  title: 'Vérifier que chaque département a un destinataire',
  for: readers,
  output: Coverage,
})

export const readAuthority = get('/api/authorities/:id', {
  action: 'authority.read',
  title: 'Lire la fiche d’une autorité',
  for: readers,
  output: Authority,
})

export const createAuthority = post('/api/authorities', {
  action: 'authority.create',
  title: 'Ajouter une autorité',
  for: keepers,
  creates: true,
  input: AuthorityFields.pick({ name: true, channel: true }).extend({
    timeZone: timeZone.default('Europe/Paris'),
  }),
  output: z.object({ id: z.uuid() }),
})

export const saveAuthority = patch('/api/authorities/:id', {
  action: 'authority.save',
  title: 'Modifier la fiche d’une autorité',
  for: keepers,
  versioned: true,
  input: AuthorityFields.partial().extend(checked.shape),
  output: Versioned,
})

/** The whole entry: the authority and every open unit of it. */
export const verifyAuthority = post('/api/authorities/:id/verify', {
  action: 'authority.verify',
  title: 'Noter qu’une fiche vient d’être vérifiée',
  for: keepers,
  versioned: true,
  output: Versioned,
})

export const addUnit = post('/api/authorities/:id/units', {
  action: 'authority.add_unit',
  title: 'Ajouter un service à une autorité',
  for: keepers,
  creates: true,
  input: UnitFields.partial()
    .required({ recipient: true, name: true })
    .omit({ active: true })
    .extend(checked.shape),
  output: z.object({ id: z.uuid(), version: z.number().int() }),
})

/** Units by name or département, for whoever picks a recipient that was not proposed. */
export const listUnits = get('/api/authority-units', {
  action: 'authority.list_units',
  title: 'Chercher un service destinataire',
  for: readers,
  query: z.object({
    text: z.string().trim().max(100).optional(),
    departement: one(departement).optional(),
    recipient: one(transmissionRecipient).optional(),
    after: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: page(Unit),
})

export const saveUnit = patch('/api/authority-units/:id', {
  action: 'authority.save_unit',
  title: 'Modifier un service',
  for: keepers,
  versioned: true,
  input: UnitFields.partial().extend(checked.shape),
  output: Versioned,
})

export const verifyUnit = post('/api/authority-units/:id/verify', {
  action: 'authority.verify_unit',
  title: 'Noter qu’un service vient d’être vérifié',
  for: keepers,
  versioned: true,
  output: Versioned,
})

/** The unit that answered until then is told in the history of both authorities. */
export const routeUnit = post('/api/authority-units/:id/routes', {
  action: 'authority.route',
  title: 'Confier un département à un service',
  for: keepers,
  versioned: true,
  input: Route.refine(({ departement: code, part: of }) => (code === '69') === (of !== ''), {
    path: ['part'],
    message: 'Le Rhône est partagé en deux : précisez la métropole de Lyon ou le reste du département.',
  }),
  output: Versioned,
})

const Recipient = z.object({
  unitId: z.uuid(),
  authorityId: z.uuid(),
  /** In words, to be typed again before anything is sent. */
  name: z.string(),
  authority: z.string(),
  channel: one(deliveryChannel),
  recipient: one(transmissionRecipient),
  departement: one(departement).nullable(),
  part,
  isFirst: z.boolean(),
  /** One of two between which the listener chooses. */
  isAlternative: z.boolean(),
  reasons: z.array(z.string()),
  verification: Verification,
  verifiedOn: z.iso.date().nullable(),
  isOpen: z.boolean().nullable(),
  localTime: z.string(),
})

export const Recipients = z.object({
  recipients: z.array(Recipient),
  trace: z.array(z.object({ question: z.string(), answer: z.string(), why: z.string() })),
  /** The question whose answer would settle between two authorities. */
  asks: z.enum(['rhone']).nullable(),
})
export type Recipients = z.infer<typeof Recipients>

export const proposeForSituation = get('/api/situations/:id/recipients', {
  action: 'situation.recipients',
  title: 'Proposer les destinataires d’une transmission',
  for: readers,
  query: z.object({ rhone: z.enum(['rhone', 'metropole']).optional() }),
  output: Recipients,
})
