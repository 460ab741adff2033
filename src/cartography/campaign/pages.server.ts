import type { LinkPage, LinkVisit } from '#kernel/link/door.server.ts'
import { leadTo, type PublicAnswer, type PublicCall, show, textOf } from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { type CampaignRefusal, campaignRefusal, ofDepartement, questionnaireAddressee } from '#vocabulary'
import { scriptPath } from '../survey/autosave.server.ts'
import { pagesOf, progressIn } from '../survey/engine.server.ts'
import { markOf, pageNamed, readPage, wasFieldOf } from '../survey/form.server.ts'
import {
  localeOf,
  neighbourOf,
  openedNotice,
  openedSince,
  pageToShow,
  questionPage,
  type Showing,
} from '../survey/respondent.server.ts'
import { questionsOf } from '../survey/shape.ts'
import {
  decline,
  faultsOf,
  type Held,
  keepPage,
  noteOpening,
  readHeld,
  reopen,
  submit,
} from './respond.server.ts'
import { reviewOf } from './review.server.ts'
import { dayInWords, instantInWords } from './words.ts'

/** The pages of whoever answers a questionnaire: one link, one answer, several contributors. */
export const surveyPages: LinkPage = async (call, visit) => {
  const response = await readHeld(call.db, visit, call.isPost)
  if (!response) return refuse('not_found')
  const [section = '', page] = visit.part.split('/')
  switch (section) {
    case '':
      return call.isPost ? resume(call, visit, response) : welcome(call, visit, response)
    case 'questions':
      return call.isPost ? keep(call, visit, response) : questions(call, visit, response, page)
    case 'relecture':
      return call.isPost ? sendAnswer(call, visit, response) : review(visit, response)
    case 'reponse':
      return receipt(visit, response)
    case 'refus':
      return call.isPost ? sendRefusal(call, visit, response) : refusal(visit, response)
    default:
      return refuse('not_found')
  }
}

/** Whose answer this is, under every title. */
const leadOf = ({ target }: Held): string =>
  `${target.territory} · ${questionnaireAddressee.label(target.addressee)}`

const windowTitle = 'Questionnaire'

async function welcome({ db }: PublicCall, visit: LinkVisit, response: Held): Promise<PublicAnswer> {
  await noteOpening(db, response)
  const { target, asked, place, answers, people, holder, state } = response
  const progress = progressIn(await pagesOf(asked, place, answers))
  const others = people.filter(({ id, removed_at }) => id !== holder.id && removed_at === null)
  return show(
    'SurveyWelcome',
    {
      title: typeof asked.survey.title === 'string' ? asked.survey.title : asked.survey.title.default,
      lead: leadOf(response),
      holder: holder.name,
      others: others.map(({ name, job }) => (job ? `${name}, ${job}` : name)),
      purpose: target.purpose,
      readers: target.readers,
      contact: target.contact,
      minutes: target.minutes,
      closesOn: dayInWords(target.closes_on),
      state,
      status: target.status,
      submittedAt: target.submitted_at && instantInWords(target.submitted_at),
      refusal: target.refusal && campaignRefusal.label(target.refusal),
      answered: progress.answered,
      asked: progress.asked,
      hasBefore: response.before !== undefined,
      links: {
        questions: visit.at('questions'),
        review: visit.at('relecture'),
        receipt: visit.at('reponse'),
        refusal: visit.at('refus'),
        here: visit.at(),
      },
    },
    { title: windowTitle },
  )
}

/** Whether something may still be written; what stands in the way is told on the first page. */
const isOpen = ({ state, target }: Held): boolean => state === 'open' && target.status !== 'submitted'

async function resume({ db }: PublicCall, visit: LinkVisit, response: Held): Promise<PublicAnswer> {
  const { state, target, holder } = response
  const isSettled = target.status === 'submitted' || target.status === 'declined'
  if (state === 'open' && isSettled) await reopen(db, target.id, { personId: holder.id })
  return leadTo(visit.at(state === 'open' ? 'questions' : ''))
}

function showingOf(call: PublicCall, visit: LinkVisit, response: Held, page: string | undefined): Showing {
  const before = response.before
  return {
    asked: response.asked,
    territory: response.place,
    answers: response.answers,
    page,
    action: visit.at('questions'),
    lead: leadOf(response),
    locale: localeOf(call.isPost ? call.form : call.query),
    script: scriptPath,
    ...(before && { lastYear: { name: 'La dernière fois', answers: before } }),
  }
}

