import { type Fields, textOf, textsOf } from '#kernel/public/public.server.ts'
import { departement, isDepartement, safeVoicemail, webWorry, webWriter } from '#vocabulary'
import {
  dayGroups,
  dayParts,
  type Letter,
  type LetterHead,
  longestText,
  type Reach,
  reachChannels,
} from './letter.ts'

/** What the form said, or what has to be said again; nothing typed is lost by it. */
export interface Read {
  readonly head: LetterHead
  readonly letter: Letter | undefined
  readonly faults: Readonly<Partial<Record<'text' | 'age' | 'reach', string>>>
}

const chosen = <Code extends string>(
  of: { has: (code: string) => code is Code },
  text: string | undefined,
) => (text !== undefined && of.has(text) ? text : null)

/** Reads the form: only a message without a word, an age that is none, or a call wanted without a number is asked again. */
export function readForm(form: Fields): Read {
  const place = textOf(form, 'departement')
  const age = textOf(form, 'age')
  const isAge = age === undefined || /^\d{1,2}$/.test(age)
  const text = textOf(form, 'text')?.slice(0, longestText)
  const reach = textOf(form, 'call') === 'yes' ? reachOf(form) : null
  const faults = {
    ...(!text && { text: 'Écrivez quelques mots, même très peu.' }),
    ...(!isAge && { age: 'Écrivez l’âge en chiffres, ou laissez la case vide.' }),
    ...(reach === undefined && {
      reach: 'Donnez un numéro ou une adresse, ou choisissez « Non » : vous n’êtes pas obligé.',
    }),
  }
  const years = age !== undefined && isAge ? Number(age) : null
  return {
    head: {
      writer: chosen(webWriter, textOf(form, 'writer')),
      departement:
        place !== undefined && (isDepartement(place) || place === 'abroad')
          ? chosen(departement, place)
          : null,
      // Older than the form knows: said in the words of the letter, and kept there.
      age: years !== null && years <= 25 ? years : null,
      worry: chosen(webWorry, textOf(form, 'worry')),
    },
    letter:
      text && Object.keys(faults).length === 0
        ? { text, place: short(form, 'place'), name: short(form, 'name'), reach: reach ?? null }
        : undefined,
    faults,
  }
}

const short = (form: Fields, name: string, length = 200): string | null =>
  textOf(form, name)?.slice(0, length) ?? null

/** How to reach whoever writes; undefined when they want it and did not say by what. */
function reachOf(form: Fields): Reach | undefined {
  const value = short(form, 'value')
  if (!value) return undefined
  const days = textsOf(form, 'days')
  const hours = textsOf(form, 'hours')
  return {
    channel:
      reachChannels.find((code) => code === textOf(form, 'channel')) ??
      (value.includes('@') ? 'email' : 'phone'),
    value,
    name: short(form, 'name'),
    days: dayGroups.filter(({ code }) => days.includes(code)).flatMap((group) => [...group.days]),
    hours: dayParts.filter(({ code }) => hours.includes(code)).map(({ from, to }) => [from, to]),
    answerers: short(form, 'answerers', 2000),
    voicemail: chosen(safeVoicemail, textOf(form, 'voicemail')) ?? 'none',
    precautions: short(form, 'precautions', 2000),
  }
}
