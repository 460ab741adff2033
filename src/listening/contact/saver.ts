import {
  type Autosave,
  arrive,
  depart,
  edit,
  type Fields,
  isSettled,
  lose,
  meet,
  type Pending,
  pendingDraft,
  recover,
  refuseFields,
  resolve,
  type Side,
  type Status,
  sendable,
  start,
  statusOf,
  valuesOf,
} from './autosave.ts'
import type { Merger } from './merge.ts'

/** What became of a request that failed. */
export type Failure =
  | { readonly kind: 'silent' }
  | { readonly kind: 'moved'; readonly current: Fields; readonly version: number }
  | { readonly kind: 'refused'; readonly message: string; readonly reasons: Readonly<Record<string, string>> }

/** What a saver leans on: the server, and this machine. */
export interface SaverPorts {
  readonly send: (changes: Fields, version: number) => Promise<{ version: number; savedAt: string }>
  /** Keeps what the server has not heard; null forgets it. */
  readonly keep: (pending: Pending | null) => Promise<void>
  readonly diagnose: (error: unknown) => Failure
}

/** What the page reads of a saver; a new object at each change. */
export interface SaverView {
  readonly state: Autosave
  readonly values: Fields
  readonly status: Status
  readonly isSettled: boolean
  /** Why the last request was refused, in a sentence, when no field could say it. */
  readonly message: string | null
  /** When somebody else's version was last seen on the server. */
  readonly metAt: string | null
}

/** An act was asked for while the fields could not be brought to the server first. */
export class UnsettledError extends Error {
  readonly status: Status

  constructor(status: Status) {
    super(status)
    this.status = status
  }
}

/** Milliseconds; the longest wait holds however long a person types without a pause. */
const pauses = { typing: 800, longest: 2500, keep: 300, firstRetry: 1500, lastRetry: 30_000 }

export type Saver = ReturnType<typeof createSaver>

