import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import { createSaver } from '#listening/contact/saver.ts'
import { bringBack } from '#listening/drafts/bringBack.ts'
import { askToPersist, dropDraft, keepDraft } from '#listening/drafts/draftStore.ts'
import { holdWriter } from '#listening/drafts/writers.ts'
import { type Situation, type SituationFields, saveSituation } from './contract.ts'
import { diagnoseFile, type FileField, fieldsOf, fileMergers, movedTo } from './saving.ts'
import { situationKey } from './useAct.ts'

export type { FileField } from './saving.ts'

/** One field that two people wrote: what each wants. */
export interface FieldConflict {
  readonly field: FileField
  readonly mine: unknown
  readonly theirs: unknown
  /** Who wrote the other one and when, as far as it is known. */
  readonly by: string | null
  readonly at: Date | null
}

/**
 * Saves the identity of a file as it is typed: to this machine at once, to the server soon after, and what a dead page
 * left behind as soon as this one opens. A field that somebody else changed meanwhile waits for a choice.
 */
export function useSituationSave(situation: Situation) {
  const client = useQueryClient()
  const { id, version } = situation
  const [seat] = useState(() =>
    takeSeat(situation, (now) =>
      client.setQueryData<Situation>(situationKey(id), (old) => old && { ...old, ...now }),
    ),
  )
  const { saver } = seat
  const { state, status, values, isSettled, message } = useSyncExternalStore(saver.subscribe, saver.read)

  useEffect(() => seat.sit(), [seat])
  useEffect(() => saver.refresh(fieldsOf(situation), version), [saver, situation, version])
  useEffect(() => {
    askToPersist()
    const back = () => saver.retry()
    const hide = () => document.visibilityState === 'hidden' && saver.flush()
    addEventListener('online', back)
    document.addEventListener('visibilitychange', hide)
    return () => {
      removeEventListener('online', back)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [saver])
  useEffect(() => {
    if (isSettled) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isSettled])
  // A refused field says why under itself; what no field can say is said aside.
  const aside = Object.keys(state.refused).length === 0 ? message : null
  useEffect(() => {
    if (aside) toast({ text: aside })
  }, [aside])

  const set = <F extends FileField>(field: F, value: SituationFields[F], { isTyping = false } = {}) =>
    saver.edit({ [field]: value }, isTyping ? 'typing' : 'at once')
  const faults: Partial<Record<FileField, string>> = state.refused
  return {
    /** The file as the person sees it: what it says, under what they are writing. */
    file: { ...situation, ...(values as SituationFields) },
    set,
    flush: () => saver.retry(),
    faults,
    conflicts: state.conflicts.map(
      (field): FieldConflict => ({
        field: field as FileField,
        mine: values[field],
        theirs: state.base[field],
        ...seat.lastMove(),
      }),
    ),
    resolve: (choice: Readonly<Record<string, 'mine' | 'theirs'>>) => saver.resolve(choice),
    state: status,
    savedAt: state.savedAt ? new Date(state.savedAt) : undefined,
  }
}

export type SituationSave = ReturnType<typeof useSituationSave>

type Now = Partial<SituationFields> & { readonly version: number }

/** The place of one page at one file; `onNow` hears each new state that the server is known to hold. */
function takeSeat(situation: Situation, onNow: (now: Now) => void) {
  const writer = crypto.randomUUID()
  const { id } = situation
  const place = { kind: 'situation', recordId: id } as const
  let hasKept = false
  let move: Pick<FieldConflict, 'by' | 'at'> = { by: null, at: null }

  const saver = createSaver(
    fieldsOf(situation),
    situation.version,
    {
      async send(changes, version) {
        const saved = await call(saveSituation, { params: { id }, version, input: changes })
        onNow({ ...changes, ...saved })
        return { ...saved, savedAt: new Date().toISOString() }
      },
      async keep(pending) {
        if (pending) await keepDraft({ writer, ...place, at: new Date().toISOString(), pending })
        else if (hasKept) await dropDraft(writer)
        hasKept = pending !== null
      },
      diagnose(error) {
        const now = movedTo(error)
        if (now) {
          const { changedBy: by, changedAt, ...fields } = now
          move = { by, at: new Date(changedAt) }
          onNow(fields)
        }
        return diagnoseFile(error)
      },
    },
    fileMergers,
  )

  /** Takes the place until the returned function is called; may be taken again. */
  function sit(): () => void {
    const release = holdWriter(writer)
    let isOver = false
    void bringBack(saver, place, writer, () => isOver)
    return () => {
      isOver = true
      void saver
        .settle()
        .then(() => saver.stop())
        .finally(release)
    }
  }
  return { saver, sit, lastMove: () => move }
}
