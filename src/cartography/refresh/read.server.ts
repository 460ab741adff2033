import { z } from 'zod'
import { weekdays } from '#kernel/hours/hours.ts'
import { type Fields, textOf, textsOf } from '#kernel/public/public.server.ts'
import { sections, type Typed, type TypedContact } from './form.ts'

/** How many contacts an entry may have, and how many blank ones are offered at a time. */
export const mostContacts = 30
export const spareContacts = 2

const parts = ['person', 'function', 'phone', 'email', 'web', 'visibility'] as const

const raw = (form: Fields, name: string): string => textOf(form, name)?.slice(0, 4000) ?? ''

/** What was typed in the form. */
export function typedIn(form: Fields): Typed {
  const values: Record<string, string | readonly string[]> = {}
  for (const { asks } of sections) {
    for (const { name, kind, of } of asks) {
      const ticked = textsOf(form, name)
      values[name] =
        kind === 'many' ? (of?.codes.filter((code) => ticked.includes(code)) ?? []) : raw(form, name)
    }
  }
  return {
    values,
    hours: raw(form, 'hours') === 'unknown' ? 'unknown' : 'days',
    days: weekdays.map((_, place) => raw(form, `day-${place + 1}`)),
    contacts: contactsIn(form),
    isClosed: raw(form, 'isClosed') === 'yes',
  }
}

/** The contacts that are neither blank nor ticked to be taken away. */
function contactsIn(form: Fields): TypedContact[] {
  const found: TypedContact[] = []
  for (let place = 0; place < mostContacts; place += 1) {
    const part = (name: string) => raw(form, `contact-${place}-${name}`)
    if (part('gone') === 'yes') continue
    const [person, role, phone, email, web] = parts.map(part)
    if (![person, role, phone, email, web].some(Boolean)) continue
    found.push({
      id: part('id'),
      person: person ?? '',
      function: role ?? '',
      phone: phone ?? '',
      email: email ?? '',
      web: web ?? '',
      visibility: part('visibility') === 'public' ? 'public' : 'professionals_only',
    })
  }
  return found
}

const Shown = z.object({
  version: z.number().int(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  hours: z.enum(['unknown', 'days']),
  days: z.array(z.string()),
  contacts: z.array(
    z.object({
      id: z.string(),
      person: z.string(),
      function: z.string(),
      phone: z.string(),
      email: z.string(),
      web: z.string(),
      visibility: z.string(),
    }),
  ),
  isClosed: z.boolean(),
})

/** What the form was filled with when it was shown, and the version of the entry then. */
export type Base = Typed & { readonly version: number }

/** Sent back with the form: what somebody did not touch is not proposed, even if the entry changed in between. */
export function baseIn(form: Fields): Base | undefined {
  try {
    return Shown.parse(JSON.parse(textOf(form, 'base') ?? ''))
  } catch {
    return undefined
  }
}
