import { useQuery } from '@tanstack/react-query'
import { Milestone } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { HoursLines } from '#kernel/hours/HoursLines.tsx'
import {
  Banner,
  Button,
  ButtonLink,
  Cluster,
  DefinitionList,
  ErrorState,
  Loading,
  Panel,
  Stack,
} from '#kernel/ui/index.ts'
import { serviceCost, serviceEntry, serviceVisibility, spokenLanguage } from '#vocabulary'
import { ContactLines } from './ContactLines.tsx'
import { readService, type ServiceCard } from './contract.ts'
import { FreshnessBadge, OpenMark } from './Marks.tsx'
import { OrientationLine } from './OrientationLine.tsx'
import { whereInWords } from './ServiceResult.tsx'
import { serviceKey } from './useDirectory.ts'

interface ServiceGlanceProps {
  card: ServiceCard
  /** The file to which the service can be sent. */
  reference: string | undefined
  onOrient: () => void
}

/** What one tells on the telephone of the result at hand. */
export function ServiceGlance({ card, reference, onOrient }: ServiceGlanceProps) {
  const query = useQuery({
    queryKey: serviceKey(card.id),
    queryFn: ({ signal }) => call(readService, { params: { id: card.id }, signal }),
    refetchInterval: 60_000,
  })
  const service = query.data
  return (
    <Panel title={card.name} lead={card.organisation}>
      {query.isError && !service && (
        <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Loading label="Lecture de la fiche…" lines={6} />}
      {service && (
        <Stack gap={3}>
          <div className="service-result-marks">
            <OpenMark isOpen={service.isOpen} localTime={service.localTime} />
            <FreshnessBadge freshness={service.freshness} verifiedOn={service.verifiedOn} />
          </div>
          {service.freshness === 'stale' && (
            <Banner tone="attention" title="Personne n’a vérifié cette fiche depuis longtemps.">
              Appelez le service avant d’y envoyer quelqu’un.
            </Banner>
          )}
          {service.description && <p>{service.description}</p>}
          <ContactLines contacts={service.contacts} />
          <DefinitionList
            items={[
              { term: 'Où', value: whereInWords(card) },
              ...(service.place?.address && !service.isConfidential
                ? [{ term: 'Adresse', value: service.place.address }]
                : []),
              {
                term: 'Qui peut appeler',
                value: service.entries.map((one) => serviceEntry.label(one)).join(', ') || null,
              },
              ...(service.entryNote ? [{ term: 'Comment y entrer', value: service.entryNote }] : []),
              { term: 'Horaires', value: service.hours && <HoursLines hours={service.hours} /> },
              { term: 'Coût', value: service.cost && serviceCost.label(service.cost) },
              ...(service.languages.length > 0
                ? [
                    {
                      term: 'Langues',
                      value: service.languages.map((one) => spokenLanguage.label(one)).join(', '),
                    },
                  ]
                : []),
              ...(service.professionalNotes
                ? [
                    {
                      term: serviceVisibility.label('professionals_only'),
                      value: service.professionalNotes,
                    },
                  ]
                : []),
            ]}
          />
          <OrientationLine orientations={service.orientations} />
          <Cluster gap={2}>
            {reference && (
              <Button variant="primary" icon={Milestone} shortcut="o" onPress={onOrient}>
                Orienter {reference}
              </Button>
            )}
            <ButtonLink href={`/bureau/annuaire/${card.id}`}>Ouvrir la fiche</ButtonLink>
          </Cluster>
        </Stack>
      )}
    </Panel>
  )
}
