import { useQuery } from '@tanstack/react-query'
import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call, sentenceOf } from '#kernel/call.ts'
import { PageHeader, useShortcut } from '#kernel/page/index.ts'
import { Button, Cluster, dayOf, ErrorState, formatDate, Loading, Stack } from '#kernel/ui/index.ts'
import { useCan } from '#office/account/useMe.ts'
import { listShifts, type Shift } from './contract.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { Week } from './Week.tsx'
import { thisWeek, weekOf, weeksLater } from './week.ts'
import './shift.css'

/** Who works when, one week at a time. */
export function PlanningPage({ children }: { children?: ReactNode }) {
  const [week, setWeek] = useState(thisWeek)
  const [added, setAdded] = useState<string | null>(null)
  const [removed, setRemoved] = useState<Shift | null>(null)
  const mayPlan = useCan()('shift.create')
  const rota = useQuery({
    queryKey: ['shifts', week],
    queryFn: ({ signal }) => call(listShifts, { query: { from: week, days: '7' }, signal }),
  })
  const move = (weeks: number) => setWeek(weeksLater(week, weeks))
  const add = setAdded
  const today = dayOf(new Date())
  const firstDay = weekOf(today) === week ? today : week
  useShortcut('p', () => move(-1), { label: 'Semaine précédente' })
  useShortcut('s', () => move(1), { label: 'Semaine suivante' })
  useShortcut('a', () => add(firstDay), { label: 'Inscrire au planning', isDisabled: !mayPlan })
  return (
    <>
      <PageHeader
        title="Planning"
        lead={`Semaine du ${formatDate(week)}. Les heures sont celles de Paris.`}
        actions={
          mayPlan && (
            <Button variant="primary" icon={CalendarPlus} shortcut="a" onPress={() => add(firstDay)}>
              Inscrire
            </Button>
          )
        }
      />
      <Stack gap={6}>
        <Cluster>
          <Button icon={ChevronLeft} shortcut="p" onPress={() => move(-1)}>
            Semaine précédente
          </Button>
          <Button onPress={() => setWeek(thisWeek())} isDisabled={week === thisWeek()}>
            Cette semaine
          </Button>
          <Button icon={ChevronRight} shortcut="s" onPress={() => move(1)}>
            Semaine suivante
          </Button>
        </Cluster>
        {rota.data && (
          <Week
            week={week}
            shifts={rota.data.items}
            onAdd={mayPlan ? add : undefined}
            onOpen={mayPlan ? setRemoved : undefined}
          />
        )}
        {!rota.data && rota.error && (
          <ErrorState
            title="Le planning n’a pas pu être lu"
            todo={sentenceOf(rota.error)}
            onRetry={() => void rota.refetch()}
          />
        )}
        {!rota.data && !rota.error && <Loading label="Le planning arrive…" lines={7} />}
        {children}
      </Stack>
      {added && <ShiftDialog day={added} onClose={() => setAdded(null)} />}
      {removed && <RemoveDialog shift={removed} onClose={() => setRemoved(null)} />}
    </>
  )
}
