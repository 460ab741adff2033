import { z } from 'zod'
import { del, done, get, instant, page, patch, post, put } from '#kernel/contract.ts'
import { many, one } from '#kernel/list.ts'
import { SituationAction } from '#listening/action/contract.ts'
import { Callback } from '#listening/callback/contract.ts'
import { Observation } from '#listening/observation/contract.ts'
import {
  callerProfile,
  certainty,
  closingReason,
  contactChannel,
  contactDirection,
  dangerLevel,
  departement,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  placeRole,
  qualification,
  schoolStatus,
  situationLink,
  situationStage,
} from '#vocabulary'

const line = z.string().trim().max(200)
const staff = ['listener', 'coordinator'] as const
const Person = z.object({ id: z.uuid(), name: z.string() })
const Tag = z.object({ id: z.uuid(), reference: z.string() })
const Versioned = z.object({ version: z.number().int() })

/** What the file says of the minor. Empty or provisional at first; what it leaves out is read from the contacts. */
export const SituationFields = z.object({
  firstName: line.nullable().meta({ title: 'Prénom' }),
  lastName: line.nullable().meta({ title: 'Nom' }),
  aliases: z.array(line).max(20).meta({ title: 'Surnoms' }),
  handles: z.array(line).max(20).meta({ title: 'Comptes sur les réseaux' }),
  phones: z.array(line).max(10).meta({ title: 'Téléphones' }),
  birthDate: z.iso.date().nullable().meta({ title: 'Date de naissance' }),
  /** The identity is what someone said once, not yet confirmed. */
  isProvisional: z.boolean().meta({ title: 'Identité à confirmer' }),
  gender: one(minorGender).nullable().meta({ title: 'Genre' }),
  age: z.number().int().min(0).max(25).nullable().meta({ title: 'Âge au premier contact' }),
  departement: one(departement).nullable().meta({ title: 'Département de vie' }),
  livingPlace: one(livingPlace).nullable().meta({ title: 'Lieu de vie' }),
  schoolStatus: one(schoolStatus).nullable().meta({ title: 'Scolarité' }),
  knownToChildProtection: one(knownToChildProtection)
    .nullable()
    .meta({ title: 'Connue de la protection de l’enfance' }),
  measures: many(measure).meta({ title: 'Mesures' }),
  externalReference: line.nullable().meta({ title: 'Référence du dossier 119' }),
  note: z.string().max(20_000).nullable().meta({ title: 'Note de suivi' }),
})
export type SituationFields = z.infer<typeof SituationFields>
export const SituationChanges = SituationFields.partial()
export type SituationChanges = z.infer<typeof SituationChanges>

