import { useCallback, useEffect, useRef, useState } from 'react'
import { call, OfflineError, RefusalError, sentenceOf } from '#kernel/call.ts'
import type { SaveStatus } from '#kernel/ui/index.ts'
import { SurveyVersion, saveDraft } from './contract.ts'
import type { Edit, Spot } from './edits.ts'
import { mergeDrafts, takeTheirs } from './merge.ts'
import type { Survey } from './shape.ts'

/** What somebody else wrote meanwhile, and the questions that both changed. */
export interface DraftClash {
  readonly now: SurveyVersion
  readonly merged: Survey
  readonly names: readonly string[]
}

const quiet = 900
const deepest = 100

/** A draft that saves itself, can be undone, and meets what others write without losing either side. */
export function useDraft(opened: SurveyVersion) {
  const [survey, setSurvey] = useState<Survey>(opened.content)
  const [past, setPast] = useState<readonly { survey: Survey; at: Spot }[]>([])
  const [at, setAt] = useState<Spot>({ page: 0, question: null })
  const [said, setSaid] = useState('')
  const [state, setState] = useState<SaveStatus>('idle')
  const [savedAt, setSavedAt] = useState<string>()
  const [faults, setFaults] = useState(opened.faults)
  const [sentence, setSentence] = useState('')
  const [clash, setClash] = useState<DraftClash | null>(null)
  const server = useRef({ version: opened.version, content: opened.content })
  const latest = useRef(opened.content)
  const typedAt = useRef(0)
  const running = useRef<Promise<void> | null>(null)

  const send = useCallback(async () => {
    while (latest.current !== server.current.content) {
      const content = latest.current
      setState('saving')
      try {
        const saved = await call(saveDraft, {
          params: { id: opened.id },
          version: server.current.version,
          input: { content },
        })
        server.current = { version: saved.version, content }
        setFaults(saved.faults)
        setSentence('')
        setState('saved')
        setSavedAt(new Date().toISOString())
      } catch (error) {
        const current =
          error instanceof RefusalError && error.code === 'version_conflict' ? error.current : undefined
        const now = SurveyVersion.safeParse(current).data
        if (!now) {
          setState(error instanceof OfflineError ? 'offline' : 'error')
          setSentence(sentenceOf(error))
          return
        }
        const { merged, clashes } = mergeDrafts(server.current.content, latest.current, now.content)
        server.current = { version: now.version, content: now.content }
        if (clashes.length > 0) {
          setState('conflict')
          setClash({ now, merged, names: clashes })
          return
        }
        latest.current = merged
        setSurvey(merged)
        setSaid(`Ce que ${now.changedBy ?? 'une autre personne'} vient d’écrire a été repris.`)
      }
    }
  }, [opened.id])

  const save = useCallback(async () => {
    await running.current
    running.current = send().finally(() => {
      running.current = null
    })
    await running.current
  }, [send])

  useEffect(() => {
    latest.current = survey
    if (survey === server.current.content || clash) return
    const timer = setTimeout(() => void save(), quiet)
    return () => clearTimeout(timer)
  }, [survey, clash, save])

  // What was typed in the last second leaves with the page.
  useEffect(() => () => void save(), [save])

  const write = (next: Survey, to: Spot = at, words = '') => {
    // A sentence being typed is undone as one change, not letter by letter.
    const isTyping = words === '' && to === at && Date.now() - typedAt.current < 1500
    typedAt.current = words === '' ? Date.now() : 0
    if (!isTyping) setPast([...past.slice(-deepest), { survey, at }])
    setSurvey(next)
    setAt(to)
    setSaid(words)
  }
  const edit = ({ survey: next, at: to, said: words }: Edit) =>
    next === survey ? setSaid(words) : write(next, to, words)
  const undo = () => {
    const last = past.at(-1)
    if (!last) return
    setPast(past.slice(0, -1))
    setSurvey(last.survey)
    setAt(last.at)
    setSaid('Dernier changement annulé.')
  }
  /** Ends a meeting of two versions: theirs for the questions named, mine for the rest. */
  const resolve = (theirs: readonly string[]) => {
    if (!clash) return
    const chosen = takeTheirs(clash.merged, clash.now.content, theirs)
    setClash(null)
    setSurvey(chosen)
    setSaid('Les deux versions sont réunies.')
  }
  /** What was written by another way (an imported file) becomes what is here. */
  const take = (content: Survey, version: number, found: typeof faults) => {
    server.current = { version, content }
    latest.current = content
    setPast([...past, { survey, at }])
    setSurvey(content)
    setAt({ page: 0, question: null })
    setFaults(found)
    setSaid('Fichier repris. Annuler remet ce qui était là.')
  }
  return {
    survey,
    at,
    go: setAt,
    said,
    write,
    edit,
    undo: past.length > 0 ? undo : undefined,
    state,
    savedAt,
    sentence,
    faults,
    clash,
    resolve,
    take,
    /** Saves at once, and gives the version to publish or to try. */
    settle: async () => {
      await save()
      if (latest.current === server.current.content) return server.current.version
      const message =
        'Ce brouillon n’est pas enregistré\u00a0: choisissez d’abord ce qui reste, puis recommencez.'
      throw new RefusalError(412, { code: 'version_conflict', message })
    },
  }
}

export type Draft = ReturnType<typeof useDraft>
