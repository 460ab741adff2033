import { HoursLines } from '#kernel/hours/HoursLines.tsx'
import { DefinitionList, formatDay, Panel, plural, TextLink } from '#kernel/ui/index.ts'
import { zoneInWords } from '#listening/authority/words.ts'
import {
  addressPrecision,
  departementName,
  placeAccess,
  serviceAudience,
  serviceCost,
  serviceCoverage,
  serviceEntry,
  serviceKind,
  serviceReach,
  serviceVisibility,
  spokenLanguage,
  verificationMethod,
} from '#vocabulary'
import { ContactLines } from './ContactLines.tsx'
import type { ServiceRecord } from './contract.ts'
import { agesInWords } from './words.ts'

const labels = <C extends string>(of: { label: (code: string) => string }, codes: readonly C[]) =>
  codes.map((code) => of.label(code)).join(', ') || null

/** What is known of a service, in the order in which one asks on the telephone. */
export function ServiceSections({ service }: { service: ServiceRecord }) {
  const { place, organisation } = service
  const verified = [
    service.verifiedOn && formatDay(service.verifiedOn),
    service.verifiedBy && `par ${service.verifiedBy}`,
    service.verifiedHow && verificationMethod.label(service.verifiedHow).toLowerCase(),
  ].filter(Boolean)
  return (
    <>
      <Panel title="Joindre">
        <ContactLines contacts={service.contacts} />
      </Panel>
      <Panel title="Ce que le service fait">
        {service.description && <p className="service-text">{service.description}</p>}
        <DefinitionList
          columns={2}
          items={[
            { term: 'Type d’aide', value: labels(serviceKind, service.kinds) },
            { term: 'Pour qui', value: labels(serviceAudience, service.audiences) },
            { term: 'Âges', value: agesInWords(service.minAge, service.maxAge) },
            { term: 'Qui peut le solliciter', value: labels(serviceEntry, service.entries) },
            { term: 'Où se passe la rencontre', value: labels(serviceReach, service.reaches) },
            {
              term: 'Qui est desservi',
              value:
                service.coverage === 'departements'
                  ? service.departements.map((code) => `${departementName(code)} (${code})`).join(', ') ||
                    null
                  : serviceCoverage.label(service.coverage),
            },
            {
              term: 'Coût',
              value: [service.cost && serviceCost.label(service.cost), service.costNote]
                .filter(Boolean)
                .join(', '),
            },
            {
              term: 'Capacité',
              value: service.capacity === null ? null : plural(service.capacity, 'place', 'places'),
            },
            { term: 'Langues', value: labels(spokenLanguage, service.languages) },
          ]}
        />
        {service.entryNote && (
          <>
            <h3>Comment y entrer</h3>
            <p className="service-text">{service.entryNote}</p>
          </>
        )}
      </Panel>
      <Panel title="Où et quand">
        <DefinitionList
          columns={2}
          items={[
            { term: 'Lieu', value: place?.name ?? null },
            {
              term: 'Adresse',
              value: place && [place.address, place.postcode, place.commune].filter(Boolean).join(', '),
            },
            {
              term: 'Département',
              value: place && `${departementName(place.departement)} (${place.departement})`,
            },
            { term: 'Ce que l’on dit de l’adresse', value: place && addressPrecision.label(place.precision) },
            { term: 'Accessibilité', value: place && labels(placeAccess, place.access) },
            { term: 'Horaires', value: service.hours && <HoursLines hours={service.hours} /> },
            { term: 'Horloge', value: zoneInWords(service.timeZone) },
          ]}
        />
      </Panel>
      {(service.professionalNotes || service.internalNotes || organisation.notes) && (
        <Panel title="À savoir">
          <DefinitionList
            items={[
              ...(service.professionalNotes
                ? [{ term: 'Pour les professionnels', value: service.professionalNotes }]
                : []),
              ...(service.internalNotes ? [{ term: 'Notes internes', value: service.internalNotes }] : []),
              ...(organisation.notes ? [{ term: 'Sur l’organisation', value: organisation.notes }] : []),
            ]}
          />
        </Panel>
      )}
      <Panel title="La fiche">
        <DefinitionList
          columns={2}
          items={[
            { term: 'Vérifiée', value: verified.length > 0 ? verified.join(', ') : null, note: null },
            { term: 'À reconfirmer le', value: formatDay(service.confirmOn) },
            { term: 'Modifiée le', value: formatDay(service.modifiedAt) },
            { term: 'Qui la voit', value: serviceVisibility.label(service.visibility) },
            {
              term: 'Site de l’organisation',
              value: organisation.website && (
                <TextLink href={organisation.website} isExternal>
                  {organisation.website.replace(/^https?:\/\//, '')}
                </TextLink>
              ),
            },
            { term: 'SIRET', value: organisation.siret },
          ]}
        />
      </Panel>
    </>
  )
}
