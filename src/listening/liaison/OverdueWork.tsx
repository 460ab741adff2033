import { useQuery } from '@tanstack/react-query'
import { call } from '#kernel/call.ts'
import { Panel, plural, TextLink } from '#kernel/ui/index.ts'
import { Await } from '#listening/desk/Await.tsx'
import { listDueItems } from './contract.ts'
import { DueList } from './DueList.tsx'

/** The three things most overdue in the work with services; nothing at all when nothing is. */
export function OverdueWork() {
  const due = useQuery({
    queryKey: ['due', 'desk'],
    queryFn: ({ signal }) => call(listDueItems, { query: { view: 'overdue', limit: 3 }, signal }),
    refetchInterval: 300_000,
  })
  if (due.data?.items.length === 0) return null
  const others = (due.data?.overdue ?? 0) - (due.data?.items.length ?? 0)
  return (
    <Panel
      title="À suivre, en retard"
      isQuiet
      actions={
        <TextLink href="/bureau/suivi">
          {others > 0
            ? `Et ${plural(others, 'autre en retard', 'autres en retard')}`
            : 'Tout ce qui est à suivre'}
        </TextLink>
      }
    >
      <Await query={due} lines={3}>
        {({ items }) => <DueList label="À suivre, en retard" items={items} />}
      </Await>
    </Panel>
  )
}
