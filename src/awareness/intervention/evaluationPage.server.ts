import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import {
  type Fields,
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { Throttle } from '#kernel/throttle.server.ts'
import type { EvaluationMoment, EvaluationQuestion } from '#vocabulary'
import { codeIn, digestOf, questionsOf } from './evaluation.server.ts'

const title = 'Votre évaluation d’une intervention'
const longest = 2000
/** A whole room answers behind one router: only codes that open nothing count. */
const throttle = new Throttle({ free: 60, longest: 600 })

interface Asked {
  readonly title: string
  readonly moment: EvaluationMoment
}

async function askedBy(db: Db, code: string): Promise<Asked | undefined> {
  const { rows } = await sql<Asked>`select title, moment from evaluation_title(${code})`.execute(db)
  return rows[0]
}

function demandPace({ address }: PublicCall): void {
  const wait = throttle.waitOf(address)
  if (wait > 0) refuse('too_many_links', { wait })
}

const askCode = (refused?: string): Promise<PublicAnswer> =>
  show('EvaluationCode', refused === undefined ? {} : { refused }, {
    title,
    status: refused === undefined ? 200 : 404,
  })

/** Where the code shown in the room is typed. */
async function door(call: PublicCall): Promise<PublicAnswer> {
  if (!call.isPost) return askCode()
  demandPace(call)
  const typed = textOf(call.form, 'code')?.slice(0, 64) ?? ''
  const code = codeIn(typed)
  if (await askedBy(call.db, code)) return leadTo(`/evaluation/${encodeURIComponent(code)}`)
  throttle.failed(call.address)
  return askCode(typed)
}

/** What was chosen: a question that was left aside is not there. */
function pointsIn(form: Fields, questions: readonly EvaluationQuestion[]): Record<string, number> {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const given = Number(textOf(form, question))
      return Number.isInteger(given) && given >= 1 && given <= 5 ? [[question, given]] : []
    }),
  )
}

/** The form that the code opens: nothing asks who answers, and nothing that is kept tells it. */
async function answer(call: PublicCall): Promise<PublicAnswer> {
  const { params, form, isPost, db, address } = call
  if (params.code === 'merci') return show('EvaluationThanks', { isDone: true }, { title })
  demandPace(call)
  const code = codeIn(params.code ?? '')
  const asked = await askedBy(db, code)
  if (!asked) {
    throttle.failed(address)
    return askCode((params.code ?? '').slice(0, 64))
  }
  const questions = questionsOf(asked.moment)
  const props = { ...asked, questions, action: `/evaluation/${encodeURIComponent(code)}` }
  // Drawn for this form alone: sending it twice counts once.
  if (!isPost) return show('EvaluationForm', { ...props, form: randomBytes(16).toString('hex') }, { title })
  const sent = textOf(form, 'form')?.slice(0, 64) || randomBytes(16).toString('hex')
  const points = pointsIn(form, questions)
  const words = textOf(form, 'words')?.slice(0, longest)
  if (Object.keys(points).length < questions.length)
    return show(
      'EvaluationForm',
      { ...props, form: sent, given: points, isMissing: true, ...(words && { words }) },
      { title, status: 422 },
    )
  const { rows } = await sql<{ kept: boolean }>`
    select give_evaluation(${code}, ${digestOf(sent)}, ${JSON.stringify(points)}::jsonb, ${words ?? null}) as kept`.execute(
    db,
  )
  // Closed while it was being filled in.
  if (!rows[0]?.kept) return askCode(code)
  return leadTo('/evaluation/merci')
}

/** The pages of anonymous evaluations. */
export const evaluationPages: readonly PublicPage[] = [
  { path: '/evaluation', receives: true, unlisted: true, run: door },
  { path: '/evaluation/:code', receives: true, unlisted: true, run: answer },
]
