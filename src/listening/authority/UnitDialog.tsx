import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { draftOf, hoursOf } from '#kernel/hours/HoursFields.tsx'
import { newId } from '#kernel/id.ts'
import { useShortcut } from '#kernel/page/index.ts'
import { Banner, Button, Dialog } from '#kernel/ui/index.ts'
import { type Authority, addUnit, saveUnit, Unit, UnitFields } from './contract.ts'
import { changesKept, EntryConflict } from './EntryConflict.tsx'
import { changedFields } from './saveOver.ts'
import { UnitForm } from './UnitForm.tsx'
import { useEntryForm } from './useEntryForm.ts'

const titleOf = (field: string) =>
  Object.entries(UnitFields.shape)
    .find(([name]) => name === field)?.[1]
    .meta()?.title ?? field

const fieldsOf = (unit: UnitFields): UnitFields => ({
  recipient: unit.recipient,
  name: unit.name,
  phone: unit.phone,
  email: unit.email,
  address: unit.address,
  notes: unit.notes,
  timeZone: unit.timeZone,
  hours: unit.hours,
  active: unit.active,
})

interface UnitDialogProps {
  entry: Authority
  /** Nothing: a new one. */
  unit: Unit | null
  onClose: () => void
}

/** One unit, to write it down or to change it. */
export function UnitDialog({ entry, unit, onClose }: UnitDialogProps) {
  const [base] = useState({ fields: fieldsOf(unit ?? blank(entry)), version: unit?.version ?? 0 })
  const [draft, setDraft] = useState(base.fields)
  const [week, setWeek] = useState(draftOf(base.fields.hours))
  const [verified, setVerified] = useState(false)
  // The same key for the same dialog: a second try after a failure adds nothing twice.
  const [key, setKey] = useState(newId)
  const hours = hoursOf(week)
  const whole = { ...draft, hours: hours === undefined ? base.fields.hours : hours }
  const changes = changedFields<UnitFields>(base.fields, whole)
  const form = useEntryForm({
    authorityId: entry.id,
    base: unit ?? { version: 0 },
    send: async (version, input: Partial<UnitFields>) => {
      if (unit) return call(saveUnit, { params: { id: unit.id }, version, input: { ...input, verified } })
      const { active: _active, ...written } = whole
      const added = await call(addUnit, { params: { id: entry.id }, input: { ...written, verified }, key })
      return added
    },
    read: (current) => Unit.safeParse(current).data,
    onDone: onClose,
    saved: unit ? 'Service enregistré.' : 'Service ajouté.',
  })
  const isReady =
    hours !== undefined && (Object.keys(changes).length > 0 || verified) && draft.name.trim() !== ''
  const save = () => void (isReady && form.save(changes))
  useShortcut('Ctrl+Enter', save, { label: 'Enregistrer le service', inDialog: true })
  const { clash } = form
  return (
    <Dialog
      title={unit ? `Modifier : ${unit.name}` : 'Ajouter un service'}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        !clash && (
          <>
            <Button onPress={onClose}>Annuler</Button>
            <Button
              variant="primary"
              shortcut="Ctrl+Entrée"
              isPending={form.isPending}
              isDisabled={!isReady}
              onPress={save}
            >
              Enregistrer
            </Button>
          </>
        )
      }
    >
      {form.sentence && <Banner tone="attention" title={form.sentence} isLive />}
      {clash ? (
        <EntryConflict
          fields={clash.fields}
          mine={changes}
          theirs={clash.now}
          titleOf={titleOf}
          by={clash.by}
          at={clash.at}
          isPending={form.isPending}
          onResolve={(choice) => void form.save(changesKept(changes, choice))}
          onCancel={onClose}
        />
      ) : (
        <UnitForm
          draft={draft}
          onChange={(change) => {
            setDraft({ ...draft, ...change })
            setKey(newId())
          }}
          week={week}
          onWeek={(next) => {
            setWeek(next)
            setKey(newId())
          }}
          verified={verified}
          onVerified={setVerified}
          faultOf={form.faultOf}
          isNew={unit === null}
          onSubmit={save}
        />
      )}
    </Dialog>
  )
}

const blank = (entry: Authority): UnitFields => ({
  recipient: 'crip',
  name: '',
  phone: null,
  email: null,
  address: null,
  notes: null,
  timeZone: entry.timeZone,
  hours: null,
  active: true,
})
