import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, RefusalError, sentenceOf } from '#kernel/call.ts'
import { newId } from '#kernel/id.ts'
import {
  Banner,
  Button,
  Dialog,
  FieldRow,
  Select,
  Stack,
  TextArea,
  TextField,
  toast,
} from '#kernel/ui/index.ts'
import { isCtrlEnter, useCapturedKeys } from '#listening/desk/useCapturedKeys.ts'
import type { MeansOwner } from '#listening/safecontact/useSafeContacts.ts'
import { listColleagues } from '#office/account/contract.ts'
import { useMe } from '#office/account/useMe.ts'
import type { CallerPermission } from '#vocabulary'
import { type Callback, createCallback, saveCallback, settleCallback } from './contract.ts'
import { MeansField } from './MeansField.tsx'
import { PromiseFields } from './PromiseFields.tsx'
import { useRefreshCallbacks } from './useRefresh.ts'
import { WindowFields, windowOf } from './WindowFields.tsx'
import { zoneOptions } from './windows.ts'

export type Written = Pick<
  Callback,
  | 'whom'
  | 'safeContactId'
  | 'why'
  | 'timeZone'
  | 'assigneeId'
  | 'team'
  | 'priority'
  | 'noAnswerPlan'
  | 'repeats'
>

interface CallbackDialogProps {
  onClose: () => void
  /** What a new call-back is about. */
  target?: MeansOwner
  /** The call-back to correct, instead of a new one. */
  callback?: Callback
  /** What is already known, for a new one; the number only goes to a safe contact. */
  suggestion?: Partial<Written> & { readonly phone?: string | null }
  /** What the person allowed; a warning says what they did not. */
  permissions?: readonly CallerPermission[]
  onDone?: (id: string) => void
}

