import {
  leadTo,
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { Throttle } from '#kernel/throttle.server.ts'
import { feedbackUsefulness } from '#vocabulary'
import { keepFeedback, titleFor } from './feedback.server.ts'

const longest = 2000
const title = 'Votre avis sur une rencontre'
const throttle = new Throttle({ free: 30, longest: 900 })

function demandPace({ address }: PublicCall): void {
  const wait = throttle.waitOf(address)
  if (wait > 0) refuse('too_many_attempts', { wait })
}

const askCode = (refused?: string): Promise<PublicAnswer> =>
  show('FeedbackCode', refused === undefined ? {} : { refused }, {
    title,
    status: refused === undefined ? 200 : 404,
  })

/** Where a code handed out on paper is typed. */
async function door(call: PublicCall): Promise<PublicAnswer> {
  if (!call.isPost) return askCode()
  demandPace(call)
  const code = textOf(call.form, 'code') ?? ''
  if (await titleFor(call.db, code)) return leadTo(`/avis/${encodeURIComponent(code)}`)
  throttle.failed(call.address)
  return askCode(code.slice(0, 64))
}

/** The form that a code opens, once. */
async function opinion(call: PublicCall): Promise<PublicAnswer> {
  const { params, form, isPost, db, address } = call
  const code = params.code ?? ''
  if (code === 'merci') return show('FeedbackThanks', { isDone: true }, { title })
  demandPace(call)
  const named = await titleFor(db, code)
  if (named === undefined) {
    throttle.failed(address)
    return askCode(code.slice(0, 64))
  }
  const action = `/avis/${encodeURIComponent(code)}`
  if (!isPost) return show('FeedbackForm', { title: named, action }, { title })
  const usefulness = textOf(form, 'usefulness') ?? ''
  const words = textOf(form, 'words')?.slice(0, longest)
  if (!feedbackUsefulness.has(usefulness))
    return show(
      'FeedbackForm',
      { title: named, action, isMissing: true, ...(words && { words }) },
      { title, status: 422 },
    )
  // Somebody used it a moment ago: it opens nothing any more.
  if (!(await keepFeedback(db, code, usefulness, words ?? null))) return askCode(code.slice(0, 64))
  return leadTo('/avis/merci')
}

/** The pages of anonymous opinions. */
export const feedbackPages: readonly PublicPage[] = [
  { path: '/avis', receives: true, run: door },
  { path: '/avis/:code', receives: true, unlisted: true, run: opinion },
]
