import type { ParentsInformed, PlaceRole, ReturnOutcome, TransmissionStatus } from '#vocabulary'

/** Days, hours and minutes before now. */
type Ago = readonly [days: number, hours: number, minutes?: number]

/** One alert to one authority, with how far it has come. */
export interface InventedTransmission {
  /** The scene it belongs to. */
  readonly scene: string
  /** The département whose unit receives it. */
  readonly departement: string
  /** The département is that of this place, and not where the minor lives. */
  readonly because?: PlaceRole
  readonly status: TransmissionStatus
  readonly urgent?: boolean
  /** Completes the one before it in the list, of the same scene. */
  readonly completes?: boolean
  readonly submitted?: Ago
  readonly sent?: Ago
  readonly acknowledged?: readonly [by: string, ago: Ago]
  readonly redirected?: readonly [by: string, ago: Ago, why: string]
  readonly returned?: readonly [ago: Ago, remarks: string]
  readonly received?: readonly [by: string, ago: Ago, outcome: ReturnOutcome, note: string]
  readonly appreciation: string
  readonly expectation: string | null
  readonly parents: readonly [ParentsInformed, string | null]
}

/** Alerts of the living desk, in every state that a shift may find; nothing of them was lived. */
export const inventedTransmissions: readonly InventedTransmission[] = [
  {
    scene: 'semblable-1',
    departement: '33',
    status: 'submitted',
    urgent: true,
    submitted: [0, 0, 14],
    appreciation:
      'Les propos de la mère font craindre une emprise. Maëlys est repartie ce matin et n’a pas répondu depuis.',
    expectation: 'Une évaluation rapide, et un contact avec la mère dès aujourd’hui.',
    parents: ['yes', 'La mère est informée et d’accord.'],
  },
  {
    scene: 'fugue-2',
    departement: '94',
    status: 'submitted',
    submitted: [0, 3, 5],
    appreciation:
      'Deux départs de nuit en un mois, avec la même camarade. L’inquiétude du collège est étayée.',
    expectation: 'Une évaluation de la situation d’Aya et de ses conditions de vie.',
    parents: ['to_do', 'L’infirmier scolaire les reçoit demain ; ils le seront à ce moment.'],
  },
  {
    scene: 'tchat',
    departement: '69',
    status: 'returned',
    urgent: true,
    submitted: [0, 6, 0],
    returned: [
      [0, 4, 20],
      'Distinguez ce que Salomé a écrit de ce que vous en pensez, et précisez à quelle heure les secours sont arrivés.',
    ],
    appreciation: 'Salomé a demandé de l’aide elle-même. Les secours sont venus.',
    expectation: 'Une mise à l’abri, et quelqu’un qu’elle puisse revoir.',
    parents: ['no_child_interest', 'Salomé craint qu’un membre de sa famille soit impliqué.'],
  },
  {
    scene: 'corse',
    departement: '2A',
    status: 'draft',
    appreciation: 'Hugo est menacé en ligne ; son père le soutient.',
    expectation: null,
    parents: ['yes', null],
  },
  {
    scene: 'fugue-1',
    departement: '75',
    status: 'acknowledged',
    submitted: [5, 6],
    sent: [5, 4],
    acknowledged: ['Maud Factice', [5, 1]],
    appreciation: 'Deux nuits dehors à treize ans : la mère demande de l’aide et la recevra bien.',
    expectation: 'Une évaluation, en lien avec l’aide éducative à domicile.',
    parents: ['yes', 'La mère est à l’origine de l’appel.'],
  },
  {
    scene: 'fugue-1',
    departement: '94',
    because: 'runaway',
    status: 'redirected',
    submitted: [5, 6],
    sent: [5, 4],
    redirected: [
      'Théo Maquette',
      [4, 2],
      'L’amie chez qui elle était vit à Créteil, mais Thaïs est suivie à Paris.',
    ],
    appreciation: 'Deux nuits dehors à treize ans : le lieu de fugue est à confirmer.',
    expectation: 'Savoir si le lieu est connu de vos services.',
    parents: ['yes', 'La mère est à l’origine de l’appel.'],
  },
  {
    scene: 'dormante',
    departement: '13',
    status: 'acknowledged',
    submitted: [87, 8],
    sent: [87, 2],
    acknowledged: ['Swann Exemple', [86, 5]],
    appreciation: 'La personne qui appelle décrit un changement d’entourage rapide et des absences la nuit.',
    expectation: 'Une évaluation, même à partir de peu d’éléments.',
    parents: ['no_unreachable', 'Aucune coordonnée n’a été donnée.'],
  },
  {
    scene: 'close',
    departement: '93',
    status: 'return_received',
    urgent: true,
    submitted: [74, 5, 20],
    sent: [74, 5],
    acknowledged: ['Irène Décor', [74, 4]],
    received: [
      'Irène Décor',
      [41, 3],
      'judicial_referral',
      'Le juge des enfants est saisi ; Assia est à l’abri.',
    ],
    appreciation: 'En fugue depuis trois jours, dans un lieu inconnu : le danger est immédiat.',
    expectation: 'Une recherche sans délai, et une mise à l’abri.',
    parents: ['no_unreachable', 'Le service gardien les informe.'],
  },
  {
    scene: 'attente',
    departement: '68',
    status: 'return_overdue',
    submitted: [117, 22],
    sent: [117, 20],
    acknowledged: ['Claude Exemple', [117, 2]],
    appreciation:
      'Un second téléphone, de l’argent, une nuit dehors : ces signes réunis appellent une évaluation.',
    expectation: 'Une évaluation en lien avec l’AEMO en place.',
    parents: ['yes', 'La mère est informée ; le père ne vit pas au domicile.'],
  },
  {
    scene: 'attente',
    departement: '68',
    status: 'validated',
    completes: true,
    submitted: [0, 1, 30],
    sent: [0, 0, 6],
    appreciation: 'Les messages reçus depuis renforcent la crainte d’une emprise.',
    expectation: 'Que la mère soit contactée, et savoir où en est l’évaluation.',
    parents: ['yes', null],
  },
]
