import { type ActorKind, actorKind, isDepartement, type ServiceKind, serviceAudience } from '#vocabulary'
import type { Contact, OrganisationShown, ServiceRecord } from '../contract.ts'
import { agesInWords } from '../words.ts'
import type { InclusionService, Structure } from './inclusion.ts'
import { writeOsm } from './openingHours.ts'

/** By what whoever reads these files knows us. */
export const inclusionSource = 'repere'
export const inclusionId = (id: string): string => `${inclusionSource}--${id}`

/** What stands for a description that is missing or too short for the schema. */
export const filler =
  'Entrée de l’annuaire de la plateforme nationale de lutte contre la prostitution des mineurs.'

const cut = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)
/** Between 3 and 150 characters, without a final point. */
const nameOf = (name: string, beside: string) =>
  cut(name.length < 3 ? `${name} (${beside})` : name, 150).replace(/\.+$/, '…')
const descriptionOf = (text: string | null) => {
  const given = text?.trim() ?? ''
  return given.length >= 50 ? cut(given, 2000) : [given, filler].filter(Boolean).join('\n\n')
}

const themeOf: Partial<Record<ServiceKind, string>> = {
  sheltering_or_breakaway: 'logement-hebergement--rechercher-une-solution-dhebergement-temporaire',
  psychotrauma_care: 'sante--sante-mentale',
  uaped: 'sante--acces-aux-soins',
  family_support_space: 'famille--soutien-a-la-parentalite-et-a-leducation',
}
const informing: readonly ServiceKind[] = [
  'listening_line',
  'family_support_space',
  'resource_centre_for_professionals',
]
const typeOf = ([first]: readonly ServiceKind[]) =>
  first === undefined
    ? null
    : first === 'training'
      ? 'formation'
      : informing.includes(first)
        ? 'information'
        : 'accompagnement'
const networkOf: Partial<Record<ActorKind, string>> = { departement: 'departements', ase: 'ase', pjj: 'pjj' }

const some = <T>(of: readonly T[]): T[] | null => (of.length > 0 ? [...new Set(of)] : null)

/** An organisation as data·inclusion writes it. */
export function writeStructure(of: OrganisationShown, modifiedAt: string): Structure {
  const network = networkOf[of.kind]
  return {
    source: inclusionSource,
    id: inclusionId(of.id),
    nom: nameOf(of.name, 'structure'),
    description: `${actorKind.label(of.kind)}. ${filler}`,
    date_maj: modifiedAt.slice(0, 10),
    siret: of.siret,
    site_web: of.website,
    reseaux_porteurs: network ? [network] : null,
    repere: { name: of.name, kind: of.kind },
  }
}

const bare = ({ person, function: role, phone, email, web, visibility, isFrontGate }: Contact) => ({
  person,
  function: role,
  phone,
  email,
  web,
  visibility,
  isFrontGate,
})

/** A service as data·inclusion writes it; what its schema has no word for lies under `repere`. */
export function writeInclusion(of: ServiceRecord): InclusionService {
  const { place } = of
  const [first, ...more] = of.contacts
  const ages = agesInWords(of.minAge, of.maxAge)
  const zones = of.coverage === 'departements' ? of.departements.filter(isDepartement) : ['france']
  return {
    source: inclusionSource,
    structure_id: inclusionId(of.organisation.id),
    id: inclusionId(of.id),
    nom: nameOf(of.name, 'service'),
    description: descriptionOf(of.description),
    date_maj: of.modifiedAt.slice(0, 10),
    type: typeOf(of.kinds),
    thematiques: some(of.kinds.flatMap((kind) => themeOf[kind] ?? [])),
    frais: of.cost === null ? null : of.cost === 'free' || of.cost === 'covered' ? 'gratuit' : 'payant',
    frais_precisions: of.costNote,
    publics: some(
      of.audiences.flatMap((one) =>
        one === 'parents' ? ['familles'] : one === 'professionals' ? [] : ['jeunes'],
      ),
    ),
    publics_precisions:
      [of.audiences.map(serviceAudience.label).join(', '), ages].filter(Boolean).join(', ') || null,
    commune: place?.commune ?? null,
    code_postal: place?.postcode ?? null,
    adresse: place?.address ?? null,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    telephone: first?.phone ?? null,
    courriel: first?.email ?? null,
    contact_nom_prenom: first?.person ?? null,
    lien_mobilisation: first?.web ?? null,
    modes_accueil: some(
      of.reaches.map((one) => (one === 'on_site' || one === 'outreach' ? 'en-presentiel' : 'a-distance')),
    ),
    zone_eligibilite: some(zones),
    modes_mobilisation: some([
      ...(first?.phone ? ['telephoner'] : []),
      ...(first?.email ? ['envoyer-un-courriel'] : []),
      ...(first?.web ? ['utiliser-lien-mobilisation'] : []),
    ]),
    mobilisable_par: some(of.entries.map((one) => (one === 'public' ? 'usagers' : 'professionnels'))),
    mobilisation_precisions: of.entryNote,
    horaires_accueil: of.hours && writeOsm(of.hours),
    repere: {
      name: of.name,
      active: of.active,
      visibility: of.visibility,
      kinds: of.kinds,
      audiences: of.audiences,
      reaches: of.reaches,
      coverage: of.coverage,
      departements: of.departements,
      cost: of.cost,
      capacity: of.capacity,
      languages: of.languages,
      minAge: of.minAge,
      maxAge: of.maxAge,
      timeZone: of.timeZone,
      verifiedOn: of.verifiedOn,
      ...(of.professionalNotes !== null && { professionalNotes: of.professionalNotes }),
      ...(of.internalNotes !== null && { internalNotes: of.internalNotes }),
      ...(place && {
        place: {
          name: place.name,
          departement: place.departement,
          precision: place.precision,
          access: place.access,
        },
      }),
      ...(first && { first: bare(first) }),
      ...(more.length > 0 && { contacts: more.map(bare) }),
    },
  }
}
