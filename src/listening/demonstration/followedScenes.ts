import { educator, mother, type Scene } from './scene.ts'

const reunion = mother('Malika Rideau', '06 39 98 70 31')
const home = educator('Delphine Canevas', '06 39 98 15 62')

/** Situations that have been followed for some time. */
export const followedScenes: readonly Scene[] = [
  {
    ref: 'dormante',
    listener: 2,
    minor: {
      firstName: 'Perrine',
      lastName: 'Conte',
      gender: 'girl',
      age: 16,
      departement: '13',
      known: 'unknown',
      livingPlace: 'mother',
      schoolStatus: 'enrolled_absentee',
    },
    turns: [
      {
        ago: [88, 4],
        caller: { callerProfile: 'undisclosed', callerNameAbsence: 'undisclosed' },
        problems: ['runaway', 'substance_use'],
        signs: ['older_or_new_acquaintances'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['direct_advice'],
        narrative:
          'La personne ne souhaite pas se désigner. Elle voit Perrine changer d’entourage et s’absenter la nuit. Elle a promis de rappeler.',
      },
    ],
    stages: [{ to: 'dormant', ago: [31, 2] }],
  },
  {
    ref: 'close',
    listener: 1,
    minor: {
      firstName: 'Assia',
      lastName: 'Personnage',
      gender: 'girl',
      age: 16,
      departement: '93',
      known: 'yes',
      measures: ['judicial_placement'],
      livingPlace: 'mecs',
      schoolStatus: 'dropped_out',
    },
    turns: [
      {
        ago: [74, 6],
        minutes: 41,
        caller: educator('Karima Esquisse', '06 39 98 33 90'),
        problems: ['runaway', 'psychological_suffering', 'coercion_or_threats'],
        signs: ['hotel_or_rental_trace', 'unexplained_money_or_gifts', 'several_phones_or_numbers'],
        certainty: 'probable',
        danger: 'serious_immediate_danger',
        qualification: 'ip_urgent',
        actions: ['ip_sent', 'prosecutor_report', 'professional_support'],
        narrative:
          'L’éducatrice référente d’Assia appelle alors que celle-ci est en fugue depuis trois jours. Une information préoccupante urgente est transmise et le parquet avisé.',
      },
      {
        ago: [66, 3],
        direction: 'outbound_partner',
        caller: educator('Karima Esquisse', '06 39 98 33 90'),
        problems: ['psychological_suffering'],
        certainty: 'established',
        danger: 'danger',
        actions: ['ase_liaison'],
        narrative:
          'Assia a été retrouvée et mise à l’abri dans un autre département. Elle a demandé à voir son éducatrice.',
      },
    ],
    stages: [
      { to: 'in_follow_up', ago: [74, 5] },
      { to: 'closed', reason: 'protected', ago: [40, 1] },
    ],
    places: [
      {
        role: 'placement',
        departement: '93',
        sinceDays: 400,
        untilDays: 66,
        address: 'Maison d’enfants « Le Décor », inventée pour la démonstration',
      },
      { role: 'placement', departement: '49', sinceDays: 66, address: 'Lieu tenu secret' },
    ],
  },
  {
    ref: 'foyer',
    listener: 0,
    minor: {
      firstName: 'Kenza',
      lastName: 'Légende',
      handles: ['@kenza.legende.59'],
      phones: ['06 39 98 88 12'],
      gender: 'girl',
      age: 15,
      departement: '59',
      known: 'yes',
      measures: ['judicial_placement', 'ip_under_evaluation'],
      livingPlace: 'departmental_home',
      schoolStatus: 'enrolled_absentee',
    },
    note: 'Réunion de coordination prévue avec l’ASE ; préparer la liste des signes relevés depuis le premier contact.',
    turns: [
      {
        ago: [33, 5],
        minutes: 36,
        caller: home,
        problems: ['runaway', 'school_disengagement', 'psychological_suffering'],
        signs: ['short_repeated_runaways', 'unexplained_money_or_gifts'],
        absent: ['debt'],
        certainty: 'suspected',
        danger: 'danger',
        qualification: 'ip',
        actions: ['ip_sent', 'professional_support'],
        narrative:
          'L’éducatrice du foyer décrit des fugues courtes, toujours les mêmes soirs, et des vêtements que Kenza ne peut pas avoir achetés. L’équipe veut garder sa confiance.',
      },
      {
        ago: [20, 2],
        direction: 'callback',
        caller: home,
        problems: ['runaway', 'substance_use'],
        signs: ['short_repeated_runaways', 'vehicles_waiting'],
        danger: 'danger',
        actions: ['ase_liaison'],
        narrative:
          'Rappel comme convenu. Une voiture attend aux abords du foyer les soirs de fugue. La plaque a été transmise à la police.',
      },
      {
        ago: [6, 4],
        caller: home,
        source: 'minor',
        problems: ['coercion_or_threats', 'psychological_suffering'],
        signs: ['statement_by_minor', 'phone_loss_panic'],
        absent: ['substance_use'],
        certainty: 'probable',
        danger: 'serious_immediate_danger',
        qualification: 'ip_complement',
        actions: ['ip_sent', 'local_orientation'],
        narrative:
          'Kenza a parlé à son éducatrice : elle reçoit des menaces si elle ne répond pas. Un complément est transmis à la CRIP et un rendez-vous est pris avec le dispositif spécialisé.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [33, 4] }],
    callbacks: [
      { opensIn: -1, lasts: 4, why: 'Savoir si Kenza s’est rendue au rendez-vous du dispositif spécialisé.' },
    ],
    places: [
      {
        role: 'placement',
        departement: '59',
        sinceDays: 210,
        address: 'Foyer « La Maquette », inventé pour la démonstration',
      },
    ],
  },
  {
    ref: 'attente',
    listener: 0,
    minor: {
      firstName: 'Ondine',
      lastName: 'Théâtre',
      gender: 'girl',
      age: 15,
      departement: '68',
      known: 'yes',
      measures: ['aemo'],
      livingPlace: 'mother',
      schoolStatus: 'enrolled_absentee',
    },
    turns: [
      {
        ago: [118, 4],
        minutes: 44,
        caller: mother('Solange Théâtre', '06 39 98 68 20'),
        problems: ['runaway', 'school_disengagement'],
        signs: ['several_phones_or_numbers', 'unexplained_money_or_gifts'],
        certainty: 'suspected',
        danger: 'danger',
        qualification: 'ip',
        actions: ['ip_sent', 'direct_advice'],
        narrative:
          'La mère d’Ondine a trouvé un second téléphone et de l’argent. Ondine est rentrée seule après une nuit à Mulhouse. Elle veut l’aider sans la surveiller.',
      },
      {
        ago: [2, 5],
        direction: 'callback',
        caller: mother('Solange Théâtre', '06 39 98 68 20'),
        problems: ['runaway', 'coercion_or_threats'],
        signs: ['phone_loss_panic'],
        certainty: 'probable',
        danger: 'danger',
        qualification: 'ip_complement',
        narrative:
          'La mère d’Ondine rappelle : aucun service ne l’a encore contactée. Ondine reçoit des messages qui lui font peur et n’ose plus sortir seule.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [118, 3] }],
  },
  {
    ref: 'outre-mer',
    listener: 0,
    minor: {
      firstName: 'Océane',
      lastName: 'Rideau',
      phones: ['06 39 98 70 90'],
      gender: 'girl',
      age: 14,
      departement: '974',
      known: 'no',
      livingPlace: 'mother',
      schoolStatus: 'enrolled_absentee',
    },
    turns: [
      {
        ago: [9, 3],
        caller: reunion,
        problems: ['psychological_suffering', 'image_circulation'],
        signs: ['intensive_phone_or_networks', 'behaviour_change'],
        certainty: 'risk',
        danger: 'danger',
        actions: ['direct_advice', 'documentation_sent', 'callback_scheduled'],
        narrative:
          'La mère d’Océane a découvert que des images de sa fille circulaient sans son accord. Elle ne l’en a pas blâmée et demande comment faire retirer ces images.',
      },
    ],
    callbacks: [
      {
        opensIn: -29,
        lasts: 3,
        why: 'Vérifier que les images ont été signalées et retirées, parler du dépôt de plainte.',
        precautions: 'Appeler avant 19 h à La Réunion, quand Océane est au collège ou au sport.',
        timeZone: 'Indian/Reunion',
        attempts: [
          { ago: [1, 3], outcome: 'no_answer', note: 'Sonnerie dans le vide, pas de message laissé.' },
        ],
      },
    ],
  },
]
