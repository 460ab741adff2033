import { z } from 'zod'
import { get, instant, page, patch, post } from '#kernel/contract.ts'
import { many, one } from '#kernel/list.ts'
import { RecordedAction } from '#listening/action/contract.ts'
import { Observation } from '#listening/observation/contract.ts'
import {
  absence,
  callerDetail,
  callerGender,
  callerPermission,
  callerProfile,
  certainty,
  contactChannel,
  contactDirection,
  dangerLevel,
  departement,
  disposition,
  knownToChildProtection,
  livingPlace,
  measure,
  minorGender,
  professionalSector,
  qualification,
  schoolStatus,
} from '#vocabulary'

const line = z.string().trim().max(200)

/** The narrative is long by nature; past this, it is a document. */
export const narrativeLimit = 100_000

/** What is noted of the person who speaks. */
const Caller = z.object({
  callerProfile: one(callerProfile).nullable().meta({ title: 'Appelant' }),
  callerDetail: one(callerDetail).nullable().meta({ title: 'Précision' }),
  callerSector: one(professionalSector).nullable().meta({ title: 'Secteur professionnel' }),
  callerGender: one(callerGender).nullable().meta({ title: 'Genre de l’appelant' }),
  callerName: line.nullable().meta({ title: 'Nom de l’appelant' }),
  callerNameAbsence: one(absence).nullable().meta({ title: 'Pourquoi le nom manque' }),
  callerPhone: line.nullable().meta({ title: 'Téléphone de l’appelant' }),
  callerEmail: line.nullable().meta({ title: 'Courriel de l’appelant' }),
  callerPermissions: many(callerPermission).meta({ title: 'Ce qui est permis pour le joindre' }),
})

/** What is noted of the minor, a person apart from the one who speaks. */
const Minor = z.object({
  minorFirstName: line.nullable().meta({ title: 'Prénom du mineur' }),
  minorLastName: line.nullable().meta({ title: 'Nom du mineur' }),
  minorAliases: z.array(line).max(20).meta({ title: 'Surnoms' }),
  minorHandles: z.array(line).max(20).meta({ title: 'Comptes sur les réseaux' }),
  minorPhone: line.nullable().meta({ title: 'Téléphone du mineur' }),
  minorBirthDate: z.iso.date().nullable().meta({ title: 'Date de naissance' }),
  minorGender: one(minorGender).nullable().meta({ title: 'Genre du mineur' }),
  minorAge: z.number().int().min(0).max(25).nullable().meta({ title: 'Âge du mineur' }),
  minorAgeAbsence: one(absence).nullable().meta({ title: 'Pourquoi l’âge manque' }),
  departement: one(departement).nullable().meta({ title: 'Département de vie du mineur' }),
  knownToChildProtection: one(knownToChildProtection)
    .nullable()
    .meta({ title: 'Connu de la protection de l’enfance' }),
  measures: many(measure).meta({ title: 'Mesures' }),
  livingPlace: one(livingPlace).nullable().meta({ title: 'Lieu de vie' }),
  schoolStatus: one(schoolStatus).nullable().meta({ title: 'Scolarité' }),
})

/** Everything a person may write of a contact; each field is saved by itself. */
export const ContactFields = z.object({
  channel: one(contactChannel).meta({ title: 'Canal' }),
  direction: one(contactDirection).meta({ title: 'Sens' }),
  occurredAt: instant.meta({ title: 'Reçu le' }),
  endedAt: instant.nullable().meta({ title: 'Terminé le' }),
  listenerId: z.uuid().nullable().meta({ title: 'Écoutant' }),
  ...Caller.shape,
  ...Minor.shape,
  observations: z.array(Observation).max(80).meta({ title: 'Problèmes et signes' }),
  certainty: one(certainty).nullable().meta({ title: 'Situation de prostitution' }),
  dangerLevel: one(dangerLevel).nullable().meta({ title: 'Danger' }),
  qualification: one(qualification).nullable().meta({ title: 'Qualification' }),
  narrative: z.string().max(narrativeLimit).nullable().meta({ title: 'Récit' }),
  actions: z.array(RecordedAction).max(40).meta({ title: 'Actions menées' }),
})
export type ContactFields = z.infer<typeof ContactFields>
export type ContactField = keyof ContactFields

/** A part of a contact, as it is saved: what is absent is left as it was. */
export const ContactChanges = ContactFields.partial()
export type ContactChanges = z.infer<typeof ContactChanges>

const SituationTag = z.object({ id: z.uuid(), reference: z.string() })

