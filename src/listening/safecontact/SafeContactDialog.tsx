import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  Checkbox,
  Dialog,
  FieldRow,
  optionsOf,
  Select,
  Stack,
  Switch,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { zoneOptions } from '#listening/callback/windows.ts'
import { isCtrlEnter, useCapturedKeys } from '#listening/desk/useCapturedKeys.ts'
import { type SafeChannel, safeChannel, safeRelation, safeVoicemail } from '#vocabulary'
import { createSafeContact, type SafeContact, saveSafeContact } from './contract.ts'
import { type MeansOwner, useSafeContacts } from './useSafeContacts.ts'
import { faultOf, WindowsField } from './WindowsField.tsx'
import { isCall } from './words.ts'
import './safecontact.css'

type Written = Pick<
  SafeContact,
  | 'person'
  | 'allowed'
  | 'timeZone'
  | 'windows'
  | 'answerers'
  | 'voicemail'
  | 'hidesNumber'
  | 'seenBy'
  | 'precautions'
> & {
  readonly relation: SafeContact['relation'] | null
  readonly channel: SafeChannel
  /** Undefined as long as what was hidden is left as it is. */
  readonly value?: string
  readonly ourWord?: string
  readonly theirWord?: string
}

interface SafeContactDialogProps {
  owner: MeansOwner
  onClose: () => void
  /** The means to correct, instead of a new one. */
  means?: SafeContact
  suggestion?: Partial<Written> & { readonly sameAs?: string }
  onDone?: (id: string) => void
}

const blank: Written = {
  person: '',
  relation: null,
  channel: 'phone',
  allowed: false,
  timeZone: 'Europe/Paris',
  windows: [],
  answerers: null,
  voicemail: 'none',
  hidesNumber: true,
  seenBy: null,
  precautions: null,
}

