import { z } from 'zod'
import { newId } from '#kernel/id.ts'
import { leadTo, type PublicAnswer, textOf } from '#kernel/public/public.server.ts'
import { languagesOf } from '../survey/respondent.server.ts'
import { invitationsLeft, standingOf } from './colleague.ts'
import type { Held } from './respond.server.ts'
import { isAwaited } from './state.ts'
import { leadOf, showIn, type Turn } from './visit.server.ts'

/** Whether somebody may ask a colleague to answer with them: while the answer is awaited. */
export const mayInvite = ({ state, target }: Held): boolean => state === 'open' && isAwaited(target.status)

interface Sent {
  readonly name: string
  readonly job: string
  readonly email: string
  readonly faults: readonly { readonly at: 'nom' | 'courriel'; readonly sentence: string }[]
}
const nothing: Sent = { name: '', job: '', email: '', faults: [] }

/** The form by which a contributor invites a colleague, and whom they invited. */
export async function askColleague(turn: Turn, sent: Sent = nothing): Promise<PublicAnswer> {
  const { call, response, speech, locale, at } = turn
  if (!mayInvite(response)) return leadTo(at())
  const { people, holder } = response
  const last = people.find(({ id }) => id === textOf(call.query, 'invite'))
  const isLast = last?.invited_by === holder.id && !call.isPost
  return showIn(
    turn,
    'SurveyColleague',
    {
      locale,
      languages: languagesOf(response.asked),
      lead: leadOf(turn),
      left: invitationsLeft(people, holder.id),
      done: isLast ? speech.colleague.invited(last.name) : undefined,
      action: at('collegue'),
      back: at(),
      ...sent,
    },
    { status: sent.faults.length > 0 ? 422 : 200 },
  )
}

/** Puts down whom a contributor invites; the message with a link of their own leaves by itself. */
export async function inviteColleague(turn: Turn): Promise<PublicAnswer> {
  const { call, response, speech, at } = turn
  if (!mayInvite(response)) return leadTo(at())
  const { people, holder, target } = response
  if (invitationsLeft(people, holder.id) === 0) return askColleague(turn)
  const [name = '', job = '', email = ''] = ['nom', 'fonction', 'courriel'].map((field) =>
    textOf(call.form, field)?.slice(0, 160),
  )
  const words = speech.colleague
  const standing = standingOf(people, email)
  const isAddress = z.email().safeParse(email).success
  const faults: Sent['faults'] = [
    ...(name.length < 2 ? [{ at: 'nom' as const, sentence: words.noName }] : []),
    ...(isAddress ? [] : [{ at: 'courriel' as const, sentence: words.noEmail }]),
    ...(isAddress && standing !== 'new' ? [{ at: 'courriel' as const, sentence: words[standing] }] : []),
  ]
  if (faults.length > 0) return askColleague(turn, { name, job, email, faults })
  const id = newId()
  await call.db
    .insertInto('campaign_person')
    .columns(['id', 'target_id', 'name', 'email', 'job', 'invited_by'])
    .values({ id, target_id: target.id, name, email, job: job || null, invited_by: holder.id })
    .execute()
  return leadTo(at('collegue', { invite: id }))
}
