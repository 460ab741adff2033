import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileSpreadsheet, Map as MapIcon } from 'lucide-react'
import { addressOf } from '#kernel/address.ts'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import { Button, ButtonLink, Empty, ErrorState, Loading, PrintButton } from '#kernel/ui/index.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { questionnaireAddressee, serviceKind } from '#vocabulary'
import { levelIds, readMap, readMapAsCsv, readMapAsSvg } from './contract.ts'
import { LevelMap } from './LevelMap.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapTable } from './MapTable.tsx'
import './map.css'

/** What the address asks of the map; what it does not know is left out. */
function askedBy(said: URLSearchParams) {
  const kind = serviceKind.codes.find((code) => code === said.get('nature'))
  const addressee = questionnaireAddressee.codes.find((code) => code === said.get('destinataire'))
  const campaign = said.get('campagne')
  const year = Number(said.get('annee'))
  return {
    level: levelIds.find((id) => id === said.get('niveau')) ?? ('services' as const),
    ...(kind && { kind }),
    ...(addressee && { addressee }),
    ...(campaign && { campaign }),
    ...(year > 0 && { year }),
  }
}

/** The départements, level by level: as a map, as the table that says the same, and as files. */
export function MapPage() {
  const { said, go } = useAddress()
  const query = askedBy(said)
  const answer = useQuery({
    queryKey: ['map', query],
    queryFn: ({ signal }) => call(readMap, { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const shown = answer.data
  return (
    <>
      <PageHeader
        title="Territoires"
        lead={shown?.title ?? 'Ce que l’on sait de chaque département.'}
        actions={
          <>
            <ButtonLink
              href={addressOf(readMapAsCsv.path, {}, query)}
              download={`carte-${query.level}.csv`}
              icon={FileSpreadsheet}
            >
              CSV
            </ButtonLink>
            <ButtonLink
              href={addressOf(readMapAsSvg.path, {}, query)}
              download={`carte-${query.level}.svg`}
              icon={MapIcon}
            >
              Dessin SVG
            </ButtonLink>
            <PrintButton />
          </>
        }
      />
      {answer.isError ? (
        answer.error instanceof RefusalError && answer.error.code === 'not_found' ? (
          <Empty
            title="Cette carte n’existe pas, ou n’est pas ouverte à votre rôle."
            icon={MapIcon}
            actions={
              <Button
                onPress={() =>
                  go({ niveau: null, nature: null, campagne: null, destinataire: null, annee: null })
                }
              >
                Revenir à la carte des services
              </Button>
            }
          />
        ) : (
          <ErrorState
            title={sentenceOf(answer.error)}
            errorId={answer.error instanceof RefusalError ? answer.error.id : undefined}
            onRetry={() => void answer.refetch()}
          />
        )
      ) : shown ? (
        <>
          <MapFilters shown={shown} said={said} onSay={go} />
          <div className="territory-columns" aria-busy={answer.isPlaceholderData}>
            <div>
              <LevelMap shown={shown} />
              <p className="map-source">{[shown.rule, shown.outside].filter(Boolean).join(' ')}</p>
            </div>
            <MapTable shown={shown} />
          </div>
        </>
      ) : (
        <Loading label="La carte se dessine…" lines={8} />
      )}
    </>
  )
}
