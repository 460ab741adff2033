import { Temporal } from 'temporal-polyfill'
import type { Services } from '#kernel/http.server.ts'
import type { Departement } from '#vocabulary'
import type { PracticeFields } from './contract.ts'
import type { PracticeStep } from './steps.ts'
import { addPractice, takeStep } from './write.server.ts'

const today = Temporal.Now.plainDateISO('Europe/Paris')

const blank = {
  departements: [],
  regions: [],
  problems: [],
  partners: null,
  means: null,
  results: null,
  evidence: null,
  contactName: 'Maud Inventée',
  contactRole: 'Cheffe de service',
  contactEmail: 'maud@partenaire.invalid',
  contactPhone: null,
  contactVisibility: 'professionals_only',
  consentBy: 'Maud Inventée',
  consentOn: today.subtract({ months: 5 }).toString(),
  consentScope: 'public',
  reviewOn: today.add({ months: 7 }).toString(),
} as const satisfies Partial<PracticeFields>

interface Invented {
  readonly fields: PracticeFields
  /** What is done to it, each step by one of the two people who keep the practices. */
  readonly steps: readonly (readonly ['writer' | 'reader', PracticeStep])[]
  readonly adoptedBy?: readonly Departement[]
}

const invented: readonly Invented[] = [
  {
    fields: {
      ...blank,
      departements: [],
      regions: [],
      problems: [],
      title: 'Trame d’entretien au retour de fugue',
      done: 'Deux professionnels accueillent le jeune dans la journée, sans reproche, avec une trame courte qu’ils complètent ensemble.',
    },
    steps: [],
  },
  {
    fields: {
      ...blank,
      departements: ['44'],
      regions: [],
      problems: ['runaway', 'coercion_or_threats'],
      title: 'Réunion flash dans les deux jours',
      done: 'Dès qu’un jeune accueilli disparaît, le foyer, la brigade et le service social se parlent vingt minutes, à heure fixe, et décident qui fait quoi.',
      partners: 'Foyer imaginaire, brigade fictive, service éducatif fictif',
      means: 'Une ligne de téléphone à plusieurs et un tour d’astreinte',
      results: 'Les partenaires disent s’être parlé plus tôt ; rien n’a été mesuré au-delà.',
      evidence: 'Relevé de l’équipe sur un semestre, non publié.',
    },
    steps: [
      ['reader', 'review'],
      ['writer', 'publish_all'],
    ],
    adoptedBy: ['35', '85'],
  },
  {
    fields: {
      ...blank,
      departements: [],
      regions: ['76'],
      problems: ['image_circulation', 'psychological_suffering'],
      title: 'Maraude numérique avec une maison des adolescents',
      done: 'Un binôme répond chaque soir sur les réseaux où se trouvent les jeunes, sous son nom de service, et propose un rendez-vous.',
      partners: 'Maison imaginaire des adolescents',
      consentScope: 'professionals_only',
    },
    steps: [
      ['reader', 'review'],
      ['writer', 'publish_professionals'],
    ],
  },
  {
    fields: {
      ...blank,
      departements: ['59', '62'],
      regions: [],
      problems: ['school_disengagement'],
      title: 'Référent nommé dans chaque collège',
      done: 'Un adulte par collège sait à qui parler dehors, et le rencontre deux fois l’an.',
    },
    steps: [
      ['reader', 'review'],
      ['writer', 'publish_professionals'],
      ['reader', 'question'],
    ],
  },
  {
    fields: {
      ...blank,
      departements: ['974'],
      regions: [],
      problems: ['substance_use'],
      title: 'Consultation avancée au foyer',
      done: 'Une soignante tient une permanence au foyer chaque semaine, sans rendez-vous.',
      consentBy: null,
      consentOn: null,
      consentScope: null,
    },
    steps: [['reader', 'review']],
  },
]

/** Invents practices in each of their states. */
export async function inventPractices({
  database,
  keys,
}: Pick<Services, 'database' | 'keys'>): Promise<void> {
  await database.transaction().execute(async (db) => {
    const people = await db
      .selectFrom('account')
      .select(['id', 'role', 'name'])
      .where('demonstration', '=', true)
      .where('role', 'in', ['cartographer', 'coordinator'])
      .orderBy('login')
      .execute()
    const writer = people.find(({ role }) => role === 'cartographer')
    const reader = people.find(({ role }) => role === 'coordinator')
    if (!writer || !reader) return
    // A load that was interrupted after this is not made twice.
    if ((await db.selectFrom('practice').select('id').limit(1).execute()).length > 0) return
    for (const { fields, steps, adoptedBy = [] } of invented) {
      const id = await addPractice(db, keys, writer.id, fields)
      for (const [place, [who, step]] of steps.entries()) {
        const by = who === 'writer' ? writer : reader
        await takeStep(db, keys, { ...by, sessionId: by.id, confined: false }, id, place + 1, step)
      }
      for (const departement of adoptedBy)
        await db
          .insertInto('practice_adoption')
          .values({ practice_id: id, departement, adopted_on: null, note: null, recorded_by: writer.id })
          .execute()
    }
  })
}
