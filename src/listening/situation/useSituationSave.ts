import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import { type SaveStatus, toast } from '#kernel/ui/index.ts'
import { readSituation, type Situation, type SituationFields, saveSituation } from './contract.ts'
import { situationKey } from './useAct.ts'

export type FileField = keyof SituationFields

/** One field that two people wrote: what each wants. */
export interface FieldConflict {
  readonly field: FileField
  readonly mine: unknown
  readonly theirs: unknown
}

interface Typed {
  readonly value: unknown
  /** What the file said when the person began to write. */
  readonly base: unknown
}

const typingPause = 800
const retryPause = 5000

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Saves each field of a file by itself, soon after the last key. A field that somebody else changed meanwhile
 * waits for a choice; the others go on.
 */
export function useSituationSave(situation: Situation) {
  const client = useQueryClient()
  const { id } = situation
  const [typed, setTyped] = useState<Partial<Record<FileField, Typed>>>({})
  const [conflicts, setConflicts] = useState<readonly FieldConflict[]>([])
  const [faults, setFaults] = useState<Partial<Record<FileField, string>>>({})
  const [status, setStatus] = useState<SaveStatus>('idle')
  const [savedAt, setSavedAt] = useState<Date>()
  const waiting = useRef(new Map<FileField, Typed>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isRunning = useRef(false)

  /** The file as it was last read, wherever the reading came from. */
  const latest = useCallback(() => client.getQueryData<Situation>(situationKey(id)), [client, id])

  const send = useCallback(
    async (field: FileField, { value, base }: Typed): Promise<void> => {
      const file = latest()
      if (!file) return
      const isOvertaken = !same(file[field], base) && !same(file[field], value)
      if (isOvertaken) {
        setConflicts((all) => [
          ...all.filter((one) => one.field !== field),
          { field, mine: value, theirs: file[field] },
        ])
        return
      }
      try {
        const { version } = await call(saveSituation, {
          params: { id },
          version: file.version,
          input: { [field]: value },
        })
        client.setQueryData<Situation>(situationKey(id), (old) => old && { ...old, [field]: value, version })
        setSavedAt(new Date())
        // What was typed while this one travelled starts from it.
        const next = waiting.current.get(field)
        if (next) waiting.current.set(field, { ...next, base: value })
        setTyped((all) => (same(all[field]?.value, value) ? without(all, field) : all))
      } catch (error) {
        if (!(error instanceof RefusalError && error.code === 'version_conflict')) throw error
        const now = await fresh(id, error.current)
        client.setQueryData<Situation>(situationKey(id), now)
        // The version alone has moved, or this very field: the second try tells which.
        await send(field, { value, base })
      }
    },
    [client, id, latest],
  )

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    if (isRunning.current || waiting.current.size === 0) return
    isRunning.current = true
    setStatus('saving')
    let trouble: 'offline' | 'error' | undefined
    for (const [field, given] of waiting.current) {
      waiting.current.delete(field)
      try {
        await send(field, given)
      } catch (error) {
        if (error instanceof OfflineError) {
          if (!waiting.current.has(field)) waiting.current.set(field, given)
          trouble = 'offline'
          break
        }
        trouble = 'error'
        setFaults((all) => ({ ...all, [field]: faultOf(error) }))
      }
    }
    isRunning.current = false
    // Nothing is kept on this machine outside this page: « hors connexion, conservé » would promise too much.
    setStatus(trouble ? 'error' : 'saved')
    if (trouble === 'offline') timer.current = setTimeout(() => void flush(), retryPause)
    else if (waiting.current.size > 0) void flush()
  }, [send])

  const set = useCallback(
    <F extends FileField>(field: F, value: SituationFields[F], { isTyping = false } = {}) => {
      const base = waiting.current.get(field)?.base ?? latest()?.[field]
      const given = { value, base }
      setTyped((all) => ({ ...all, [field]: given }))
      setFaults((all) => without(all, field))
      setConflicts((all) => all.filter((one) => one.field !== field))
      waiting.current.set(field, given)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), isTyping ? typingPause : 0)
    },
    [flush, latest],
  )

  const resolve = (choice: Readonly<Record<string, 'mine' | 'theirs'>>) => {
    for (const conflict of conflicts) {
      const side = choice[conflict.field]
      if (side === 'theirs') setTyped((all) => without(all, conflict.field))
      // The other value has been seen: writing over it is now a choice, not an accident.
      else waiting.current.set(conflict.field, { value: conflict.mine, base: conflict.theirs })
    }
    setConflicts([])
    setStatus('saved')
    void flush()
  }

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (waiting.current.size > 0 || isRunning.current) event.preventDefault()
    }
    const online = () => void flush()
    addEventListener('beforeunload', warn)
    addEventListener('online', online)
    return () => {
      removeEventListener('beforeunload', warn)
      removeEventListener('online', online)
      void flush()
    }
  }, [flush])

  /** The file as the person sees it: what it says, under what they are writing. */
  const file: Situation = { ...situation, ...valuesOf(typed) }
  return {
    file,
    set,
    flush: () => void flush(),
    faults,
    conflicts,
    resolve,
    state: conflicts.length > 0 ? ('conflict' as const) : status,
    savedAt,
  }
}

export type SituationSave = ReturnType<typeof useSituationSave>

function without<T extends object>(all: T, field: keyof T): T {
  const { [field]: _, ...rest } = all
  return rest as T
}

const valuesOf = (typed: Partial<Record<FileField, Typed>>) =>
  Object.fromEntries(Object.entries(typed).map(([field, given]) => [field, given?.value]))

/** The file as it is now: the refusal may hold it whole. */
async function fresh(id: string, current: unknown): Promise<Situation> {
  if (current && typeof current === 'object' && 'contacts' in current) return current as Situation
  return await call(readSituation, { params: { id } })
}

function faultOf(error: unknown): string {
  if (error instanceof RefusalError && error.fields[0]) return error.fields[0].message
  const sentence = sentenceOf(error)
  toast({ text: sentence })
  return sentence
}
