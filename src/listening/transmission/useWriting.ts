import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { call, OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import { toast } from '#kernel/ui/index.ts'
import type { Fields } from '#listening/contact/autosave.ts'
import { mergeItems } from '#listening/contact/merge.ts'
import { createSaver, type Failure, UnsettledError } from '#listening/contact/saver.ts'
import {
  type ChosenRecipient,
  chooseRecipients,
  saveTransmission,
  submitTransmission,
  type Transmission,
  TransmissionFields,
} from './contract.ts'
import { transmissionKey } from './useTransmissions.ts'
import { writingAddress } from './useWriteTransmission.ts'

/** What the author writes, as the saver holds it. */
const fieldsOf = (from: Transmission): Fields => ({
  ...from.writing,
  urgent: from.urgent,
  complementOf: from.complementOf?.id ?? null,
})

export const fieldTitle = (name: string): string =>
  TransmissionFields.shape[name as keyof TransmissionFields]?.meta()?.title ?? name

/** Two tabs that pick two different things do not contradict each other. */
const mergers = {
  statements: mergeItems((item) => (item as { id: string }).id),
  observations: mergeItems((item) => `${(item as { kind: string }).kind} ${(item as { code: string }).code}`),
  identity: mergeItems((item) => (item as { field: string }).field),
  places: mergeItems((item) => JSON.stringify(item)),
}

function diagnose(error: unknown): Failure {
  if (error instanceof OfflineError) return { kind: 'silent' }
  if (!(error instanceof RefusalError)) return { kind: 'refused', message: sentenceOf(error), reasons: {} }
  if (error.code === 'version_conflict') {
    const current = error.current as Transmission
    return { kind: 'moved', current: fieldsOf(current), version: current.version }
  }
  if (error.status >= 500 || error.status === 429 || error.status === 401) return { kind: 'silent' }
  const reasons = Object.fromEntries(error.fields.map(({ field, message }) => [field.split('.')[0], message]))
  return { kind: 'refused', message: sentenceOf(error), reasons }
}

/** Saves a writing as it is typed, and does what needs it saved first. */
export function useWriting(given: Transmission) {
  const client = useQueryClient()
  const router = useRouter()
  const { id } = given
  const [saver] = useState(() =>
    createSaver(
      fieldsOf(given),
      given.version,
      {
        send: (input, version) =>
          call(saveTransmission, { params: { id }, version, input: input as Partial<TransmissionFields> }),
        // It is not kept on this machine: « conservé » may then not be said.
        keep: (pending) => (pending ? Promise.reject(new Error('kept nowhere')) : Promise.resolve()),
        diagnose,
      },
      mergers,
    ),
  )
  const view = useSyncExternalStore(saver.subscribe, saver.read)
  useEffect(() => () => void saver.settle().then(() => saver.stop()), [saver])
  useEffect(() => {
    const back = () => saver.retry()
    window.addEventListener('online', back)
    return () => window.removeEventListener('online', back)
  }, [saver])
  useEffect(() => {
    if (view.isSettled) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [view.isSettled])

  const perform = async <Done extends { version: number }>(run: (version: number) => Promise<Done>) => {
    try {
      return await saver.perform(run)
    } catch (error) {
      const fields = error instanceof RefusalError ? error.fields.map(({ message }) => message) : []
      const words =
        error instanceof UnsettledError ? 'Ce qui est écrit doit d’abord être enregistré.' : sentenceOf(error)
      toast({ text: [words, ...fields].join(' ') })
      return undefined
    } finally {
      await client.invalidateQueries({ queryKey: transmissionKey(id) })
      await client.invalidateQueries({ queryKey: ['transmissions'] })
    }
  }

  return {
    saver,
    view,
    values: view.values as unknown as TransmissionFields,
    set: (changes: Partial<TransmissionFields>, pace: 'typing' | 'at once' = 'at once') =>
      saver.edit(changes, pace),
    choose: async (recipients: readonly ChosenRecipient[]) => {
      const done = await perform((version) =>
        call(chooseRecipients, { params: { id }, version, input: { recipients: [...recipients] } }),
      )
      // The row under one's eyes may have gone to another recipient's.
      if (done && done.id !== id) router.history.replace(writingAddress(given.situation.id, done.id))
    },
    submit: (confirmations: { unitId: string; words: string }[]) =>
      perform((version) => call(submitTransmission, { params: { id }, version, input: { confirmations } })),
  }
}
export type WritingSaver = ReturnType<typeof useWriting>
