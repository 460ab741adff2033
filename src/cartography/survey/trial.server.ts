import { z } from 'zod'
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
import { type Keyring, UnsealError } from '#kernel/seal.server.ts'
import { answersInWords } from './columns.ts'
import { answersAsked, examine, validatePage } from './engine.server.ts'
import { layOver, localeOf, pageNamed, readPage } from './form.server.ts'
import { versionToAsk } from './queries.server.ts'
import { neighbourOf, openedSince, questionPage } from './respondent.server.ts'
import type { Answers } from './shape.ts'
import { speechOf, tagOf } from './speech/speech.ts'

const hours = 4
const place = { table: 'survey_version', column: 'trial', row: 'trial' } as const

const Trial = z.object({ id: z.uuid(), departement: z.string().nullable(), until: z.number() })

/** The address of a trial: sealed for the public pages, which read it and keep nothing. */
export function trialPath(keys: Keyring, id: string, departement: string | null): string {
  const text = JSON.stringify({ id, departement, until: Date.now() + hours * 3_600_000 })
  return `/essai/${keys.zone('public').sealAlone(place, text).toString('base64url')}`
}

function openTrial(keys: Keyring, token: string): z.output<typeof Trial> {
  try {
    const trial = Trial.parse(JSON.parse(keys.unsealAlone(place, Buffer.from(token, 'base64url'))))
    return trial.until > Date.now() ? trial : refuse('not_found')
  } catch (error) {
    if (error instanceof UnsealError || error instanceof z.ZodError || error instanceof SyntaxError)
      return refuse('not_found')
    throw error
  }
}

const Answer = z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.string())])
const Held = z.record(z.string(), Answer)

/** What was answered on the other pages of the trial travels in the form: nothing of it is stored anywhere. */
function heldIn(form: Fields): Answers {
  try {
    return Held.parse(JSON.parse(textOf(form, 'essai') ?? '{}'))
  } catch {
    return {}
  }
}

async function tryOut(call: PublicCall): Promise<PublicAnswer> {
  const { params, form, isPost, db, keys } = call
  const trial = openTrial(keys, params['*'] ?? '')
  const version = await versionToAsk(db, trial.id)
  if (!version) return refuse('not_found')
  const locale = localeOf(isPost ? form : call.query)
  const asked = { id: version.status === 'draft' ? null : version.id, survey: version.survey, locale }
  const speech = speechOf(locale)
  const action = `/essai/${params['*']}`
  const title = 'Essai d’un questionnaire'
  const ask = async (
    answers: Answers,
    more: {
      page?: string
      notice?: string
      typed?: Fields
      faults?: Awaited<ReturnType<typeof validatePage>>
    } = {},
  ) => {
    const props = await questionPage({
      asked,
      territory: trial,
      answers,
      action,
      canSave: false,
      lead: `Essai de la version ${version.number}\u00a0: rien n’est enregistré.`,
      hidden: [['essai', JSON.stringify(answers)]],
      ...more,
    })
    if (!props)
      return show(
        'SurveyEnd',
        { title: 'Ce questionnaire ne pose aucune question', lines: [], action },
        { title },
      )
    return show('QuestionPage', props, { title, lang: tagOf(speech) })
  }
  if (!isPost) return ask({})
  if (textOf(form, 'act') === 'restart') return leadTo(action)
  const page = pageNamed(asked.survey, textOf(form, 'page'))
  const held = heldIn(form)
  if (!page) return ask(held)
  const posted = readPage(page, form)
  const { answers } = layOver(held, posted)
  const pages = await examine(asked, trial, answers)
  // Another language was asked for: the same page, said otherwise.
  if (posted.act === 'save') return ask(answers, { page: page.name })
  if (posted.act === 'previous') return ask(answers, { page: neighbourOf(pages, page.name, -1) ?? page.name })
  const found = [...posted.faults, ...(await validatePage(asked, trial, page.name, answers))]
  // A question that was not on the page yet is shown before it is missed.
  const faults = found.filter(
    ({ id }, at) => found.findIndex((each) => each.id === id) === at && posted.shown.includes(id),
  )
  if (faults.length > 0) return ask(answers, { page: page.name, typed: form, faults })
  const opened = openedSince(pages, page.name, posted.shown)
  if (opened.length > 0)
    return ask(answers, { page: page.name, notice: speech.question.opened(opened.length) })
  const next = neighbourOf(pages, page.name, 1)
  if (next) return ask(answers, { page: next })
  const lines = answersInWords(asked.survey, await answersAsked(asked, trial, answers))
  return show('SurveyEnd', { title: 'Fin de l’essai', lines, action }, { title })
}

/** The pages of the respondents, over a version that somebody tries. */
export const trialPage: PublicPage = { path: '/essai/*', receives: true, unlisted: true, run: tryOut }