/** Brings what is typed to the server, soon after the last key, one request at a time, and to this machine even sooner. */
export function createSaver(
  base: Fields,
  version: number,
  ports: SaverPorts,
  mergers: Readonly<Record<string, Merger>> = {},
) {
  let state = start(base, version)
  let message: string | null = null
  let isKept: boolean | null = null
  let metAt: string | null = null
  let view = look()
  const listeners = new Set<() => void>()

  let isBusy = false
  let isDue = false
  let failures = 0
  let firstKey = 0
  let typingTimer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let keeping: Promise<void> = Promise.resolve()

  function look(): SaverView {
    const status = statusOf(state)
    return {
      state,
      values: valuesOf(state),
      // « Conservé sur ce poste » is only said when it is.
      status: status === 'offline' && isKept === false ? 'error' : status,
      isSettled: isSettled(state),
      message,
      metAt,
    }
  }

  function set(next: Autosave): void {
    state = next
    if (isSettled(state)) keepNow()
    else keepTimer ??= setTimeout(keepNow, pauses.keep)
    tell()
  }

  function tell(): void {
    view = look()
    for (const listener of listeners) listener()
  }

  function keepNow(): void {
    clearTimeout(keepTimer)
    keepTimer = undefined
    keeping = keeping
      .then(() => ports.keep(pendingDraft(state)))
      .then(
        () => noteKept(true),
        () => noteKept(false),
      )
  }

  function noteKept(kept: boolean): void {
    if (kept === isKept) return
    isKept = kept
    tell()
  }

  async function pump(): Promise<void> {
    clearTimeout(typingTimer)
    firstKey = 0
    if (isBusy) {
      isDue = true
      return
    }
    const next = depart(state)
    if (next === state || !next.flight) return
    isBusy = true
    isDue = false
    set(next)
    try {
      const saved = await ports.send(next.flight, next.version)
      failures = 0
      message = null
      set(arrive(state, saved))
    } catch (error) {
      fail(error)
    } finally {
      isBusy = false
    }
    if (state.link !== 'heard') isDue = false
    else if (isDue) void pump()
  }

  function fail(error: unknown): Failure {
    const failure = ports.diagnose(error)
    failures += 1
    if (failure.kind === 'moved') {
      metAt = new Date().toISOString()
      set(meet(state, failure.current, failure.version, mergers))
      // Somebody else is writing too: at once the first times, then less and less insistently.
      if (failures < 4) isDue = true
      else retryLater()
    } else if (failure.kind === 'silent') {
      set(lose(state))
      retryLater()
    } else {
      message = failure.message
      set(refuseFields(state, failure.reasons))
      if (state.link === 'heard') isDue = true
    }
    return failure
  }

  function retryLater(): void {
    clearTimeout(retryTimer)
    const pause = Math.min(pauses.lastRetry, pauses.firstRetry * 2 ** Math.min(failures - 1, 6))
    retryTimer = setTimeout(() => void pump(), pause)
  }

  /** Resolves once nothing more can be done now: true when the server has everything. */
  function settle(): Promise<boolean> {
    clearTimeout(retryTimer)
    void pump()
    return new Promise((done) => {
      const check = () => {
        const isMoving =
          isBusy || isDue || (state.link === 'heard' && Object.keys(sendable(state)).length > 0)
        if (isMoving && !isSettled(state)) return
        if (isBusy) return
        listeners.delete(later)
        done(isSettled(state))
      }
      // After the pump has put its tools away.
      const later = () => queueMicrotask(() => setTimeout(check))
      listeners.add(later)
      later()
    })
  }

  return {
    read: () => view,

    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    /** Something was typed; a choice is made at once, a text when the fingers rest. */
    edit(changes: Fields, pace: 'typing' | 'at once' = 'typing'): void {
      set(edit(state, changes))
      message = null
      clearTimeout(typingTimer)
      if (state.link === 'silent') return
      if (pace === 'at once') return void pump()
      firstKey ||= Date.now()
      const left = firstKey + pauses.longest - Date.now()
      typingTimer = setTimeout(() => void pump(), Math.max(0, Math.min(pauses.typing, left)))
    },

    /** Leaving a field, or a page that goes out of sight. */
    flush(): void {
      if (keepTimer) keepNow()
      if (state.link !== 'silent') void pump()
    },

    /** The network is back, or a person asks for another try. */
    retry(): void {
      clearTimeout(retryTimer)
      void pump()
    },

    settle,

    /**
     * Does something that moves the version (attach, finalise), once every field is saved, and never beside another request.
     * @throws UnsettledError when the fields cannot be saved first, or what `run` throws
     */
    async perform<Done extends { version: number; savedAt?: string }>(
      run: (version: number) => Promise<Done>,
    ): Promise<Done> {
      for (let left = 3; ; left--) {
        if (!(await settle())) throw new UnsettledError(view.status)
        isBusy = true
        try {
          const done = await run(state.version)
          set(arrive(state, { version: done.version, savedAt: done.savedAt ?? state.savedAt ?? '' }))
          return done
        } catch (error) {
          const failure = ports.diagnose(error)
          if (failure.kind !== 'moved' || left === 0) throw error
          metAt = new Date().toISOString()
          set(meet(state, failure.current, failure.version, mergers))
        } finally {
          isBusy = false
          if (isDue) void pump()
        }
      }
    },

    /** The record was read again. */
    refresh(current: Fields, now: number): void {
      if (!isBusy && now > state.version) set(meet(state, current, now, mergers))
    },

    /** Someone chose between two versions. */
    resolve(choice: Readonly<Record<string, Side>>): void {
      set(resolve(state, choice))
      void pump()
    },

    /** Brings back what waited on this machine; false when there is work of this page's own to finish first. */
    recover(pending: Pending): boolean {
      if (isBusy || !isSettled(state)) return false
      set(recover(state, pending, mergers))
      void pump()
      return true
    },

    /** Kept on this machine, as it is now, once the promise is. */
    async keep(): Promise<void> {
      keepNow()
      await keeping
    },

    /** No more tries by itself. What is pending stays on this machine. */
    async stop(): Promise<void> {
      clearTimeout(typingTimer)
      clearTimeout(retryTimer)
      if (keepTimer) keepNow()
      await keeping
    },
  }
}
