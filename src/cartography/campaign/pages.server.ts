import type { LinkPage } from '#kernel/link/door.server.ts'
import { leadTo, type PublicAnswer } from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { pagesOf, progressIn } from '../survey/engine.server.ts'
import { languagesOf } from '../survey/respondent.server.ts'
import { wordsIn } from '../survey/shape.ts'
import { dayIn, momentIn } from '../survey/speech/speech.ts'
import { askColleague, inviteColleague, mayInvite } from './colleaguePages.server.ts'
import { keep, questions } from './questionPages.server.ts'
import { noteOpening, reopen } from './respond.server.ts'
import { receipt, refusal, review, sendAnswer, sendRefusal } from './reviewPages.server.ts'
import { leadOf, openTurn, showIn, type Turn } from './visit.server.ts'

/** The pages of whoever answers a questionnaire: one link, one answer, several contributors. */
export const surveyPages: LinkPage = async (call, visit) => {
  const turn = await openTurn(call, visit)
  if (!turn) return refuse('not_found')
  const [section = '', page] = visit.part.split('/')
  switch (section) {
    case '':
      return call.isPost ? resume(turn) : welcome(turn)
    case 'questions':
      return call.isPost ? keep(turn) : questions(turn, page)
    case 'relecture':
      return call.isPost ? sendAnswer(turn) : review(turn)
    case 'reponse':
      return receipt(turn)
    case 'refus':
      return call.isPost ? sendRefusal(turn) : refusal(turn)
    case 'collegue':
      return call.isPost ? inviteColleague(turn) : askColleague(turn)
    default:
      return refuse('not_found')
  }
}

async function welcome(turn: Turn): Promise<PublicAnswer> {
  const { call, response, speech, locale, at } = turn
  await noteOpening(call.db, response)
  const { target, asked, place, answers, people, holder, state } = response
  const progress = progressIn(await pagesOf(asked, place, answers))
  const others = people.filter(({ id, removed_at }) => id !== holder.id && removed_at === null)
  return showIn(turn, 'SurveyWelcome', {
    locale,
    languages: languagesOf(asked),
    title: wordsIn(asked.survey.title, locale),
    lead: leadOf(turn),
    holder: holder.name,
    others: others.map(({ name, job }) => (job ? `${name}, ${job}` : name)),
    purpose: target.purpose,
    readers: target.readers,
    contact: target.contact,
    minutes: target.minutes,
    closesOn: dayIn(speech, target.closes_on, 'full'),
    state,
    status: target.status,
    submittedAt: target.submitted_at && momentIn(speech, target.submitted_at),
    refusal: target.refusal && speech.reasonOf(target.refusal),
    answered: progress.answered,
    asked: progress.asked,
    hasBefore: response.before !== undefined,
    links: {
      questions: at('questions'),
      review: at('relecture'),
      receipt: at('reponse'),
      refusal: at('refus'),
      here: at(),
      colleague: mayInvite(response) ? at('collegue') : undefined,
    },
  })
}

async function resume({ call, response, at }: Turn): Promise<PublicAnswer> {
  const { state, target, holder } = response
  const isSettled = target.status === 'submitted' || target.status === 'declined'
  if (state === 'open' && isSettled) await reopen(call.db, target.id, { personId: holder.id })
  return leadTo(at(state === 'open' ? 'questions' : ''))
}
