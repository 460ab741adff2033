import type { Services } from '#kernel/http.server.ts'
import { letterboxOf } from '#kernel/public/letterbox.server.ts'
import { type Dropped, drop } from './drop.server.ts'

const usual = { isProven: true, isFrequent: false }

/** Messages of the public form that nobody has taken yet: the people and what they tell are invented. */
const invented: readonly Dropped[] = [
  {
    ...usual,
    token: 'demonstration 1',
    head: { writer: 'parent', departement: '33', age: 15, worry: 'very' },
    letter: {
      text: 'Ma fille rentre de plus en plus tard, avec des vêtements que je ne lui ai pas achetés. Elle a deux téléphones. Je n’ose pas lui en parler.',
      place: 'Bordeaux, rive droite',
      name: null,
      reach: {
        channel: 'phone',
        value: '06 99 00 00 33',
        name: 'Dominique Exemple',
        days: [1, 2, 3, 4, 5],
        hours: [['12:00', '14:00']],
        answerers: 'Moi seule, à la pause de midi.',
        voicemail: 'appointment',
        precautions: 'Ne rien dire si un homme décroche.',
      },
    },
  },
  {
    ...usual,
    token: 'demonstration 2',
    isProven: false,
    head: { writer: 'friend', departement: null, age: null, worry: 'today' },
    letter: {
      text: 'Ma copine ne répond plus depuis hier. Elle devait voir quelqu’un à l’hôtel et elle avait peur.',
      place: null,
      name: null,
      reach: null,
    },
  },
]

/** Drops them through the slot that visitors use. */
export async function inventLetters({ database, keys }: Pick<Services, 'database' | 'keys'>): Promise<void> {
  const zone = { keys: keys.zone('public'), letterbox: letterboxOf(keys) }
  await database.transaction().execute(async (db) => {
    for (const letter of invented) await drop(db, zone, letter)
  })
}
