import type { LinkVisit } from '#kernel/link/door.server.ts'
import type { PublicAnswer, PublicCall } from '#kernel/public/public.server.ts'
import { show } from '#kernel/public/public.server.ts'
import type { ViewName, ViewProps } from '#kernel/public/render.server.ts'
import { localeOf } from '../survey/form.server.ts'
import type { Locale } from '../survey/shape.ts'
import { type Speech, speechOf, tagOf } from '../survey/speech/speech.ts'
import { type Held, readHeld } from './respond.server.ts'

/** One request of somebody who answers: what they asked, the answer they hold, and the language in which they read. */
export interface Turn {
  readonly call: PublicCall
  readonly response: Held
  readonly locale: Locale | undefined
  readonly speech: Speech
  /** The address of another page of the same link, in the same language. */
  readonly at: (part?: string, more?: Readonly<Record<string, string>>) => string
}

/** Opens a turn; nothing for whoever was taken out of the answer. */
export async function openTurn(call: PublicCall, visit: LinkVisit): Promise<Turn | undefined> {
  const response = await readHeld(call.db, visit, call.isPost)
  if (!response) return undefined
  const locale = localeOf({ ...call.query, ...call.form })
  return {
    call,
    response: { ...response, asked: { ...response.asked, locale } },
    locale,
    speech: speechOf(locale),
    at: (part, more = {}) => {
      const query = new URLSearchParams({ ...(locale && { langue: locale }), ...more }).toString()
      return query ? `${visit.at(part)}?${query}` : visit.at(part)
    },
  }
}

/** Whose answer this is, under every title. */
export const leadOf = ({ response: { target }, speech }: Turn): string =>
  `${target.territory} · ${speech.addresseeOf(target.addressee)}`

/** Whether something may still be written; what stands in the way is told on the first page. */
export const isOpen = ({ state, target }: Held): boolean => state === 'open' && target.status !== 'submitted'

/** A page of the link, in the language of the turn; its window says nothing of the subject. */
export const showIn = <Name extends ViewName>(
  { speech }: Turn,
  view: Name,
  props: ViewProps<Name>,
  options: { readonly status?: number; readonly scripts?: boolean } = {},
): Promise<PublicAnswer> => show(view, props, { title: 'Questionnaire', lang: tagOf(speech), ...options })
