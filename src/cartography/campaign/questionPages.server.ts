import { leadTo, type PublicAnswer, textOf } from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { scriptPath } from '../survey/autosave.server.ts'
import { pagesOf } from '../survey/engine.server.ts'
import {
  markOf,
  type PostedPage,
  pageNamed,
  readPage,
  speakField,
  wasFieldOf,
} from '../survey/form.server.ts'
import { neighbourOf, openedSince, questionPage, type Showing } from '../survey/respondent.server.ts'
import { type Held, type Kept, keepPage } from './respond.server.ts'
import { isOpen, leadOf, showIn, type Turn } from './visit.server.ts'

function showingOf(turn: Turn, page: string | undefined): Showing {
  const { response, speech, at } = turn
  const { before } = response
  return {
    asked: response.asked,
    territory: response.place,
    answers: response.answers,
    page,
    action: at('questions'),
    lead: leadOf(turn),
    script: scriptPath,
    ...(before && { lastYear: { name: speech.question.before, answers: before } }),
  }
}

/** A page of the questionnaire: the one that is named, else where the answer stands. */
export async function questions(turn: Turn, page: string | undefined): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  if (!isOpen(response)) return leadTo(at())
  const isSaved = textOf(call.query, 'garde') !== undefined
  const props = await questionPage({
    ...showingOf(turn, page),
    ...(isSaved && { notice: speech.kept.saved }),
  })
  if (!props) return leadTo(at('relecture'))
  return showIn(turn, 'QuestionPage', props, { scripts: true })
}

/** Keeps a page that was sent, and leads on; whatever cannot be kept is shown again beside why. */
export async function keep(turn: Turn): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  const page = pageNamed(response.asked.survey, textOf(call.form, 'page'))
  if (!page) return refuse('malformed')
  const posted = readPage(page, call.form, response.before)
  if (!isOpen(response)) return tooLate(turn, page.name)
  const kept = await keepPage(call.db, response, posted)
  const { pages, faults } = await standing(response, kept, page.name, posted)
  if (posted.act === 'autosave') return keptMeanwhile(kept, posted)
  const now: Turn = { ...turn, response: { ...response, answers: kept.answers } }
  const mustStay = kept.clashes.length > 0 || posted.faults.length > 0
  if (mustStay || (posted.act === 'next' && faults.length > 0)) {
    const props = await questionPage({
      ...showingOf(now, page.name),
      typed: call.form,
      faults,
      clashes: kept.clashes,
      notice: speech.kept.rest,
    })
    if (props) return showIn(turn, 'QuestionPage', props, { status: 422, scripts: true })
  }
  if (posted.act === 'save') {
    const isSpoken = textOf(call.form, speakField) !== undefined
    return leadTo(at(`questions/${page.name}`, isSpoken ? {} : { garde: 'oui' }))
  }
  const opened = posted.act === 'next' ? openedSince(pages, page.name, posted.shown) : []
  if (opened.length > 0) {
    const notice = speech.question.opened(opened.length)
    const props = await questionPage({ ...showingOf(now, page.name), notice })
    if (props) return showIn(turn, 'QuestionPage', props, { scripts: true })
  }
  const next = neighbourOf(pages, page.name, posted.act === 'previous' ? -1 : 1)
  if (!next) return leadTo(at(posted.act === 'previous' ? '' : 'relecture'))
  return leadTo(at(`questions/${next}`))
}

/** What the script of the page is told: what stands now, and what it could not keep. */
function keptMeanwhile(kept: Kept, posted: PostedPage): PublicAnswer {
  // Only for what the page shows as it stands: a mark of what somebody else answered would make it look taken away.
  const was = posted.shown
    .filter((id) => markOf(posted.answers, id) === markOf(kept.answers, id))
    .map((id) => [wasFieldOf(id), markOf(kept.answers, id)] as const)
  const body = JSON.stringify({
    saved: kept.written.length,
    clashes: kept.clashes.map(({ id }) => id),
    faults: posted.faults.map(({ id }) => id),
    was: Object.fromEntries(was),
  })
  return { kind: 'file', type: 'application/json; charset=utf-8', body }
}

/** The pages as they stand once this one is kept, and what is wrong with it. */
async function standing(response: Held, kept: Kept, page: string, posted: PostedPage) {
  const pages = await pagesOf(response.asked, response.place, kept.answers)
  const typed = new Set(posted.faults.map(({ id }) => id))
  const missing = (pages.find(({ name }) => name === page)?.questions ?? []).flatMap(({ id, fault }) =>
    // A question that was not on the page yet is shown before it is missed.
    fault === undefined || typed.has(id) || !posted.shown.includes(id) ? [] : [{ id, page, sentence: fault }],
  )
  return { pages, faults: [...posted.faults, ...missing] }
}

/** Nothing is lost: what comes too late is shown again, beside why it was not kept. */
async function tooLate(turn: Turn, page: string): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  const notice =
    response.state === 'open'
      ? speech.kept.sentMeanwhile
      : speech.kept.closedMeanwhile(response.target.contact)
  const props = await questionPage({ ...showingOf(turn, page), typed: call.form, isUnkept: true, notice })
  if (!props) return leadTo(at())
  return showIn(turn, 'QuestionPage', { ...props, script: undefined }, { status: 409 })
}