async function questions(
  call: PublicCall,
  visit: LinkVisit,
  response: Held,
  page: string | undefined,
): Promise<PublicAnswer> {
  if (!isOpen(response)) return leadTo(visit.at())
  const isSaved = textOf(call.query, 'garde') !== undefined
  const notice = isSaved
    ? { notice: 'Vos réponses sont gardées. Ce lien vous y ramènera, sur n’importe quel appareil.' }
    : {}
  const props = await questionPage({ ...showingOf(call, visit, response, page), ...notice })
  if (!props) return leadTo(visit.at('relecture'))
  return show('QuestionPage', props, { title: windowTitle, scripts: true })
}

async function keep(call: PublicCall, visit: LinkVisit, response: Held): Promise<PublicAnswer> {
  const page = pageNamed(response.asked.survey, textOf(call.form, 'page'))
  if (!page) return refuse('malformed')
  const posted = readPage(page, call.form, response.before)
  // Nothing is lost: what comes too late is shown again, beside why it was not kept.
  if (!isOpen(response)) return tooLate(call, visit, response, page.name)
  const kept = await keepPage(call.db, response, posted)
  const { pages, faults } = await standing(response, kept, page.name, posted)
  if (posted.act === 'autosave') {
    const clashing = new Set([...kept.clashes, ...posted.faults].map(({ id }) => id))
    const was = posted.shown
      .filter((id) => !clashing.has(id))
      .map((id) => [wasFieldOf(id), markOf(kept.answers, id)] as const)
    const body = JSON.stringify({
      saved: kept.written.length,
      clashes: kept.clashes.map(({ id }) => id),
      was: Object.fromEntries(was),
    })
    return { kind: 'file', type: 'application/json; charset=utf-8', body }
  }
  const mustStay = kept.clashes.length > 0 || posted.faults.length > 0
  if (mustStay || (posted.act === 'next' && faults.length > 0)) {
    const again = { ...response, answers: kept.answers }
    const props = await questionPage({
      ...showingOf(call, visit, again, page.name),
      typed: call.form,
      faults,
      clashes: kept.clashes,
      notice: 'Le reste de cette page est gardé.',
    })
    if (props) return show('QuestionPage', props, { title: windowTitle, status: 422, scripts: true })
  }
  if (posted.act === 'save') return leadTo(`${visit.at(`questions/${page.name}`)}?garde=oui`)
  const opened = posted.act === 'next' ? openedSince(pages, page.name, posted.shown) : []
  if (opened.length > 0) {
    const longer = { ...response, answers: kept.answers }
    const notice = openedNotice(opened)
    const props = await questionPage({ ...showingOf(call, visit, longer, page.name), notice })
    if (props) return show('QuestionPage', props, { title: windowTitle, scripts: true })
  }
  const next = neighbourOf(pages, page.name, posted.act === 'previous' ? -1 : 1)
  const locale = localeOf(call.form)
  if (!next) return leadTo(visit.at(posted.act === 'previous' ? '' : 'relecture'))
  return leadTo(`${visit.at(`questions/${next}`)}${locale ? `?langue=${locale}` : ''}`)
}

/** The pages as they stand once this one is kept, and what is wrong with it. */
async function standing(
  response: Held,
  kept: { readonly answers: Held['answers'] },
  page: string,
  posted: ReturnType<typeof readPage>,
) {
  const pages = await pagesOf(response.asked, response.place, kept.answers)
  const typed = new Set(posted.faults.map(({ id }) => id))
  const missing = (pages.find(({ name }) => name === page)?.questions ?? []).flatMap(({ id, fault }) =>
    // A question that was not on the page yet is shown before it is missed.
    fault === undefined || typed.has(id) || !posted.shown.includes(id) ? [] : [{ id, page, sentence: fault }],
  )
  return { pages, faults: [...posted.faults, ...missing] }
}

async function tooLate(
  call: PublicCall,
  visit: LinkVisit,
  response: Held,
  page: string,
): Promise<PublicAnswer> {
  const notice =
    response.state === 'open'
      ? 'Cette réponse a été envoyée entre-temps : ce que vous venez d’écrire n’est pas gardé. Copiez-le, puis rouvrez la réponse depuis la première page.'
      : `Cette campagne est close : ce que vous venez d’écrire n’est pas gardé. Copiez-le et adressez-le à : ${response.target.contact}`
  const props = await questionPage({ ...showingOf(call, visit, response, page), typed: call.form, notice })
  if (!props) return leadTo(visit.at())
  return show('QuestionPage', props, { title: windowTitle, status: 409 })
}

