import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  ArrowLeftRight,
  BookUser,
  CopyCheck,
  ListChecks,
  MessageSquareQuote,
  Plus,
  RotateCcw,
} from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { Columns, PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, ButtonLink, Empty, ErrorState, Loading, Stack } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { OrientationDialog } from '#listening/orientation/OrientationDialog.tsx'
import { useOpenSituation } from '#listening/situation/openSituation.ts'
import { useAddress } from '#listening/situation/useAddress.ts'
import { useCan } from '#office/account/useMe.ts'
import { departement, isDepartement, serviceEntry, serviceKind } from '#vocabulary'
import {
  createService,
  listDue,
  listPairs,
  listProposals,
  type ServiceCard,
  searchDirectory,
} from './contract.ts'
import { DirectoryFilters } from './DirectoryFilters.tsx'
import { requestExport } from './exchange/contract.ts'
import { PrintDirectoryMenu } from './exchange/PrintDirectoryMenu.tsx'
import { NewServiceDialog } from './NewServiceDialog.tsx'
import { ServiceGlance } from './ServiceGlance.tsx'
import { ServiceResult } from './ServiceResult.tsx'
import './directory.css'

const pageSize = 25
const inAddress = [
  'departement',
  'pres',
  'rayon',
  'type',
  'age',
  'entree',
  'ouvert',
  'masques',
  'organisation',
] as const

