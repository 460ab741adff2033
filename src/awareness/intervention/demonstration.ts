import { Temporal } from 'temporal-polyfill'
import type { Audience, AwarenessKind, Departement } from '#vocabulary'

interface InventedIntervention {
  readonly day: string
  readonly from: string
  readonly to: string
  readonly kind: AwarenessKind
  readonly title: string
  readonly organisation: string
  readonly departement: Departement | null
  readonly place: string | null
  /** By sector: expected, then there. */
  readonly people: readonly (readonly [Audience, number, number])[]
  /** How many answered before and after; none when it was not evaluated. */
  readonly evaluated?: readonly [before: number, after: number]
}

/** The eight interventions of the first year; 1 062 professionals in all, and others who are not. */
export const inventedInterventions: readonly InventedIntervention[] = [
  {
    day: '2023-06-08',
    from: '14:00',
    to: '16:30',
    kind: 'conference',
    title: 'Repérer les signes, savoir en parler',
    organisation: 'Département imaginaire des Trois Rives',
    departement: '44',
    place: 'Amphithéâtre imaginaire',
    people: [
      ['child_protection', 180, 196],
      ['education', 40, 35],
      ['health', 20, 18],
    ],
    evaluated: [84, 112],
  },
  {
    day: '2023-09-21',
    from: '09:30',
    to: '16:30',
    kind: 'training_session',
    title: 'Fugues et retours de fugue : que faire la nuit',
    organisation: 'Maison imaginaire des Lilas',
    departement: '13',
    place: 'Salle de formation',
    people: [['child_protection', 40, 38]],
    evaluated: [36, 35],
  },
  {
    day: '2023-10-17',
    from: '17:30',
    to: '19:00',
    kind: 'webinar',
    title: 'Ce que les réseaux changent',
    organisation: 'Réseau imaginaire des infirmières scolaires',
    departement: null,
    place: null,
    people: [
      ['education', 150, 142],
      ['health', 60, 58],
      ['general_public', 0, 24],
    ],
    evaluated: [61, 90],
  },
  {
    day: '2023-11-23',
    from: '09:00',
    to: '17:00',
    kind: 'conference',
    title: 'Journée départementale : agir ensemble',
    organisation: 'Association imaginaire de la Passerelle',
    departement: '59',
    place: 'Centre de congrès imaginaire',
    people: [
      ['mixed', 200, 214],
      ['justice_police', 30, 32],
    ],
    evaluated: [120, 131],
  },
  {
    day: '2024-01-16',
    from: '14:00',
    to: '17:00',
    kind: 'workshop',
    title: 'Recueillir une parole sans la presser',
    organisation: 'Tribunal fictif',
    departement: '75',
    place: 'Salle B',
    people: [['justice_police', 45, 47]],
    evaluated: [41, 44],
  },
  {
    day: '2024-02-06',
    from: '10:00',
    to: '12:00',
    kind: 'school_intervention',
    title: 'Équipes du collège : repérer et relayer',
    organisation: 'Collège imaginaire des Acacias',
    departement: '69',
    place: 'Salle polyvalente',
    people: [['education', 60, 64]],
  },
  {
    day: '2024-02-29',
    from: '13:30',
    to: '17:00',
    kind: 'training_session',
    title: 'Santé et premiers soins : accueillir et orienter',
    organisation: 'Hôpital imaginaire du Fleuve',
    departement: '33',
    place: 'Institut imaginaire',
    people: [
      ['health', 80, 76],
      ['child_protection', 20, 24],
    ],
    evaluated: [58, 71],
  },
  {
    day: '2024-03-19',
    from: '10:00',
    to: '18:00',
    kind: 'stand',
    title: 'Salon des métiers du social',
    organisation: 'Salon imaginaire du travail social',
    departement: '35',
    place: 'Hall 2',
    people: [
      ['mixed', 100, 118],
      ['general_public', 200, 230],
    ],
  },
]

/** An instant of the clock of Paris. */
export const at = (day: string, time: string): string =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: time })
    .toInstant()
    .toString()

/** What is planned from a day on, none on a week-end. */
export function interventionsToCome(today: Temporal.PlainDate) {
  const working = (ahead: number) => {
    const day = today.add({ days: ahead })
    return (day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day).toString()
  }
  return [
    {
      kind: 'training_session' as const,
      title: 'Repérer et relayer, pour les veilleurs de nuit',
      organisation: 'Foyer imaginaire du Nuage',
      startsAt: at(working(8), '13:30'),
      endsAt: at(working(8), '17:00'),
      departement: '41' as const,
      place: 'Salle commune',
      audiences: [{ audience: 'child_protection' as const, expected: 22 }],
    },
    {
      kind: 'webinar' as const,
      title: 'Ce que les réseaux changent (2)',
      organisation: 'Réseau imaginaire des infirmières scolaires',
      startsAt: at(working(20), '17:30'),
      endsAt: at(working(20), '19:00'),
      departement: null,
      place: null,
      audiences: [
        { audience: 'education' as const, expected: 120 },
        { audience: 'health' as const, expected: 60 },
      ],
    },
  ]
}

interface InventedRequest {
  readonly reference: string
  readonly audience: Audience
  readonly departement: Departement | null
  readonly expected: number
  readonly words: {
    readonly organisation: string
    readonly name: string
    readonly email: string
    readonly subject: string
  }
}

/** What waits for an answer; addresses of a domain that exists nowhere. */
export const inventedRequests: readonly InventedRequest[] = [
  {
    reference: 'DI-DEM222',
    audience: 'education',
    departement: '31',
    expected: 90,
    words: {
      organisation: 'Lycée imaginaire du Canal',
      name: 'Maud Inventée',
      email: 'maud@lycee.invalid',
      subject: 'Une demi-journée pour les équipes : repérer, en parler, savoir à qui passer le relais.',
    },
  },
  {
    reference: 'DI-DEM333',
    audience: 'health',
    departement: '29',
    expected: 35,
    words: {
      organisation: 'Centre de santé fictif de la Rade',
      name: 'Yann Fictif',
      email: 'yann@sante.invalid',
      subject:
        'Nos soignants rencontrent des situations qui inquiètent et ne savent pas comment les accueillir.',
    },
  },
]
