import { useQuery, useQueryClient } from '@tanstack/react-query'
import { HeartHandshake } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import {
  Button,
  ErrorState,
  formatNumber,
  Loading,
  Panel,
  Stack,
  Table,
  type TableColumn,
  toast,
  When,
} from '#kernel/ui/index.ts'
import { holdDebrief, type Load, listDebriefs, readLoad } from './contract.ts'
import './debrief.css'

const count = (id: keyof Load & string, title: string): TableColumn<Load> => ({
  id,
  title,
  align: 'end',
  cell: (row) => formatNumber(Number(row[id])),
})

const columns: readonly TableColumn<Load>[] = [
  { id: 'name', title: 'Nom', isRowHeader: true, isFixed: true, cell: ({ name }) => name },
  count('contacts7', 'Contacts, 7 j'),
  count('contacts28', 'Contacts, 28 j'),
  count('severe7', 'Éprouvants, 7 j'),
  count('severe28', 'Éprouvants, 28 j'),
  count('hours7', 'Heures, 7 j'),
  count('hours28', 'Heures, 28 j'),
]

/** For coordinators: who asks for a time to talk, and what each person has carried, in the order of names. */
export function TeamLoad() {
  const load = useQuery({
    queryKey: ['debriefs', 'load'],
    queryFn: ({ signal }) => call(readLoad, { signal }),
  })
  return (
    <Stack gap={6}>
      <DebriefRequests />
      <Panel
        title="Ce que chacun a porté"
        lead="Pour prendre soin de l’équipe : des nombres, dans l’ordre des noms. Un contact éprouvant est un danger grave et immédiat, un risque suicidaire, des violences sexuelles ou des propos malveillants."
      >
        {load.data && (
          <Table
            name="load"
            caption="Ce que chacun a porté"
            hideCaption
            isPlain
            columns={columns}
            rows={load.data.items}
            rowId={({ accountId }) => accountId}
            rowLabel={({ name }) => name}
          />
        )}
        {!load.data && load.error && (
          <ErrorState
            title="Ces nombres n’ont pas pu être lus"
            todo={sentenceOf(load.error)}
            onRetry={() => void load.refetch()}
          />
        )}
        {!load.data && !load.error && <Loading lines={5} />}
      </Panel>
    </Stack>
  )
}

/** Those who asked for a time to talk, until it has been held. */
export function DebriefRequests() {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['debriefs', 'waiting'],
    queryFn: ({ signal }) => call(listDebriefs, { signal }),
  })
  if (!data || data.items.length === 0) return null
  const hold = async (id: string, name: string) => {
    try {
      await call(holdDebrief, { params: { id } })
      toast({ text: `Temps d’échange avec ${name} : noté comme tenu.` })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await client.invalidateQueries({ queryKey: ['debriefs'] })
  }
  return (
    <Panel title="Demandent un temps d’échange" isQuiet>
      <ul className="debriefs" aria-label="Demandent un temps d’échange">
        {data.items.map(({ id, name, askedAt }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>{' '}
              <span className="muted">
                <When at={askedAt} />
              </span>
            </span>
            <Button size="small" icon={HeartHandshake} onPress={() => void hold(id, name)}>
              Le temps a été pris
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
