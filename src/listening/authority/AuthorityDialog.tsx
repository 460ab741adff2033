import { useState } from 'react'
import { call } from '#kernel/call.ts'
import { draftOf, HoursFields, hoursOf } from '#kernel/hours/HoursFields.tsx'
import { useShortcut } from '#kernel/page/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  Form,
  optionsOf,
  RadioChips,
  Select,
  Switch,
  TextArea,
  TextField,
} from '#kernel/ui/index.ts'
import { deliveryChannel } from '#vocabulary'
import { Authority, AuthorityFields, saveAuthority } from './contract.ts'
import { changesKept, EntryConflict } from './EntryConflict.tsx'
import { changedFields } from './saveOver.ts'
import { useEntryForm } from './useEntryForm.ts'
import { zoneOptions } from './words.ts'

const channels = optionsOf(deliveryChannel)
const titleOf = (field: string) =>
  Object.entries(AuthorityFields.shape)
    .find(([name]) => name === field)?.[1]
    .meta()?.title ?? field

/** What is written of an authority, to change it. */
export function AuthorityDialog({ entry, onClose }: { entry: Authority; onClose: () => void }) {
  const [base] = useState(entry)
  const [draft, setDraft] = useState<AuthorityFields>(fieldsOf(entry))
  const [week, setWeek] = useState(draftOf(entry.hours))
  const [verified, setVerified] = useState(false)
  const hours = hoursOf(week)
  const changes = changedFields<AuthorityFields>(fieldsOf(base), {
    ...draft,
    hours: hours === undefined ? base.hours : hours,
  })
  const form = useEntryForm({
    authorityId: entry.id,
    base,
    send: (version, input: Partial<AuthorityFields>) =>
      call(saveAuthority, { params: { id: entry.id }, version, input: { ...input, verified } }),
    read: (current) => Authority.safeParse(current).data,
    onDone: onClose,
    saved: 'Fiche enregistrée.',
  })
  const isReady = hours !== undefined && (Object.keys(changes).length > 0 || verified)
  const save = () => void (isReady && form.save(changes))
  const set = (change: Partial<AuthorityFields>) => setDraft({ ...draft, ...change })
  useShortcut('Ctrl+Enter', save, { label: 'Enregistrer la fiche', inDialog: true })
  const { clash } = form
  return (
    <Dialog
      title={`Modifier : ${base.name}`}
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
        <Form onSubmit={save}>
          <TextField
            label="Nom"
            value={draft.name}
            onChange={(name) => set({ name })}
            error={form.faultOf('name')}
            isRequired
            maxLength={160}
          />
          <RadioChips
            label="Voie d’envoi"
            options={channels}
            value={draft.channel}
            onChange={(channel) => channel && set({ channel })}
            noneLabel={false}
          />
          <Select
            label="Horloge"
            options={zoneOptions}
            value={draft.timeZone}
            onChange={(timeZone) => timeZone && set({ timeZone })}
          />
          <HoursFields value={week} onChange={setWeek} />
          <TextArea
            label="À savoir"
            description="Ce qui aide à joindre. Aucun nom de mineur ici."
            value={draft.notes}
            onChange={(notes) => set({ notes: notes || null })}
            maxLength={2000}
          />
          <Switch isSelected={draft.active} onChange={(active) => set({ active })}>
            En service
          </Switch>
          {form.faultOf('active') && (
            <p className="field-error">Reçoit encore pour : {form.faultOf('active')}.</p>
          )}
          <Checkbox isSelected={verified} onChange={setVerified}>
            Je viens de vérifier ces informations auprès de l’autorité
          </Checkbox>
        </Form>
      )}
    </Dialog>
  )
}

const fieldsOf = ({ name, channel, timeZone, hours, notes, active }: Authority): AuthorityFields => ({
  name,
  channel,
  timeZone,
  hours,
  notes,
  active,
})
