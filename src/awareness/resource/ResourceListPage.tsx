import { useInfiniteQuery } from '@tanstack/react-query'
import { BookCopy, ChartNoAxesColumn, FilePlus2, Inbox } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import {
  Button,
  ButtonLink,
  Cluster,
  Empty,
  ErrorState,
  Loading,
  optionsOf,
  SearchField,
  Select,
  Stack,
  Switch,
} from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import {
  type Audience,
  audience,
  type ResourceKind,
  type ResourceVisibility,
  resourceKind,
  resourceVisibility,
} from '#vocabulary'
import { createResource, listResources } from './contract.ts'
import { ResourceDialog } from './ResourceDialog.tsx'
import { ResourceEntry } from './ResourceEntry.tsx'
import './resource.css'

/** What may be sent, shown and handed over, and which version is the last. */
export function ResourceListPage() {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<ResourceKind | null>(null)
  const [whom, setWhom] = useState<Audience | null>(null)
  const [visibility, setVisibility] = useState<ResourceVisibility | null>(null)
  const [withRetired, setWithRetired] = useState(false)
  const [due, setDue] = useState(false)
  const [isAdding, setAdding] = useState(false)
  const can = useCan()
  const mayEdit = can(createResource.action)
  const sought = useDeferredValue(text.trim())
  const resources = useInfiniteQuery({
    queryKey: ['resources', 'page', sought, kind, whom, visibility, withRetired, due],
    queryFn: ({ pageParam, signal }) =>
      call(listResources, {
        query: {
          retired: withRetired ? 'true' : 'false',
          due: due ? 'true' : 'false',
          limit: 50,
          ...(sought && { text: sought }),
          ...(kind && { kind }),
          ...(whom && { audience: whom }),
          ...(visibility && { visibility }),
          ...(pageParam && { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  useShortcut('a', () => setAdding(true), { label: 'Ajouter une ressource', isDisabled: !mayEdit })
  const pages = resources.data?.pages
  const items = pages?.flatMap((page) => page.items) ?? []
  const isNarrowed = Boolean(sought || kind || whom || visibility || due)
  return (
    <>
      <PageHeader
        title="Ressources"
        lead="Ce que l’on peut envoyer, montrer et remettre, et dans quelle version. Un envoi se note depuis une situation ; rien ne part d’ici."
        actions={
          mayEdit && (
            <>
              <ButtonLink href="/bureau/ressources/usage" icon={ChartNoAxesColumn}>
                Usage
              </ButtonLink>
              <ButtonLink href="/bureau/ressources/demandes" icon={Inbox}>
                Demandes
              </ButtonLink>
              <Button variant="primary" icon={FilePlus2} shortcut="a" onPress={() => setAdding(true)}>
                Ajouter une ressource
              </Button>
            </>
          )
        }
      />
      <search className="catalogue-filters" aria-label="Chercher une ressource">
        <SearchField
          label="Chercher"
          placeholder="Titre, sujet"
          value={text}
          onChange={setText}
          shortcut="/"
        />
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
        <Select
          label="Qui peut l’avoir"
          options={optionsOf(resourceVisibility)}
          value={visibility}
          onChange={setVisibility}
          noneLabel="Toutes"
        />
        <Switch isSelected={due} onChange={setDue}>
          À relire{pages?.[0] ? ` (${pages[0].due})` : ''}
        </Switch>
        <Switch isSelected={withRetired} onChange={setWithRetired}>
          Avec ce qui a été retiré
        </Switch>
      </search>
      {resources.error && !pages && (
        <ErrorState
          title="Le catalogue n’a pas pu être lu"
          kept={sentenceOf(resources.error)}
          onRetry={() => void resources.refetch()}
        />
      )}
      {!pages && !resources.error && <Loading label="Le catalogue arrive…" lines={6} />}
      {pages && items.length === 0 && (
        <Empty
          title={isNarrowed ? 'Aucune ressource ne répond à cette recherche.' : 'Le catalogue est vide.'}
          icon={BookCopy}
        >
          Plaquettes, fiches et guides sont ajoutés par la coordination et la sensibilisation.
        </Empty>
      )}
      {items.length > 0 && (
        <Stack gap={4}>
          <ul className="catalogue" aria-label="Ressources">
            {items.map((item) => (
              <li key={item.id}>
                <ResourceEntry item={item} mayEdit={mayEdit} />
              </li>
            ))}
          </ul>
          {resources.hasNextPage && (
            <Cluster>
              <Button isPending={resources.isFetchingNextPage} onPress={() => void resources.fetchNextPage()}>
                Afficher les suivantes
              </Button>
            </Cluster>
          )}
        </Stack>
      )}
      {isAdding && <ResourceDialog part="item" onClose={() => setAdding(false)} />}
    </>
  )
}
