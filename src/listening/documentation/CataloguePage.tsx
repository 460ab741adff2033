import { useInfiniteQuery } from '@tanstack/react-query'
import { BookCopy, FilePlus2 } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Button,
  Cluster,
  Empty,
  ErrorState,
  Loading,
  optionsOf,
  Select,
  Stack,
  Switch,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { type Audience, audience, type ResourceKind, resourceKind } from '#vocabulary'
import { CatalogueEntry } from './CatalogueEntry.tsx'
import { listDocuments } from './contract.ts'
import { DocumentDialog } from './DocumentDialog.tsx'
import './documentation.css'

/** What may be sent to people and professionals, and which version is the last. */
export function CataloguePage() {
  const [kind, setKind] = useState<ResourceKind | null>(null)
  const [whom, setWhom] = useState<Audience | null>(null)
  const [withRetired, setWithRetired] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const mayEdit = useCan()('documentation.create')
  const documents = useInfiniteQuery({
    queryKey: ['documentation', 'page', kind, whom, withRetired],
    queryFn: ({ pageParam, signal }) =>
      call(listDocuments, {
        query: {
          retired: withRetired ? 'true' : 'false',
          limit: 50,
          ...(kind && { kind }),
          ...(whom && { audience: whom }),
          ...(pageParam && { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const pages = documents.data?.pages
  const items = pages?.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title="Documentation"
        lead="Ce que l’on peut envoyer, et dans quelle version. Un envoi se note depuis une situation ; rien ne part d’ici."
        actions={
          mayEdit && (
            <Button variant="primary" icon={FilePlus2} onPress={() => setAdding(true)}>
              Ajouter un document
            </Button>
          )
        }
      />
      <div className="catalogue-filters">
        <Select
          label="Nature"
          options={optionsOf(resourceKind)}
          value={kind}
          onChange={setKind}
          noneLabel="Toutes"
        />
        <Select
          label="Public"
          options={optionsOf(audience)}
          value={whom}
          onChange={setWhom}
          noneLabel="Tous"
        />
        <Switch isSelected={withRetired} onChange={setWithRetired}>
          Avec ce qui a été retiré
        </Switch>
      </div>
      {documents.error && !pages && (
        <ErrorState
          title="Le catalogue n’a pas pu être lu"
          kept={sentenceOf(documents.error)}
          onRetry={() => void documents.refetch()}
        />
      )}
      {!pages && !documents.error && <Loading label="Le catalogue arrive…" lines={6} />}
      {pages && items.length === 0 && (
        <Empty
          title={kind || whom ? 'Aucun document de ce genre.' : 'Le catalogue est vide.'}
          icon={BookCopy}
        >
          Plaquettes, fiches et guides sont ajoutés par la coordination et la sensibilisation.
        </Empty>
      )}
      {items.length > 0 && (
        <Stack gap={4}>
          <ul className="catalogue" aria-label="Documents">
            {items.map((item) => (
              <li key={item.id}>
                <CatalogueEntry item={item} mayEdit={mayEdit} />
              </li>
            ))}
          </ul>
          {documents.hasNextPage && (
            <Cluster>
              <Button isPending={documents.isFetchingNextPage} onPress={() => void documents.fetchNextPage()}>
                Afficher les suivants
              </Button>
            </Cluster>
          )}
        </Stack>
      )}
      {isAdding && <DocumentDialog part="item" onClose={() => setAdding(false)} />}
    </>
  )
}