/** How somebody can be reached, as they say it themselves; what is not said is not allowed. */
export function SafeContactDialog({ owner, onClose, means, suggestion, onDone }: SafeContactDialogProps) {
  const { refresh } = useSafeContacts({})
  const { sameAs, ...suggested } = suggestion ?? {}
  const [written, setWritten] = useState<Written>(() => ({
    ...blank,
    ...suggested,
    ...(means && pick(means)),
  }))
  const [isConfirmed, setConfirmed] = useState(false)
  const [fault, setFault] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [key, setKey] = useState(newId)
  const set = (changes: Partial<Written>) => setWritten({ ...written, ...changes })
  const { channel } = written

  const save = async () => {
    if (isPending) return
    const { person, relation } = written
    if (!person.trim() || !relation) return setFault('Dites qui est la personne, et son lien avec le mineur.')
    const wrong = faultOf(written.windows)
    if (wrong) return setFault(wrong)
    setPending(true)
    setFault(undefined)
    const { channel: _, windows, ...rest } = written
    const input = { ...rest, windows: [...windows], person, relation, isConfirmed }
    try {
      const id = means
        ? await call(saveSafeContact, { params: { id: means.id }, version: means.version, input }).then(
            () => means.id,
          )
        : (
            await call(createSafeContact, {
              key,
              input: { ...input, channel, ...owner, ...(sameAs && { sameAs }) },
            })
          ).id
      onClose()
      await refresh()
      onDone?.(id)
      toast({ text: means ? 'Moyen de joindre modifié.' : 'Moyen de joindre noté.' })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setFault(
        error instanceof RefusalError && error.code === 'version_conflict'
          ? 'Quelqu’un vient de modifier ce moyen. Fermez, relisez-le, puis reprenez.'
          : sentenceOf(error),
      )
    }
  }
  useCapturedKeys(
    (event) => {
      const isKey = isCtrlEnter(event)
      if (isKey) void save()
      return isKey
    },
    { inDialog: true },
  )

  return (
    <Dialog
      title={means ? 'Modifier un moyen de joindre' : 'Noter un moyen sûr de joindre'}
      lead="Posez ces questions pendant l’échange. Ce qui n’est pas dit n’est pas permis."
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>Annuler</Button>
          <Button variant="primary" shortcut="Ctrl+Entrée" isPending={isPending} onPress={() => void save()}>
            Enregistrer
          </Button>
        </>
      }
    >
      <Stack gap={5}>
        {fault && <Banner tone="attention" title={fault} isLive />}
        <FieldRow>
          <TextField
            label="Qui"
            value={written.person}
            onChange={(person) => set({ person })}
            isReadOnly={Boolean(sameAs)}
            autoFocus={!sameAs}
          />
          <Select
            label="Lien avec le mineur"
            options={optionsOf(safeRelation)}
            value={written.relation}
            onChange={(relation) => set({ relation })}
          />
        </FieldRow>
        <FieldRow>
          <Select
            label="Moyen"
            options={optionsOf(safeChannel)}
            value={channel}
            onChange={(chosen) => chosen && set({ channel: chosen })}
            isDisabled={means !== undefined}
          />
          <TextField
            label={channel === 'post' || channel === 'in_person' ? 'Adresse ou lieu' : valueLabels(channel)}
            type={channel === 'email' ? 'email' : isCall(channel) || channel === 'sms' ? 'tel' : 'text'}
            description={
              means?.hasValue ? 'Déjà noté, et caché. Écrivez seulement pour le remplacer.' : undefined
            }
            value={written.value ?? null}
            onChange={(value) => set({ value })}
            autoComplete="off"
          />
        </FieldRow>
        <Switch isSelected={written.allowed} onChange={(allowed) => set({ allowed })}>
          La personne permet qu’on la joigne par ce moyen
        </Switch>
        {channel !== 'post' && (
          <>
            <WindowsField value={written.windows} onChange={(windows) => set({ windows })} />
            <Select
              label="Heures données pour"
              options={zoneOptions}
              value={written.timeZone}
              onChange={(timeZone) => set({ timeZone: timeZone ?? 'Europe/Paris' })}
            />
          </>
        )}
        {isCall(channel) && (
          <>
            <Select
              label="Si un répondeur se déclenche"
              options={optionsOf(safeVoicemail)}
              value={written.voicemail}
              onChange={(voicemail) => set({ voicemail: voicemail ?? 'none' })}
            />
            <Switch isSelected={written.hidesNumber} onChange={(hidesNumber) => set({ hidesNumber })}>
              Appeler en numéro masqué
            </Switch>
          </>
        )}
        <FieldRow>
          <TextArea
            label="Qui peut décrocher, à qui parler"
            rows={2}
            maxLength={2000}
            value={written.answerers}
            onChange={(answerers) => set({ answerers: answerers || null })}
          />
          <TextArea
            label="Qui d’autre voit l’appareil ou le courrier"
            rows={2}
            maxLength={2000}
            value={written.seenBy}
            onChange={(seenBy) => set({ seenBy: seenBy || null })}
          />
        </FieldRow>
        <FieldRow>
          <TextField
            label="Mot que nous disons"
            description={means?.hasWords ? 'Déjà convenu, et caché.' : undefined}
            value={written.ourWord ?? null}
            onChange={(ourWord) => set({ ourWord })}
            autoComplete="off"
          />
          <TextField
            label="Mot que la personne répond"
            value={written.theirWord ?? null}
            onChange={(theirWord) => set({ theirWord })}
            autoComplete="off"
          />
        </FieldRow>
        <TextArea
          label="Ce qu’il ne faut pas dire"
          rows={2}
          maxLength={2000}
          value={written.precautions}
          onChange={(precautions) => set({ precautions: precautions || null })}
        />
        <Checkbox isSelected={isConfirmed} onChange={setConfirmed}>
          La personne vient de me le dire elle-même
        </Checkbox>
      </Stack>
    </Dialog>
  )
}

const valueLabels = (channel: SafeChannel) => (channel === 'email' ? 'Adresse de courriel' : 'Numéro')

function pick(means: SafeContact): Written {
  const { person, relation, channel, allowed, timeZone, windows, answerers } = means
  const { voicemail, hidesNumber, seenBy, precautions } = means
  return {
    person,
    relation,
    channel,
    allowed,
    timeZone,
    windows,
    answerers,
    voicemail,
    hidesNumber,
    seenBy,
    precautions,
  }
}