export const Contact = ContactFields.extend({
  id: z.uuid(),
  version: z.number().int(),
  status: z.enum(['draft', 'finalised']),
  disposition: one(disposition).nullable().meta({ title: 'Classé sans suite' }),
  situation: SituationTag.nullable(),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  listener: z.string().nullable(),
  finalisedAt: instant.nullable(),
  abilities: z.object({
    edit: z.boolean(),
    finalise: z.boolean(),
    reopen: z.boolean(),
    attach: z.boolean(),
    detach: z.boolean(),
  }),
})
export type Contact = z.infer<typeof Contact>

const takers = ['reception', 'listener', 'coordinator'] as const
const Saved = z.object({ version: z.number().int(), savedAt: instant })
/** Where a contact goes: to a file that exists, to a new one, or nowhere yet. */
export const Attachment = z.union([z.object({ to: z.uuid() }), z.object({ to: z.literal('new') })])

/** Picks up: the contact exists from here on, as a draft. */
export const createContact = post('/api/contacts', {
  action: 'contact.create',
  title: 'Ouvrir un contact',
  for: takers,
  creates: true,
  input: ContactFields.pick({ channel: true, direction: true }).extend({
    occurredAt: ContactFields.shape.occurredAt.optional(),
    situationId: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid(), version: z.number().int(), occurredAt: instant }),
})

export const readContact = get('/api/contacts/:id', {
  action: 'contact.read',
  title: 'Lire un contact',
  for: takers,
  output: Contact,
})

/** Saves some fields; on 412 the refusal holds the contact as it is now. A finalised contact can still be corrected. */
export const saveContact = patch('/api/contacts/:id', {
  action: 'contact.save',
  title: 'Enregistrer un contact',
  for: takers,
  versioned: true,
  input: ContactChanges,
  output: Saved,
})

/** Closes the draft, with its last changes, and attaches it in the same breath when asked to. */
export const finaliseContact = post('/api/contacts/:id/finalise', {
  action: 'contact.finalise',
  title: 'Finaliser un contact',
  for: takers,
  versioned: true,
  creates: true,
  input: z.object({ changes: ContactChanges.optional(), attach: Attachment.optional() }),
  output: Saved.extend({ situation: SituationTag.nullable() }),
})

/** One click for a contact that is not about a minor in danger. */
export const disposeContact = post('/api/contacts/:id/dispose', {
  action: 'contact.dispose',
  title: 'Classer un contact sans suite',
  for: takers,
  versioned: true,
  input: z.object({ disposition: one(disposition) }),
  output: Saved,
})

/** Back to a draft, a disposition undone with it. */
export const reopenContact = post('/api/contacts/:id/reopen', {
  action: 'contact.reopen',
  title: 'Rouvrir un contact',
  for: takers,
  versioned: true,
  output: Saved,
})

export const attachContact = post('/api/contacts/:id/attach', {
  action: 'contact.attach',
  title: 'Rattacher un contact à une situation',
  for: ['listener', 'coordinator'],
  versioned: true,
  creates: true,
  input: Attachment,
  output: Saved.extend({ situation: SituationTag }),
})

/** Undoes an attachment; what the contact brought leaves the file with it. */
export const detachContact = post('/api/contacts/:id/detach', {
  action: 'contact.detach',
  title: 'Détacher un contact de sa situation',
  for: ['listener', 'coordinator'],
  versioned: true,
  output: Saved,
})

export const ContactRow = z.object({
  id: z.uuid(),
  version: z.number().int(),
  status: z.enum(['draft', 'finalised']),
  channel: one(contactChannel),
  direction: one(contactDirection),
  occurredAt: instant,
  disposition: one(disposition).nullable(),
  callerProfile: one(callerProfile).nullable(),
  departement: one(departement).nullable(),
  minorAge: z.number().int().nullable(),
  dangerLevel: one(dangerLevel).nullable(),
  situation: SituationTag.nullable(),
  recordedBy: z.string().nullable(),
})
export type ContactRow = z.infer<typeof ContactRow>

/** Contacts outside any file: my drafts, everyone's drafts (coordinators), finalised ones waiting for a file, or put aside. */
export const listContacts = get('/api/contacts', {
  action: 'contact.list',
  title: 'Lister les contacts hors situation',
  for: takers,
  query: z.object({
    view: z.enum(['my_drafts', 'all_drafts', 'unattached', 'disposed']).default('my_drafts'),
    after: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(ContactRow),
})
