import { Temporal } from 'temporal-polyfill'
import {
  type ActorKind,
  type Departement,
  departement,
  departements101,
  type WorkingSessionKind,
} from '#vocabulary'

/** The first year of the platform, for which 81 working sessions with 73 actors were published. */
const firstDay = Temporal.PlainDate.from('2023-04-03')
const sessionCount = 81

interface InventedActor {
  readonly name: string
  readonly kind: ActorKind
  readonly departement: Departement | null
}

interface InventedSession {
  readonly kind: WorkingSessionKind
  readonly title: string
  readonly startsAt: string
  readonly endsAt: string
  readonly departement: Departement | null
  /** Places in the list of actors. */
  readonly actors: readonly number[]
}

/** How many actors of each kind are met: 73 in all. */
const shares: readonly (readonly [ActorKind, number])[] = [
  ['departement', 9],
  ['crip', 8],
  ['ase', 8],
  ['departmental_home', 6],
  ['association', 14],
  ['state_service', 5],
  ['justice', 5],
  ['pjj', 4],
  ['police_gendarmerie', 4],
  ['education', 3],
  ['health', 4],
  ['research', 1],
  ['national_body', 1],
  ['company', 1],
]

const names: Readonly<Record<ActorKind, readonly string[]>> = {
  departement: ['Direction enfance-famille fictive'],
  crip: ['Cellule de recueil fictive'],
  ase: ['Service de l’aide à l’enfance fictif'],
  departmental_home: ['Foyer imaginaire'],
  association: [
    'Association du Phare imaginaire',
    'Association de la Passerelle imaginaire',
    'Collectif imaginaire des Trois Rives',
    'Maison imaginaire des Lilas',
  ],
  state_service: ['Délégation fictive de l’État'],
  justice: ['Parquet fictif', 'Tribunal pour enfants fictif'],
  pjj: ['Service éducatif fictif de la PJJ'],
  police_gendarmerie: ['Brigade fictive de protection des familles', 'Compagnie fictive de gendarmerie'],
  education: ['Service social fictif en faveur des élèves'],
  health: ['Maison imaginaire des adolescents', 'Unité d’accueil pédiatrique imaginaire'],
  research: ['Laboratoire imaginaire de recherche sur l’enfance'],
  national_body: ['Fédération nationale imaginaire'],
  company: ['Plateforme imaginaire de location'],
}

const isNational = (kind: ActorKind): boolean => ['research', 'national_body', 'company'].includes(kind)

/** The actors of the demonstration, the same at each run. */
export const inventedActors: readonly InventedActor[] = shares.flatMap(([kind, count], rank) =>
  Array.from({ length: count }, (_, index) => {
    const base = names[kind][index % names[kind].length] ?? kind
    const code = (departements101[(rank * 13 + index * 7) % departements101.length] ?? '75') as Departement
    return isNational(kind)
      ? { name: base, kind, departement: null }
      : { name: `${base} (${departement.label(code)})`, kind, departement: code }
  }),
)

const kinds: readonly WorkingSessionKind[] = [
  'bilateral',
  'bilateral',
  'group',
  'bilateral',
  'site_visit',
  'steering',
]
const titles: Readonly<Record<WorkingSessionKind, string>> = {
  bilateral: 'Entretien',
  group: 'Groupe de travail',
  site_visit: 'Visite',
  steering: 'Comité de pilotage',
}
const subjects = [
  'repérage et circuit des alertes',
  'fugues et retours de fugue',
  'place des foyers',
  'formation des équipes',
  'réponses locales et relais',
  'réseaux et diffusion d’images',
]

/** A working day of the first year: the sessions are spread over it, none on a Saturday or a Sunday. */
function dayOf(index: number): Temporal.PlainDate {
  const day = firstDay.add({ days: Math.floor((index * 362) / sessionCount) + 1 })
  return day.dayOfWeek > 5 ? day.subtract({ days: day.dayOfWeek - 5 }) : day
}

const at = (day: Temporal.PlainDate, time: string): string =>
  day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: time }).toInstant().toString()

/** The 81 working sessions of the first year; every actor is met at least once, some several times. */
export const inventedSessions: readonly InventedSession[] = Array.from(
  { length: sessionCount },
  (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'bilateral'
    const main = index % inventedActors.length
    const beside =
      kind === 'group' || kind === 'steering' ? [(index * 5 + 3) % 73, (index * 11 + 1) % 73] : []
    const start = index % 2 === 0 ? '10:00' : '14:30'
    return {
      kind,
      title: `${titles[kind]} : ${subjects[index % subjects.length]}`,
      startsAt: at(dayOf(index), start),
      endsAt: at(dayOf(index), index % 2 === 0 ? '11:30' : '16:00'),
      departement: inventedActors[main]?.departement ?? null,
      actors: [...new Set([main, ...beside])],
    }
  },
)

/** What is planned from a day on: a series and two meetings, none on a week-end. */
export function meetingsToCome(today: Temporal.PlainDate) {
  const working = (ahead: number) => {
    const day = today.add({ days: ahead })
    return day.dayOfWeek > 5 ? day.add({ days: 8 - day.dayOfWeek }) : day
  }
  const slot = (ahead: number, from: string, to: string) => ({
    startsAt: at(working(ahead), from),
    endsAt: at(working(ahead), to),
  })
  return [
    {
      nature: 'partner_meeting' as const,
      kind: null,
      title: 'Rencontre des partenaires du littoral imaginaire',
      ...slot(6, '14:00', '16:30'),
      departement: '44' as const,
      place: 'Maison imaginaire des Lilas, salle 2',
      agenda: 'Tour de table\nQui fait quoi la nuit\nRelais après une fugue',
      actors: [23, 24, 51],
    },
    {
      nature: 'working_session' as const,
      kind: 'bilateral' as const,
      title: 'Entretien : réponses au questionnaire',
      ...slot(9, '10:00', '11:00'),
      departement: null,
      place: null,
      agenda: 'Ce que disent les réponses\nCe qui manque à l’annuaire',
      actors: [9],
    },
    {
      nature: 'working_session' as const,
      kind: 'steering' as const,
      title: 'Comité de pilotage',
      ...slot(13, '09:30', '12:00'),
      departement: null,
      place: 'Visioconférence',
      agenda: 'État des lieux\nPratiques à publier\nProchaine enquête',
      actors: [45, 71],
      series: { rhythm: 'monthly' as const, count: 4 },
    },
  ]
}
