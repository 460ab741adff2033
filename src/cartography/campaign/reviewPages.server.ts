import { leadTo, type PublicAnswer, textOf } from '#kernel/public/public.server.ts'
import { type CampaignRefusal, campaignRefusal } from '#vocabulary'
import { pagesOf } from '../survey/engine.server.ts'
import { languagesOf, pageToShow } from '../survey/respondent.server.ts'
import { questionsOf, wordsIn } from '../survey/shape.ts'
import { dayIn, momentIn } from '../survey/speech/speech.ts'
import { decline, faultsOf, submit } from './respond.server.ts'
import { reviewOf } from './review.server.ts'
import { isOpen, leadOf, showIn, type Turn } from './visit.server.ts'

/** Everything that was answered, and what is still missing before one person signs. */
export async function review(
  turn: Turn,
  said?: { readonly fault: string; readonly typed: string },
): Promise<PublicAnswer> {
  const { response, locale, at } = turn
  if (!isOpen(response)) return leadTo(at())
  const { asked, place, answers } = response
  const faults = await faultsOf(response)
  const titles = new Map(questionsOf(asked.survey).map(({ name, title }) => [name, wordsIn(title, locale)]))
  const first = pageToShow(await pagesOf(asked, place, answers), undefined)
  return showIn(
    turn,
    'SurveyReview',
    {
      locale,
      languages: languagesOf(asked),
      lead: leadOf(turn),
      holder: response.holder.name,
      sections: await reviewOf(response, (name) => at(`questions/${name}`)),
      missing: faults.map(({ id, page, sentence }) => ({
        title: titles.get(id) ?? id,
        sentence,
        href: `${at(`questions/${page}`)}#${id}`,
      })),
      action: at('relecture'),
      back: at(first ? `questions/${first.name}` : ''),
      fault: said?.fault,
      typed: said?.typed ?? '',
    },
    { status: said ? 422 : 200 },
  )
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim()

/** Sends the answer under the name of whoever signs it. */
export async function sendAnswer(turn: Turn): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  if (response.target.status === 'submitted') return leadTo(at('reponse'))
  if (!isOpen(response)) return leadTo(at())
  const typed = textOf(call.form, 'signataire') ?? ''
  const { name } = response.holder
  if ((await faultsOf(response)).length > 0) return review(turn, { fault: speech.review.incomplete, typed })
  // In words: whoever sends for an authority has read what they send.
  if (folded(typed) !== folded(name)) return review(turn, { fault: speech.review.unsigned(name), typed })
  await submit(call.db, response, name)
  return leadTo(at('reponse'))
}

/** The copy that respondents keep. */
export async function receipt(turn: Turn): Promise<PublicAnswer> {
  const { response, speech, locale, at } = turn
  const { target, people } = response
  const signatory = people.find(({ id }) => id === target.submitted_by)
  return showIn(turn, 'SurveyReceipt', {
    locale,
    languages: languagesOf(response.asked),
    lead: leadOf(turn),
    campaign: target.campaign,
    submittedAt: target.submitted_at && momentIn(speech, target.submitted_at),
    signatory: signatory?.name ?? '',
    byTelephone: signatory?.account_id != null,
    reference: target.id.slice(-8).toUpperCase(),
    sections: await reviewOf(response),
    canChange: response.state === 'open' && target.status === 'submitted',
    closesOn: dayIn(speech, target.closes_on, 'full'),
    back: at(),
    contact: target.contact,
  })
}

/** Asks why there will be no answer. */
export async function refusal(turn: Turn, fault?: string): Promise<PublicAnswer> {
  const { response, speech, locale, at } = turn
  if (!isOpen(response)) return leadTo(at())
  return showIn(
    turn,
    'SurveyRefusal',
    {
      locale,
      languages: languagesOf(response.asked),
      lead: leadOf(turn),
      action: at('refus'),
      back: at(),
      reasons: campaignRefusal.codes.map((code) => ({
        code,
        label: speech.reasonOf(code),
        hint: speech.reasonHintOf(code),
      })),
      fault,
    },
    { status: fault ? 422 : 200 },
  )
}

/** Notes that there will be no answer: it counts as such, and nobody is reminded again. */
export async function sendRefusal(turn: Turn): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  if (!isOpen(response)) return leadTo(at())
  const reason = textOf(call.form, 'motif')
  if (!reason || !campaignRefusal.has(reason)) return refusal(turn, speech.refusal.choose)
  const note = textOf(call.form, 'precision')?.slice(0, 1000) ?? null
  const by = { personId: response.holder.id }
  await decline(call.db, response.target.id, { reason: reason as CampaignRefusal, note }, by)
  return leadTo(at())
}
