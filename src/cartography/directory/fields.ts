import { z } from 'zod'
import { Hours } from '#kernel/hours/hours.ts'
import { many, one } from '#kernel/list.ts'
import {
  actorKind,
  addressPrecision,
  departement,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
} from '#vocabulary'

const line = z.string().trim().max(200)
const text = z.string().trim().max(4000)
const name = z
  .string()
  .trim()
  .max(200)
  .refine((given) => /[\p{L}\p{N}]/u.test(given), 'Donnez un nom qui se lise.')
const web = z.url({ protocol: /^https?$/, error: 'Une adresse comme https://exemple.org.' }).max(300)
const age = z.number().int().min(0, 'Un âge en années.').max(120, 'Un âge en années.')

export const timeZone = z
  .string()
  .max(60)
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'Un fuseau comme Europe/Paris.')

/** What is written of an organisation. */
export const OrganisationFields = z.object({
  name: name.meta({ title: 'Organisation' }),
  kind: one(actorKind).meta({ title: 'Nature' }),
  siret: z
    .string()
    .regex(/^\d{14}$/, 'Quatorze chiffres.')
    .nullable()
    .meta({ title: 'SIRET' }),
  website: web.nullable().meta({ title: 'Site' }),
  notes: text.nullable().meta({ title: 'Notes internes' }),
  active: z.boolean().meta({ title: 'En activité' }),
})
export type OrganisationFields = z.output<typeof OrganisationFields>

/** What is written of a place. */
export const PlaceFields = z.object({
  name: line.nullable().meta({ title: 'Nom du lieu' }),
  address: z.string().trim().max(400).nullable().meta({ title: 'Adresse' }),
  postcode: z
    .string()
    .regex(/^\d{5}$/, 'Cinq chiffres.')
    .nullable()
    .meta({ title: 'Code postal' }),
  commune: line.nullable().meta({ title: 'Commune' }),
  departement: one(departement).meta({ title: 'Département' }),
  latitude: z.number().min(-90).max(90).nullable().meta({ title: 'Latitude' }),
  longitude: z.number().min(-180).max(180).nullable().meta({ title: 'Longitude' }),
  precision: one(addressPrecision).meta({ title: 'Ce que l’on dit de l’adresse' }),
  access: many(placeAccess).meta({ title: 'Accessibilité' }),
})
export type PlaceFields = z.output<typeof PlaceFields>

/** One way to reach a service, with its own visibility. */
export const ContactFields = z.object({
  id: z.uuid(),
  person: line.nullable().meta({ title: 'Personne' }),
  function: line.nullable().meta({ title: 'Fonction' }),
  phone: z.string().trim().max(40).nullable().meta({ title: 'Téléphone' }),
  email: z.email('Une adresse comme accueil@exemple.org.').max(200).nullable().meta({ title: 'Courriel' }),
  web: web.nullable().meta({ title: 'Page web' }),
  visibility: one(serviceVisibility).meta({ title: 'Qui le voit' }),
  isFrontGate: z.boolean().meta({ title: 'Contact d’entrée' }),
})
export type ContactFields = z.output<typeof ContactFields>

/** What is written of a service, its place and organisation apart. */
export const ServiceFields = z.object({
  name: name.meta({ title: 'Nom du service' }),
  description: text.nullable().meta({ title: 'Ce qu’il fait' }),
  kinds: many(serviceKind).meta({ title: 'Ce qu’il offre' }),
  audiences: many(serviceAudience).meta({ title: 'Pour qui' }),
  minAge: age.nullable().meta({ title: 'Âge minimal' }),
  maxAge: age.nullable().meta({ title: 'Âge maximal' }),
  entries: many(serviceEntry).meta({ title: 'Qui peut le solliciter' }),
  entryNote: text.nullable().meta({ title: 'Comment y entrer' }),
  reaches: many(serviceReach).meta({ title: 'Où se passe la rencontre' }),
  coverage: one(serviceCoverage).meta({ title: 'Qui est desservi' }),
  departements: many(departement).meta({ title: 'Départements desservis' }),
  cost: one(serviceCost).nullable().meta({ title: 'Coût' }),
  costNote: line.nullable().meta({ title: 'Précisions sur le coût' }),
  capacity: z.number().int().min(0).max(100_000).nullable().meta({ title: 'Places' }),
  languages: many(spokenLanguage).meta({ title: 'Langues' }),
  hours: Hours.nullable().meta({ title: 'Horaires' }),
  timeZone: timeZone.meta({ title: 'Fuseau horaire' }),
  visibility: one(serviceVisibility).meta({ title: 'Qui voit la fiche' }),
  professionalNotes: text.nullable().meta({ title: 'Pour les professionnels' }),
  internalNotes: text.nullable().meta({ title: 'Notes internes' }),
  verifyEvery: z.number().int().min(1).max(36).meta({ title: 'À revérifier tous les (mois)' }),
  active: z.boolean().meta({ title: 'En activité' }),
  contacts: z.array(ContactFields).max(30).meta({ title: 'Contacts' }),
})
export type ServiceFields = z.output<typeof ServiceFields>

/** What an entry says when nobody has said anything yet. */
export const blankService = (): Omit<ServiceFields, 'name'> => ({
  description: null,
  kinds: [],
  audiences: [],
  minAge: null,
  maxAge: null,
  entries: [],
  entryNote: null,
  reaches: [],
  coverage: 'departements',
  departements: [],
  cost: null,
  costNote: null,
  capacity: null,
  languages: [],
  hours: null,
  timeZone: 'Europe/Paris',
  visibility: 'public',
  professionalNotes: null,
  internalNotes: null,
  verifyEvery: 6,
  active: true,
  contacts: [],
})

/** The same for a place of a département. */
export const blankPlace = (departementCode: PlaceFields['departement']): PlaceFields => ({
  name: null,
  address: null,
  postcode: null,
  commune: null,
  departement: departementCode,
  latitude: null,
  longitude: null,
  precision: 'exact',
  access: [],
})