/** Somewhere in the minor's life, with its role and its dates. */
export const PlaceFields = z.object({
  role: one(placeRole).meta({ title: 'Rôle du lieu' }),
  departement: one(departement).nullable().meta({ title: 'Département' }),
  since: z.iso.date().nullable().meta({ title: 'Depuis' }),
  until: z.iso.date().nullable().meta({ title: 'Jusqu’à' }),
  address: z.string().trim().max(500).nullable().meta({ title: 'Adresse ou description' }),
})
export const SituationPlace = PlaceFields.extend({
  id: z.uuid(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
})
export type SituationPlace = z.infer<typeof SituationPlace>

/** One contact as the file shows it: the line of time and the column of the matrix. */
export const SituationContact = z.object({
  id: z.uuid(),
  version: z.number().int(),
  status: z.enum(['draft', 'finalised']),
  channel: one(contactChannel),
  direction: one(contactDirection),
  occurredAt: instant,
  endedAt: instant.nullable(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  listener: z.string().nullable(),
  callerProfile: one(callerProfile).nullable(),
  callerName: z.string().nullable(),
  dangerLevel: one(dangerLevel).nullable(),
  certainty: one(certainty).nullable(),
  qualification: one(qualification).nullable(),
  /** Whether something is told. The last narrative comes with the file, the others are asked for. */
  isTold: z.boolean(),
  narrative: z.string().nullable(),
  observations: z.array(Observation),
})
export type SituationContact = z.infer<typeof SituationContact>

export const StageChange = z.object({
  id: z.uuid(),
  fromStage: one(situationStage),
  toStage: one(situationStage),
  closingReason: one(closingReason).nullable(),
  happenedAt: instant,
  recordedAt: instant,
  recordedBy: z.string().nullable(),
})

/** The whole file, in one reading, but for the narratives before the last. `known` holds what the contacts say where the file itself says nothing. */
export const Situation = SituationFields.extend({
  id: z.uuid(),
  reference: z.string(),
  version: z.number().int(),
  stage: one(situationStage),
  closingReason: one(closingReason).nullable(),
  createdAt: instant,
  openedAt: instant.nullable(),
  lastContactAt: instant.nullable(),
  contactCount: z.number().int(),
  known: z.object({
    gender: one(minorGender).nullable(),
    age: z.number().int().nullable(),
    departement: one(departement).nullable(),
    knownToChildProtection: one(knownToChildProtection).nullable(),
    callerProfile: one(callerProfile).nullable(),
  }),
  danger: z.object({ level: one(dangerLevel), at: instant, by: z.string().nullable() }).nullable(),
  certainty: z.object({ level: one(certainty), at: instant, by: z.string().nullable() }).nullable(),
  assigned: z.array(Person),
  places: z.array(SituationPlace),
  /** A link is written from one file and read from both; `isReversed` says that it is read from the other end. */
  links: z.array(z.object({ situation: Tag, kind: one(situationLink), isReversed: z.boolean() })),
  contacts: z.array(SituationContact),
  actions: z.array(SituationAction),
  callbacks: z.array(Callback),
  stageChanges: z.array(StageChange),
  mergedInto: Tag.nullable(),
  merges: z.array(
    z.object({
      id: z.uuid(),
      absorbed: Tag,
      mergedAt: instant,
      mergedBy: z.string().nullable(),
      undoneAt: instant.nullable(),
    }),
  ),
  abilities: z.object({
    edit: z.boolean(),
    act: z.boolean(),
    close: z.boolean(),
    reopen: z.boolean(),
    merge: z.boolean(),
    assign: z.boolean(),
  }),
})
export type Situation = z.infer<typeof Situation>

export const createSituation = post('/api/situations', {
  action: 'situation.create',
  title: 'Ouvrir une situation',
  for: staff,
  creates: true,
  input: SituationChanges,
  output: Tag.extend({ version: z.number().int() }),
})

export const readSituation = get('/api/situations/:id', {
  action: 'situation.read',
  title: 'Lire une situation',
  for: staff,
  output: Situation,
})

/** What was told during the contacts of a file, the last first. */
export const readNarratives = get('/api/situations/:id/narratives', {
  action: 'situation.narratives',
  title: 'Lire les récits d’une situation',
  for: staff,
  query: z.object({
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  output: page(z.object({ contactId: z.uuid(), narrative: z.string().nullable() })),
})

/** Saves some fields; on 412 the refusal holds the fields as they are now. */
export const saveSituation = patch('/api/situations/:id', {
  action: 'situation.save',
  title: 'Modifier une situation',
  for: staff,
  versioned: true,
  input: SituationChanges,
  output: Versioned,
})

/** Moves the file along: followed, without news, closed with its reason, open again. */
export const changeStage = post('/api/situations/:id/stage', {
  action: 'situation.stage',
  title: 'Changer l’étape d’une situation',
  for: staff,
  versioned: true,
  input: z.object({
    to: one(situationStage).exclude(['archived']),
    closingReason: one(closingReason).nullable(),
    happenedAt: instant.optional(),
  }),
  output: Versioned,
})

export const addPlace = post('/api/situations/:id/places', {
  action: 'place.add',
  title: 'Ajouter un lieu',
  for: staff,
  creates: true,
  /** An identifier puts back, under the one it had, a place that was taken away. */
  input: PlaceFields.extend({ id: z.uuid().optional() }),
  output: z.object({ id: z.uuid() }),
})

export const savePlace = put('/api/places/:id', {
  action: 'place.save',
  title: 'Modifier un lieu',
  for: staff,
  input: PlaceFields,
  output: done,
})

export const removePlace = del('/api/places/:id', {
  action: 'place.remove',
  title: 'Retirer un lieu',
  for: staff,
  output: done,
})

export const linkSituations = put('/api/situations/:id/links/:other', {
  action: 'situation.link',
  title: 'Lier deux situations',
  for: staff,
  input: z.object({ kind: one(situationLink) }),
  output: done,
})

export const unlinkSituations = del('/api/situations/:id/links/:other', {
  action: 'situation.unlink',
  title: 'Délier deux situations',
  for: staff,
  output: done,
})

export const assignSituation = put('/api/situations/:id/assigned/:account', {
  action: 'situation.assign',
  title: 'Affecter une situation',
  for: staff,
  output: done,
})

export const unassignSituation = del('/api/situations/:id/assigned/:account', {
  action: 'situation.unassign',
  title: 'Retirer une affectation',
  for: staff,
  output: done,
})

/** Two files that are one minor become one; the absorbed file leads to the one that stays. */
export const mergeSituations = post('/api/situations/:id/merge', {
  action: 'situation.merge',
  title: 'Fusionner deux situations',
  for: staff,
  versioned: true,
  creates: true,
  input: z.object({ absorb: z.uuid() }),
  output: z.object({ mergeId: z.uuid(), version: z.number().int() }),
})

/** Gives the absorbed file back all that came from it. */
export const undoMerge = post('/api/merges/:id/undo', {
  action: 'situation.unmerge',
  title: 'Défaire une fusion',
  for: staff,
  output: done,
})

export const SituationRow = z.object({
  id: z.uuid(),
  reference: z.string(),
  stage: one(situationStage),
  openedAt: instant.nullable(),
  lastContactAt: instant.nullable(),
  movedAt: instant,
  contactCount: z.number().int(),
  callerProfile: one(callerProfile).nullable(),
  gender: one(minorGender).nullable(),
  age: z.number().int().nullable(),
  departement: one(departement).nullable(),
  dangerLevel: one(dangerLevel).nullable(),
  /** First name and initial, for the eyes of whoever may open the file. */
  name: z.string().nullable(),
  assigned: z.array(z.string()),
  nextCallbackAt: instant.nullable(),
})
export type SituationRow = z.infer<typeof SituationRow>

export const listSituations = get('/api/situations', {
  action: 'situation.list',
  title: 'Lister les situations',
  for: staff,
  query: z.object({
    mine: z.stringbool().default(false),
    stage: one(situationStage).optional(),
    departement: one(departement).optional(),
    dangerLevel: one(dangerLevel).optional(),
    sort: z.enum(['moved', 'opened']).default('moved'),
    direction: z.enum(['ascending', 'descending']).default('descending'),
    /** Place in the list, as the previous page gave it. */
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(SituationRow),
})
