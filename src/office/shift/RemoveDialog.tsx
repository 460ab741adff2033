import { useQueryClient } from '@tanstack/react-query'
import { CalendarX2 } from 'lucide-react'
import { call, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import { Button, Dialog, dayOf, formatDate, formatTime, Prose, plural, toast } from '#kernel/ui/index.ts'
import { shiftKind } from '#vocabulary'
import { createShifts, removeShift, type Shift } from './contract.ts'

/** One entry of the rota: what it says, and the ways to take it off. */
export function RemoveDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['shifts'] })
  const remove = async (following: boolean) => {
    onClose()
    try {
      const { removed } = await call(removeShift, {
        params: { id: shift.id },
        query: { following: String(following) as 'true' | 'false' },
      })
      toast({
        text: `${plural(removed, 'inscription retirée', 'inscriptions retirées')}.`,
        undo: async () => {
          await call(createShifts, { key: newId(), input: again(shift, removed) })
          await refresh()
        },
      })
    } catch (error) {
      toast({ text: sentenceOf(error) })
    }
    await refresh()
  }
  return (
    <Dialog
      title={shift.name}
      lead={shiftKind.label(shift.kind)}
      size="small"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          {shift.seriesId && (
            <Button icon={CalendarX2} onPress={() => void remove(true)}>
              Retirer aussi les semaines suivantes
            </Button>
          )}
          <Button variant="primary" icon={CalendarX2} onPress={() => void remove(false)}>
            Retirer ce jour
          </Button>
        </>
      }
    >
      <Prose>
        <p>
          {formatDate(shift.startsAt)}, de {formatTime(shift.startsAt)} à {formatTime(shift.endsAt)}.
        </p>
        {shift.seriesId && <p>Cette inscription se répète chaque semaine.</p>}
      </Prose>
    </Dialog>
  )
}

/** What was taken off, to be written again. */
const again = (shift: Shift, weeks: number) => ({
  accountId: shift.accountId,
  kind: shift.kind,
  day: dayOf(shift.startsAt),
  from: formatTime(shift.startsAt),
  to: formatTime(shift.endsAt),
  weeks,
})