/** Who is to be called, why, from when to when, by which safe way, by whom. */
export function CallbackDialog(props: CallbackDialogProps) {
  const { onClose, target, callback, suggestion, permissions, onDone } = props
  const me = useMe()
  const refresh = useRefreshCallbacks()
  const { phone, ...suggested } = suggestion ?? {}
  const [written, setWritten] = useState<Written>(() => ({
    whom: callback?.whom ?? suggested.whom ?? null,
    safeContactId: callback?.safeContactId ?? null,
    why: callback?.why ?? suggested.why ?? null,
    timeZone: callback?.timeZone ?? suggested.timeZone ?? 'Europe/Paris',
    assigneeId: callback ? callback.assigneeId : (suggested.assigneeId ?? me.id),
    team: callback?.team ?? null,
    priority: callback?.priority ?? 'normal',
    noAnswerPlan: callback?.noAnswerPlan ?? null,
    repeats: callback?.repeats ?? null,
  }))
  const [window, setWindow] = useState({
    opensAt: callback?.opensAt ?? null,
    closesAt: callback?.closesAt ?? null,
  })
  const [fault, setFault] = useState<string>()
  const [isMissing, setMissing] = useState(false)
  const [isPending, setPending] = useState(false)
  // A second try after a silence makes nothing twice.
  const [key, setKey] = useState(newId)
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: () => call(listColleagues),
    staleTime: 300_000,
  })

  const set = (changes: Partial<Written>) => setWritten((before) => ({ ...before, ...changes }))
  const save = async () => {
    const within = windowOf(window)
    setMissing(!within)
    if (!within || isPending) return
    if (written.repeats?.until === '') return setFault('Dites jusqu’à quel jour le rappel se répète.')
    setPending(true)
    setFault(undefined)
    try {
      const id = callback
        ? await correct(callback, { ...written, ...within })
        : (await call(createCallback, { key, input: { ...written, ...within, ...target } })).id
      onClose()
      onDone?.(id)
      await refresh()
      toast({
        text: callback ? 'Rappel modifié.' : 'Rappel programmé.',
        ...(!callback && {
          undo: () => withdraw(id).then(refresh),
        }),
      })
    } catch (error) {
      setPending(false)
      if (error instanceof RefusalError) setKey(newId())
      setFault(
        error instanceof RefusalError && error.code === 'version_conflict'
          ? 'Quelqu’un vient de modifier ce rappel. Fermez, relisez-le, puis reprenez.'
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
      title={callback ? 'Modifier le rappel' : 'Programmer un rappel'}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
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
        <Allowed permissions={permissions} />
        <TextField
          label="Qui rappeler"
          value={written.whom}
          onChange={(whom) => set({ whom: whom || null })}
          autoFocus
        />
        <MeansField
          owner={target ?? ownerOf(callback)}
          value={written.safeContactId}
          onChange={(safeContactId, chosen) =>
            set({
              safeContactId,
              ...(chosen && { timeZone: chosen.timeZone, whom: written.whom || chosen.person }),
            })
          }
          suggestion={{
            person: written.whom ?? '',
            timeZone: written.timeZone,
            ...(phone && { value: phone }),
            ...(permissions?.includes('may_call_back') && { allowed: true }),
          }}
        />
        <TextArea
          label="Pour quoi"
          rows={2}
          maxLength={2000}
          value={written.why}
          onChange={(why) => set({ why: why || null })}
        />
        <WindowFields
          legend="Quand"
          value={window}
          onChange={(next) => {
            setWindow(next)
            setMissing(false)
          }}
          zone={written.timeZone}
          error={
            isMissing && !(window.opensAt && window.closesAt)
              ? 'Choisissez une plage, ou donnez les deux heures.'
              : undefined
          }
        />
        <FieldRow>
          <Select
            label="Par qui"
            options={(colleagues.data?.items ?? [{ id: me.id, name: me.name }]).map(({ id, name }) => ({
              value: id,
              label: id === me.id ? `${name} (vous)` : name,
            }))}
            value={written.assigneeId}
            onChange={(assigneeId) => set({ assigneeId })}
            noneLabel="Toute l’équipe"
          />
          <Select
            label="Heures données pour"
            options={zoneOptions}
            value={written.timeZone}
            onChange={(timeZone) => set({ timeZone: timeZone ?? 'Europe/Paris' })}
          />
        </FieldRow>
        <PromiseFields written={written} window={windowOf(window)} set={set} />
      </Stack>
    </Dialog>
  )
}

const ownerOf = (callback: Callback | undefined): MeansOwner =>
  callback?.situation
    ? { situationId: callback.situation.id }
    : { contactId: callback?.contactId ?? undefined }

async function correct(callback: Callback, input: Written & { opensAt: string; closesAt: string }) {
  // A rule left as it is keeps the window that it began with.
  const isSameRule = JSON.stringify(input.repeats) === JSON.stringify(callback.repeats)
  const { repeats, ...rest } = input
  await call(saveCallback, {
    params: { id: callback.id },
    version: callback.version,
    input: { ...rest, ...(!isSameRule && { repeats }) },
  })
  return callback.id
}

/** Takes back a call-back that has just been promised by mistake. */
async function withdraw(id: string): Promise<void> {
  await call(settleCallback, { params: { id }, version: 1, input: { as: 'cancelled' } }).catch((error) =>
    toast({ text: sentenceOf(error) }),
  )
}

/** Nothing said means nothing may be done: it is shown before anything is promised. */
function Allowed({ permissions }: { permissions: readonly CallerPermission[] | undefined }) {
  if (!permissions || permissions.includes('may_call_back')) return null
  if (permissions.includes('no_contact')) {
    return (
      <Banner tone="danger" title="La personne a demandé à ne pas être jointe.">
        Rappeler pourrait la mettre en danger. Ne programmez un rappel que vers quelqu’un d’autre.
      </Banner>
    )
  }
  return (
    <Banner tone="attention" title="La personne n’a pas dit qu’on peut la rappeler.">
      Tant qu’on est en ligne, demandez-lui si un rappel est sans risque, quand, et qui peut décrocher.
    </Banner>
  )
}