/** Which service can help, for somebody who is on the line: what is typed on the left, what to tell on the right. */
export function DirectoryPage() {
  const { said, go } = useAddress()
  const can = useCan()
  const [text, setText] = useState('')
  const sought = useDeferredValue(text.trim())
  const [isAdding, setAdding] = useState(false)
  const [orienting, setOrienting] = useState<ServiceCard | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const situation = useOpenSituation()
  const box = useRef<HTMLInputElement>(null)
  const filters = { limit: pageSize, ...(sought && { text: sought }), ...filtersOf(said) }
  const { after, pagingOf } = usePages(JSON.stringify(filters), pageSize)
  const list = useQuery({
    queryKey: ['directory', 'search', filters, after],
    queryFn: ({ signal }) =>
      call(searchDirectory, { query: { ...filters, ...(after && { after }) }, signal }),
    placeholderData: keepPreviousData,
  })
  const items = list.data?.items ?? []
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0]
  const mayAdd = can(createService.action)
  const mayOrient = situation !== null && can('orientation.create')
  const orient = () => chosen && mayOrient && setOrienting(chosen)
  useShortcut('a', () => setAdding(true), { label: 'Ajouter un service', isDisabled: !mayAdd })
  useShortcut('/', () => box.current?.focus(), { label: 'Chercher dans l’annuaire' })
  useShortcut('o', orient, {
    label: 'Orienter la situation ouverte vers ce service',
    isDisabled: !mayOrient || !chosen,
  })
  const clear = () => {
    setText('')
    go(Object.fromEntries(inAddress.map((name) => [name, null])), { replace: true })
  }
  const fill = () =>
    situation &&
    go(
      {
        departement:
          situation.departement && departement.has(situation.departement) ? situation.departement : null,
        age: situation.age === null ? null : String(situation.age),
      },
      { replace: true },
    )
  const paging = pagingOf(items.length, list.data?.next ?? null, list.isPlaceholderData)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears the arrows of the box and of the results below.
    <div className="directory" onKeyDown={walk}>
      <PageHeader
        title="Annuaire"
        lead="Les services vers lesquels orienter, département par département."
        actions={
          <>
            {can(listDue.action) && (
              <ButtonLink icon={ListChecks} href="/bureau/annuaire/a-verifier">
                À vérifier
              </ButtonLink>
            )}
            {can(listPairs.action) && (
              <ButtonLink icon={CopyCheck} href="/bureau/annuaire/doublons">
                Doublons
              </ButtonLink>
            )}
            {can(listProposals.action) && (
              <ButtonLink icon={MessageSquareQuote} href="/bureau/annuaire/propositions">
                Propositions
              </ButtonLink>
            )}
            {filters.departement && isDepartement(filters.departement) && (
              <PrintDirectoryMenu departement={filters.departement} />
            )}
            {can(requestExport.action) && (
              <ButtonLink icon={ArrowLeftRight} href="/bureau/annuaire/echanger">
                Échanger
              </ButtonLink>
            )}
            {mayAdd && (
              <Button icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
                Ajouter un service
              </Button>
            )}
          </>
        }
      />
      {mayOrient && situation && (
        <Banner
          title={`Situation ouverte : ${situation.reference}`}
          actions={
            (situation.departement || situation.age !== null) && (
              <Button size="small" onPress={fill}>
                Chercher pour elle
              </Button>
            )
          }
        >
          La touche « o » l’oriente vers le service choisi.
        </Banner>
      )}
      <DirectoryFilters text={text} onText={setText} box={box} said={said} go={go} />
      <Columns
        asideLabel="Le service choisi"
        aside={
          chosen && (
            <ServiceGlance
              card={chosen}
              reference={mayOrient ? situation?.reference : undefined}
              onOrient={orient}
            />
          )
        }
        main={
          list.isError && !list.data ? (
            <ErrorState
              title={sentenceOf(list.error)}
              todo="Vos filtres sont gardés."
              errorId={list.error instanceof RefusalError ? list.error.id : undefined}
              onRetry={() => void list.refetch()}
            />
          ) : list.isPending ? (
            <Loading label="Recherche…" lines={8} />
          ) : items.length === 0 ? (
            <Empty
              title="Aucun service ne répond à cette recherche."
              icon={BookUser}
              actions={
                <Button icon={RotateCcw} onPress={clear}>
                  Tout montrer
                </Button>
              }
            >
              Élargissez le rayon, retirez un filtre, ou cherchez une ligne d’écoute nationale.
            </Empty>
          ) : (
            <Stack gap={2}>
              <h2 className="visually-hidden">Services trouvés</h2>
              <div className="service-results" aria-busy={list.isPlaceholderData}>
                {items.map((card) => (
                  <ServiceResult
                    key={card.id}
                    card={card}
                    isSelected={card.id === chosen?.id}
                    onFocus={() => setChosenId(card.id)}
                  />
                ))}
              </div>
              <Paging {...paging} />
            </Stack>
          )
        }
      />
      {mayAdd && <NewServiceDialog isOpen={isAdding} onOpenChange={setAdding} />}
      {orienting && situation && (
        <OrientationDialog
          situation={situation}
          named={{ id: orienting.id, name: orienting.name }}
          onClose={() => setOrienting(null)}
        />
      )}
    </div>
  )
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** What the address asks; a code that is not of its list asks nothing. */
function filtersOf(said: URLSearchParams) {
  const [where, kind, entry] = [said.get('departement'), said.get('type'), said.get('entree')]
  const organisation = said.get('organisation')
  const [near, radius, age] = [said.get('pres'), said.get('rayon'), said.get('age')]
  return {
    ...(where && departement.has(where) && { departement: where }),
    ...(kind && serviceKind.has(kind) && { kind }),
    ...(entry && serviceEntry.has(entry) && { entry }),
    ...(near && { near, ...(radius && { radius }) }),
    ...(age && /^\d{1,2}$/.test(age) && { age }),
    ...(said.get('ouvert') && { openNow: 'true' as const }),
    ...(said.get('masques') && { hidden: 'true' as const }),
    ...(organisation && isId(organisation) && { organisation }),
  }
}

function Paging(paging: Pick<ReturnType<ReturnType<typeof usePages>['pagingOf']>, 'onNext' | 'onPrevious'>) {
  if (!paging.onNext && !paging.onPrevious) return null
  return (
    <nav className="service-paging" aria-label="Pages de résultats">
      <Button isDisabled={!paging.onPrevious} onPress={() => paging.onPrevious?.()}>
        Précédents
      </Button>
      <Button isDisabled={!paging.onNext} onPress={() => paging.onNext?.()}>
        Suivants
      </Button>
    </nav>
  )
}

/** The arrows go from the box to the results and from one result to the next. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const from = document.activeElement
  if (step === 0 || !(from instanceof HTMLElement)) return
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input[type=search], .service-result-head a'),
  ]
  const place = stops.indexOf(from)
  const next = place === -1 ? undefined : stops[place + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
