import { hoursInWords } from '#kernel/hours/hours.ts'
import {
  addressPrecision,
  type Departement,
  departementName,
  ofDepartement,
  placeAccess,
  type ServiceVisibility,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  spokenLanguage,
} from '#vocabulary'
import type { ServiceRecord } from '../contract.ts'
import { agesInWords, freshnessLabels } from '../words.ts'

/** A service as it is printed: facts in words, none of which the audience may not read. */
export interface PrintedService {
  readonly name: string
  readonly organisation: string
  readonly description: string | null
  readonly facts: readonly (readonly [string, string])[]
  readonly contacts: readonly string[]
  readonly verified: string
  readonly warning: string | null
}

export interface PrintedDirectory {
  readonly title: string
  readonly audience: string
  readonly footer: string
  readonly day: string
  readonly groups: readonly { readonly title: string; readonly services: readonly PrintedService[] }[]
  readonly empty: string | null
  readonly [name: string]: unknown
}

const audiences: Readonly<Record<ServiceVisibility, { told: string; footer: string }>> = {
  public: { told: 'Pour tous', footer: 'Annuaire public' },
  professionals_only: { told: 'Pour les professionnels', footer: 'Réservé aux professionnels' },
  internal: { told: 'Pour la plateforme seulement', footer: 'Interne à la plateforme – ne pas diffuser' },
}

const longDay = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
const day = (date: string) => longDay.format(new Date(`${date}T12:00:00Z`)).replace(/^1 /, '1er ')

const whereOf = ({ place }: ServiceRecord): string | null => {
  if (!place) return null
  const town = [place.postcode, place.commune].filter(Boolean).join(' ')
  const told = [place.name, place.address, town].filter(Boolean).join(', ')
  if (place.precision === 'exact') return told || departementName(place.departement)
  return [told || departementName(place.departement), addressPrecision.label(place.precision)].join(' – ')
}

const printed = (of: ServiceRecord): PrintedService => {
  const facts: (readonly [string, string | null | undefined])[] = [
    ['Ce qu’il offre', of.kinds.map(serviceKind.label).join(', ')],
    [
      'Pour qui',
      [of.audiences.map(serviceAudience.label).join(', '), agesInWords(of.minAge, of.maxAge)]
        .filter(Boolean)
        .join(', '),
    ],
    ['Qui peut le solliciter', of.entries.map(serviceEntry.label).join(' ; ')],
    ['Comment y entrer', of.entryNote],
    ['Adresse', whereOf(of)],
    ['Rencontre', of.reaches.map(serviceReach.label).join(', ')],
    ['Horaires', of.hours && (hoursInWords(of.hours).join(' ; ') || 'Ne reçoit pas d’appel')],
    ['Coût', [of.cost && serviceCost.label(of.cost), of.costNote].filter(Boolean).join(', ')],
    ['Langues', of.languages.map(spokenLanguage.label).join(', ')],
    ['Accessibilité', of.place?.access.map(placeAccess.label).join(', ')],
    ['Desservi', of.coverage === 'departements' ? null : serviceCoverage.label(of.coverage)],
    ['Pour les professionnels', of.professionalNotes],
    ['Notes internes', of.internalNotes],
  ]
  return {
    name: of.name,
    organisation: of.organisation.name,
    description: of.description,
    facts: facts.flatMap(([label, text]) => (text ? [[label, text] as const] : [])),
    contacts: of.contacts.map((one) =>
      [one.person, one.function, one.phone, one.email, one.web].filter(Boolean).join(' – '),
    ),
    verified: of.verifiedOn ? `Vérifié le ${day(of.verifiedOn)}` : 'Jamais vérifié',
    warning:
      of.freshness === 'fresh' ? null : `${freshnessLabels[of.freshness]}\u00a0: appelez avant d’orienter.`,
  }
}

/** The services of a département as they are printed, by what they offer first. */
export function printedDirectory(
  code: Departement,
  audience: ServiceVisibility,
  today: string,
  services: readonly ServiceRecord[],
): PrintedDirectory {
  const byName = services.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
  const here = byName.filter(({ coverage }) => coverage === 'departements')
  const groups = [
    ...serviceKind.codes.map((kind) => ({
      title: serviceKind.label(kind),
      services: here.filter(({ kinds }) => kinds[0] === kind),
    })),
    { title: 'Autres services', services: here.filter(({ kinds }) => kinds.length === 0) },
    { title: 'Partout en France', services: byName.filter(({ coverage }) => coverage !== 'departements') },
  ]
  return {
    title: `Annuaire ${ofDepartement(code)} (${code})`,
    audience: audiences[audience].told,
    footer: audiences[audience].footer,
    day: day(today),
    groups: groups
      .filter((group) => group.services.length > 0)
      .map((group) => ({ title: group.title, services: group.services.map(printed) })),
    empty: services.length === 0 ? 'Aucun service n’est recensé pour ce département.' : null,
  }
}
