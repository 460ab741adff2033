import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  ComboBox,
  DateField,
  Dialog,
  FieldRow,
  NumberField,
  plural,
  RadioChips,
  Stack,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { type ShiftKind, shiftKind } from '#vocabulary'
import { createShifts, listRotaPeople, removeShift } from './contract.ts'

const usual = [
  { value: '08:00-16:00', label: '8 h – 16 h' },
  { value: '14:00-22:00', label: '14 h – 22 h' },
  { value: '22:00-08:00', label: 'Nuit, 22 h – 8 h' },
]

const faultOf = (time: string): string | undefined =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? undefined : 'Écrivez une heure comme 08:30.'

/** Puts somebody on the rota, once or every week. */
export function ShiftDialog({ day: first, onClose }: { day: string; onClose: () => void }) {
  const client = useQueryClient()
  const people = useQuery({
    queryKey: ['shifts', 'people'],
    queryFn: ({ signal }) => call(listRotaPeople, { signal }),
    staleTime: 300_000,
  })
  const [accountId, setAccount] = useState<string | null>(null)
  const [kind, setKind] = useState<ShiftKind>('listening')
  const [day, setDay] = useState<string | null>(first)
  const [hours, setHours] = useState({ from: '08:00', to: '16:00' })
  const [weeks, setWeeks] = useState<number | null>(1)
  const [fault, setFault] = useState<string>()
  const [isAsked, setAsked] = useState(false)
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const refresh = () => client.invalidateQueries({ queryKey: ['shifts'] })
  const save = async () => {
    setAsked(true)
    if (!accountId || !day || faultOf(hours.from) || faultOf(hours.to) || isPending) return
    setPending(true)
    setFault(undefined)
    try {
      const { ids } = await call(createShifts, {
        key,
        input: { accountId, kind, day, ...hours, weeks: weeks ?? 1 },
      })
      onClose()
      await refresh()
      toast({
        text: `Inscription faite, pour ${plural(ids.length, 'jour', 'jours')}.`,
        undo: async () => {
          const [id] = ids
          if (id) await call(removeShift, { params: { id }, query: { following: 'true' } })
          await refresh()
        },
      })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setFault(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title="Inscrire au planning"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void save()}>
            Inscrire
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <ComboBox
          label="Qui"
          options={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={accountId}
          onChange={setAccount}
          error={isAsked && !accountId ? 'Choisissez une personne.' : undefined}
          autoFocus
        />
        <RadioChips
          label="Pour quoi"
          options={shiftKind.codes.map((code) => ({ value: code, label: shiftKind.label(code) }))}
          value={kind}
          onChange={(chosen) => chosen && setKind(chosen)}
          noneLabel={false}
        />
        <DateField
          label="Jour"
          value={day}
          onChange={setDay}
          error={isAsked && !day ? 'Donnez un jour.' : undefined}
        />
        <RadioChips
          label="Heures habituelles"
          options={usual}
          value={`${hours.from}-${hours.to}`}
          onChange={(chosen) => {
            const [from, to] = chosen?.split('-') ?? []
            if (from && to) setHours({ from, to })
          }}
          noneLabel={false}
          size="small"
        />
        <FieldRow>
          <TextField
            label="De"
            value={hours.from}
            onChange={(from) => setHours({ ...hours, from })}
            error={isAsked ? faultOf(hours.from) : undefined}
          />
          <TextField
            label="À"
            description={hours.to <= hours.from ? 'Le lendemain' : undefined}
            value={hours.to}
            onChange={(to) => setHours({ ...hours, to })}
            error={isAsked ? faultOf(hours.to) : undefined}
          />
        </FieldRow>
        <NumberField
          label="Répéter"
          description="Le même jour, aux mêmes heures, chaque semaine."
          suffix="semaines"
          value={weeks}
          onChange={setWeeks}
          min={1}
          max={52}
        />
      </Stack>
    </Dialog>
  )
}
