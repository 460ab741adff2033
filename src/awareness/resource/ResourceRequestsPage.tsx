import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader } from '#kernel/page/index.ts'
import {
  Badge,
  Button,
  Cluster,
  Empty,
  ErrorState,
  formatDay,
  Loading,
  optionsOf,
  Select,
  Stack,
  toast,
} from '#kernel/ui/index.ts'
import { type ResourceRequestState, resourceRequestState } from '#vocabulary'
import { listResourceRequests, type ResourceRequest, settleResourceRequest } from './contract.ts'
import './resource.css'

/** Professionals who ask for what is kept for them. */
export function ResourceRequestsPage() {
  const [state, setState] = useState<ResourceRequestState | null>('waiting')
  const requests = useInfiniteQuery({
    queryKey: ['resource_requests', state],
    queryFn: ({ pageParam, signal }) =>
      call(listResourceRequests, {
        query: { ...(state && { state }), ...(pageParam && { after: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const items = requests.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <PageHeader
        title="Demandes de ressources"
        lead="Accorder envoie un lien personnel, valable trente jours. Décliner envoie un mot."
        back={{ href: '/bureau/ressources', label: 'Ressources' }}
      />
      <div className="catalogue-filters">
        <Select
          label="État"
          options={optionsOf(resourceRequestState)}
          value={state}
          onChange={setState}
          noneLabel="Toutes"
        />
      </div>
      {requests.isPending && <Loading label="Les demandes arrivent…" lines={5} />}
      {requests.isError && (
        <ErrorState
          title="Les demandes n’ont pas pu être lues"
          kept={sentenceOf(requests.error)}
          onRetry={() => void requests.refetch()}
        />
      )}
      {requests.data && items.length === 0 && (
        <Empty title={state === 'waiting' ? 'Aucune demande n’attend.' : 'Aucune demande.'} icon={Inbox} />
      )}
      <Stack gap={4}>
        {items.length > 0 && (
          <ul className="catalogue" aria-label="Demandes">
            {items.map((item) => (
              <li key={item.id}>
                <Request item={item} />
              </li>
            ))}
          </ul>
        )}
        {requests.hasNextPage && (
          <Cluster>
            <Button isPending={requests.isFetchingNextPage} onPress={() => void requests.fetchNextPage()}>
              Afficher les suivantes
            </Button>
          </Cluster>
        )}
      </Stack>
    </>
  )
}

function Request({ item }: { item: ResourceRequest }) {
  const [isPending, setPending] = useState(false)
  const client = useQueryClient()
  const settle = async (state: 'granted' | 'declined') => {
    setPending(true)
    try {
      await call(settleResourceRequest, { params: { id: item.id }, version: item.version, input: { state } })
      toast({
        text: state === 'granted' ? 'Accordée : le lien part par courriel.' : 'Déclinée : un mot part.',
      })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    setPending(false)
    await client.invalidateQueries({ queryKey: ['resource_requests'] })
  }
  return (
    <article className="catalogue-entry" aria-label={`${item.name}, ${item.resource.title}`}>
      <div className="catalogue-words">
        <h2>
          {item.resource.title}{' '}
          <Badge tone={item.state === 'waiting' ? 'attention' : 'neutral'}>
            {resourceRequestState.label(item.state)}
          </Badge>
        </h2>
        <p>
          {item.name}, {item.role}, {item.organisation}
        </p>
        <p className="muted small">
          {item.email} · demandée le {formatDay(item.askedAt)}
          {item.settledBy && ` · répondue par ${item.settledBy}`}
          {item.writtenAt && ` · courriel parti le ${formatDay(item.writtenAt)}`}
          {item.trouble && ` · le courriel n’est pas parti : ${item.trouble}`}
        </p>
        <p>{item.use}</p>
      </div>
      {item.state === 'waiting' && (
        <div className="catalogue-acts">
          <Button size="small" variant="primary" isPending={isPending} onPress={() => void settle('granted')}>
            Accorder
          </Button>
          <Button size="small" isPending={isPending} onPress={() => void settle('declined')}>
            Décliner
          </Button>
        </div>
      )}
    </article>
  )
}
