import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus, Sprout } from 'lucide-react'
import { useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Badge, Button, Empty, ErrorState, formatDay, Table } from '#kernel/ui/index.ts'
import { usePages } from '#kernel/usePages.ts'
import { useCan } from '#office/account/useMe.ts'
import { projectCallStatus } from '#vocabulary'
import { CallDialog } from './CallDialog.tsx'
import { callsPerPage, createProjectCall, listProjectCalls, type ProjectCall } from './contract.ts'
import { callTones } from './words.ts'

/** The calls for local projects, the last to close first. */
export function ProjectCallListPage() {
  const [isAdding, setAdding] = useState(false)
  const mayWrite = useCan()(createProjectCall.action)
  const pages = usePages('calls', callsPerPage)
  const list = useQuery({
    queryKey: ['project_calls', 'list', pages.after],
    queryFn: ({ signal }) =>
      call(listProjectCalls, { query: pages.after ? { after: pages.after } : {}, signal }),
    placeholderData: keepPreviousData,
  })
  useShortcut('a', () => setAdding(true), { label: 'Préparer un appel', isDisabled: !mayWrite })
  return (
    <>
      <PageHeader
        title="Appels à projets"
        lead="Ce que la plateforme soutient localement. Chaque candidature est lue par plusieurs personnes, chacune de son côté."
        actions={
          mayWrite && (
            <Button variant="primary" icon={Plus} shortcut="a" onPress={() => setAdding(true)}>
              Préparer un appel
            </Button>
          )
        }
      />
      {list.isError && !list.data ? (
        <ErrorState title={sentenceOf(list.error)} onRetry={() => void list.refetch()} />
      ) : (
        <Table
          name="project_calls"
          caption="Appels à projets"
          columns={columns}
          rows={list.data?.items ?? []}
          rowId={(one) => one.id}
          rowLabel={(one) => one.title}
          rowHref={(one) => `/bureau/appels/${one.id}`}
          isLoading={list.isPending}
          paging={pages.pagingOf(
            list.data?.items.length ?? 0,
            list.data?.next ?? null,
            list.isPlaceholderData,
          )}
          empty={
            list.isPending ? (
              <Empty title="Lecture des appels…" />
            ) : (
              <Empty title="Aucun appel pour le moment." icon={Sprout} />
            )
          }
        />
      )}
      {isAdding && <CallDialog onClose={() => setAdding(false)} />}
    </>
  )
}

const columns = [
  {
    id: 'title',
    title: 'Appel',
    cell: (one: ProjectCall) => one.title,
    isRowHeader: true,
    width: 'wide' as const,
  },
  {
    id: 'status',
    title: 'État',
    cell: (one: ProjectCall) => (
      <Badge tone={callTones[one.status]}>
        {one.status === 'published' && !one.isOpen ? 'Fermé, à décider' : projectCallStatus.label(one.status)}
      </Badge>
    ),
  },
  { id: 'closes', title: 'Ferme le', cell: (one: ProjectCall) => formatDay(one.closesOn) },
  {
    id: 'submitted',
    title: 'À décider',
    cell: (one: ProjectCall) => one.counts.submitted,
    align: 'end' as const,
  },
  {
    id: 'accepted',
    title: 'Retenues',
    cell: (one: ProjectCall) => one.counts.accepted,
    align: 'end' as const,
  },
]
