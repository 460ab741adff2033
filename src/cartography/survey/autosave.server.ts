import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PublicAnswer, PublicPage } from '#kernel/public/public.server.ts'
import { type AnswerClash, markOf, wasFieldOf } from './form.server.ts'
import type { Answers } from './shape.ts'

/** Where the script of the respondents' pages is. */
export const scriptPath = '/questionnaire/saisie.js'

const script = readFileSync(join(import.meta.dirname, 'autosave.js'), 'utf8')

/** The script that saves while somebody writes; the pages do without it. */
export const scriptPage: PublicPage = {
  path: scriptPath,
  run: async () => ({ kind: 'file', type: 'text/javascript; charset=utf-8', body: script }),
}

interface Saved {
  /** What is stored now. */
  readonly answers: Answers
  readonly written: readonly string[]
  readonly clashes: readonly AnswerClash[]
  readonly faults: readonly unknown[]
  /** The wall clock: `14:32`. */
  readonly at: string
}

/** What the script is told: the new marks of what was written, and whether something waits for the person. */
export function autosaveAnswer({ answers, written, clashes, faults, at }: Saved): PublicAnswer {
  const was = Object.fromEntries(written.map((id) => [wasFieldOf(id), markOf(answers, id)]))
  const waits =
    clashes.length > 0
      ? 'Quelqu’un d’autre a répondu autrement à une question\u00a0: vous choisirez en continuant.'
      : faults.length > 0
        ? `Enregistré à ${at}, sauf une réponse à revoir.`
        : ''
  return {
    kind: 'file',
    type: 'application/json; charset=utf-8',
    body: JSON.stringify({ at, was, sentence: waits }),
  }
}
