import { z } from 'zod'
import {
  feeCodes,
  mobilisationModes,
  mobilisers,
  networks,
  publicCodes,
  receptionModes,
  serviceTypes,
  themes,
} from './inclusionCodes.ts'

// What data·inclusion asks, version 1 of its schema. What it does not name is let through, as its schemas do.

const text = z.string('Un texte est attendu.')
const maybe = <T extends z.ZodType>(of: T) => of.nullable().optional()
const uri = z.url('Une adresse comme https://exemple.org.').max(2083)
const email = z.email('Une adresse comme accueil@exemple.org.')
const name = text.min(3, 'Au moins 3 caractères.').max(150, 'Au plus 150 caractères.')
const description = text.min(50, 'Au moins 50 caractères.').max(2000, 'Au plus 2000 caractères.')
const digits = (count: number) => text.regex(new RegExp(`^\\d{${count}}$`), `${count} chiffres.`)
const code = (of: readonly string[]) => z.enum(of as [string, ...string[]])
const setOf = (of: readonly string[], least = 0) =>
  z
    .array(code(of))
    .min(least, 'Au moins une valeur.')
    .refine((given) => new Set(given).size === given.length, 'Une valeur est répétée.')

const address = {
  commune: maybe(text),
  code_postal: maybe(digits(5)),
  code_insee: maybe(text.regex(/^\w{5}$/, 'Cinq caractères.')),
  adresse: maybe(text),
  complement_adresse: maybe(text),
  longitude: maybe(z.number()),
  latitude: maybe(z.number()),
  telephone: maybe(text),
  courriel: maybe(email),
  horaires_accueil: maybe(text),
}

/** A structure of data·inclusion. */
export const Structure = z.looseObject({
  source: text,
  id: text,
  nom: name,
  description,
  date_maj: z.iso.date('Une date AAAA-MM-JJ.'),
  siret: maybe(digits(14)),
  site_web: maybe(uri),
  accessibilite_lieu: maybe(uri),
  reseaux_porteurs: maybe(setOf(networks)),
  ...address,
})
export type Structure = z.output<typeof Structure>

/** A service of data·inclusion. */
export const InclusionService = z.looseObject({
  source: text,
  structure_id: text,
  id: text,
  nom: name,
  description,
  date_maj: z.iso.date('Une date AAAA-MM-JJ.'),
  type: maybe(code(serviceTypes)),
  thematiques: maybe(setOf(themes)),
  frais: maybe(code(feeCodes)),
  frais_precisions: maybe(text),
  publics: maybe(setOf(publicCodes, 1)),
  publics_precisions: maybe(text),
  conditions_acces: maybe(text),
  modes_accueil: maybe(setOf(receptionModes)),
  zone_eligibilite: maybe(
    z
      .array(text.regex(/^(\w{2,3}|\w{5}|\d{9}|france)$/, 'Un code du Code officiel géographique.'))
      .min(1, 'Au moins un code.'),
  ),
  contact_nom_prenom: maybe(text),
  lien_mobilisation: maybe(uri),
  modes_mobilisation: maybe(setOf(mobilisationModes, 1)),
  mobilisable_par: maybe(setOf(mobilisers, 1)),
  mobilisation_precisions: maybe(text),
  volume_horaire_hebdomadaire: maybe(z.number().min(0)),
  nombre_semaines: maybe(z.number().int().min(1)),
  ...address,
})
export type InclusionService = z.output<typeof InclusionService>
