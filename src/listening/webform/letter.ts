import { z } from 'zod'
import { one } from '#kernel/list.ts'
import { departement, safeChannel, safeVoicemail, webWorry, webWriter } from '#vocabulary'

/** Longer than that, it is said by telephone. */
export const longestText = 20_000
const line = z.string().trim().max(200)
const few = z.string().trim().max(2000)

/** How whoever writes may be reached; what is not said is not allowed. */
export const Reach = z.object({
  channel: one(safeChannel),
  value: line.min(1),
  name: line.nullable(),
  days: z.array(z.number().int().min(1).max(7)),
  hours: z.array(z.tuple([z.string(), z.string()])),
  answerers: few.nullable(),
  voicemail: one(safeVoicemail),
  precautions: few.nullable(),
})
export type Reach = z.infer<typeof Reach>

/** What a letter says, sealed as one value. */
export const Letter = z.object({
  text: z.string().trim().min(1).max(longestText),
  place: line.nullable(),
  name: line.nullable(),
  reach: Reach.nullable(),
})
export type Letter = z.infer<typeof Letter>

/** What is plain of a letter: what it is sorted by. */
export const LetterHead = z.object({
  writer: one(webWriter).nullable(),
  departement: one(departement).nullable(),
  age: z.number().int().min(0).max(25).nullable(),
  worry: one(webWorry).nullable(),
})
export type LetterHead = z.infer<typeof LetterHead>

/** Parts of the day that may be ticked, in the time of whoever writes. */
export const dayParts = [
  { code: 'morning', label: 'Le matin, de 9 h à 12 h', from: '09:00', to: '12:00' },
  { code: 'noon', label: 'Le midi, de 12 h à 14 h', from: '12:00', to: '14:00' },
  { code: 'afternoon', label: 'L’après-midi, de 14 h à 18 h', from: '14:00', to: '18:00' },
  { code: 'evening', label: 'Le soir, de 18 h à 21 h', from: '18:00', to: '21:00' },
] as const

export const dayGroups = [
  { code: 'week', label: 'Du lundi au vendredi', days: [1, 2, 3, 4, 5] },
  { code: 'saturday', label: 'Le samedi', days: [6] },
  { code: 'sunday', label: 'Le dimanche', days: [7] },
] as const

/** The ways that may be offered without a meeting. */
export const reachChannels = ['phone', 'landline', 'sms', 'email'] as const