async function review(
  visit: LinkVisit,
  response: Held,
  said?: { readonly fault: string; readonly typed: string },
): Promise<PublicAnswer> {
  if (!isOpen(response)) return leadTo(visit.at())
  const { asked, place, answers } = response
  const faults = await faultsOf(response)
  const titles = new Map(
    questionsOf(asked.survey).map(({ name, title }) => [
      name,
      typeof title === 'string' ? title : title.default,
    ]),
  )
  const first = pageToShow(await pagesOf(asked, place, answers), undefined)
  return show(
    'SurveyReview',
    {
      lead: leadOf(response),
      holder: response.holder.name,
      sections: await reviewOf(response, (name) => visit.at(`questions/${name}`)),
      missing: faults.map(({ id, page, sentence }) => ({
        title: titles.get(id) ?? id,
        sentence,
        href: `${visit.at(`questions/${page}`)}#${id}`,
      })),
      action: visit.at('relecture'),
      back: visit.at(first ? `questions/${first.name}` : ''),
      fault: said?.fault,
      typed: said?.typed ?? '',
    },
    { title: windowTitle, status: said ? 422 : 200 },
  )
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()

async function sendAnswer({ db, form }: PublicCall, visit: LinkVisit, response: Held): Promise<PublicAnswer> {
  if (response.target.status === 'submitted') return leadTo(visit.at('reponse'))
  if (!isOpen(response)) return leadTo(visit.at())
  const name = textOf(form, 'signataire') ?? ''
  if ((await faultsOf(response)).length > 0)
    return review(visit, response, {
      fault: 'Des réponses nécessaires manquent encore : complétez-les avant d’envoyer.',
      typed: name,
    })
  // In words: whoever sends for an authority has read what they send.
  if (folded(name) !== folded(response.holder.name))
    return review(visit, response, {
      fault: `Écrivez votre nom en toutes lettres, « ${response.holder.name} », pour signer cette réponse.`,
      typed: name,
    })
  await submit(db, response, response.holder.name)
  return leadTo(visit.at('reponse'))
}

async function receipt(visit: LinkVisit, response: Held): Promise<PublicAnswer> {
  const { target, people } = response
  const signatory = people.find(({ id }) => id === target.submitted_by)
  return show(
    'SurveyReceipt',
    {
      lead: leadOf(response),
      campaign: target.campaign,
      place: response.place.departement ? ofDepartement(response.place.departement) : '',
      submittedAt: target.submitted_at && instantInWords(target.submitted_at),
      signatory: signatory?.name ?? '',
      byTelephone: signatory?.account_id != null,
      reference: target.id.slice(-8).toUpperCase(),
      sections: await reviewOf(response),
      canChange: response.state === 'open' && target.status === 'submitted',
      closesOn: dayInWords(target.closes_on),
      back: visit.at(),
      contact: target.contact,
    },
    { title: windowTitle },
  )
}

async function refusal(visit: LinkVisit, response: Held, fault?: string): Promise<PublicAnswer> {
  if (!isOpen(response)) return leadTo(visit.at())
  return show(
    'SurveyRefusal',
    {
      lead: leadOf(response),
      action: visit.at('refus'),
      back: visit.at(),
      reasons: campaignRefusal.codes.map((code) => ({
        code,
        label: campaignRefusal.label(code),
        hint: campaignRefusal.entry(code)?.hint,
      })),
      fault,
    },
    { title: windowTitle, status: fault ? 422 : 200 },
  )
}

async function sendRefusal(
  { db, form }: PublicCall,
  visit: LinkVisit,
  response: Held,
): Promise<PublicAnswer> {
  if (!isOpen(response)) return leadTo(visit.at())
  const reason = textOf(form, 'motif')
  if (!reason || !campaignRefusal.has(reason)) return refusal(visit, response, 'Choisissez un motif.')
  const given = { reason: reason as CampaignRefusal, note: textOf(form, 'precision')?.slice(0, 1000) ?? null }
  await decline(db, response.target.id, given, { personId: response.holder.id })
  return leadTo(visit.at())
}
