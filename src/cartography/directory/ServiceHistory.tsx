import { useInfiniteQuery } from '@tanstack/react-query'
import { BadgeCheck, Check, DoorClosed, DoorOpen, GitMerge, Pencil, Plus, Undo2, X } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { Button, ErrorState, Loading, Panel, Timeline } from '#kernel/ui/index.ts'
import { directoryChange } from '#vocabulary'
import { readHistory } from './contract.ts'
import { serviceKey } from './useDirectory.ts'

const icons = {
  created: Plus,
  edited: Pencil,
  verified: BadgeCheck,
  merged: GitMerge,
  unmerged: Undo2,
  closed: DoorClosed,
  reopened: DoorOpen,
  accepted: Check,
  refused: X,
}

/** What happened to an entry: who, when, before and after. */
export function ServiceHistory({ id }: { id: string }) {
  const query = useInfiniteQuery({
    queryKey: [...serviceKey(id), 'history'],
    queryFn: ({ pageParam, signal }) =>
      call(readHistory, { params: { id }, query: { ...(pageParam && { after: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
  const items = (query.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Panel title="Historique">
      {query.isPending && <Loading label="Lecture de l’historique…" lines={3} />}
      {query.isError && <ErrorState title={sentenceOf(query.error)} onRetry={() => void query.refetch()} />}
      {items.length > 0 && (
        <Timeline
          label="Historique de la fiche"
          items={items.map((line) => ({
            id: line.id,
            at: line.happenedAt,
            icon: icons[line.kind],
            title: directoryChange.label(line.kind),
            meta: line.author && `par ${line.author}`,
            body: line.changes.length > 0 && (
              <ul className="proposal-changes">
                {line.changes.map((change) => (
                  <li key={change.field}>
                    <strong>{change.field}</strong> : {change.before ?? 'rien'} → {change.after ?? 'rien'}
                    {change.reason && <span className="muted"> (non retenu : {change.reason})</span>}
                  </li>
                ))}
              </ul>
            ),
          }))}
        />
      )}
      {query.hasNextPage && (
        <Button size="small" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          Plus ancien
        </Button>
      )}
    </Panel>
  )
}
