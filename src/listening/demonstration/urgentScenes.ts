import { mother, type Scene } from './scene.ts'

const bordeaux = mother('Sandrine Fictif', '06 39 98 52 44')

/** Two files that may be one minor, and one night that was dangerous. */
export const urgentScenes: readonly Scene[] = [
  {
    ref: 'semblable-1',
    listener: 0,
    minor: {
      firstName: 'Maëlys',
      lastName: 'Fictif',
      handles: ['@maelys_ftf'],
      phones: ['06 39 98 52 45'],
      gender: 'girl',
      age: 15,
      departement: '33',
      known: 'no',
      livingPlace: 'mother',
      schoolStatus: 'dropped_out',
    },
    turns: [
      {
        ago: [16, 7],
        minutes: 52,
        caller: bordeaux,
        problems: ['school_disengagement', 'runaway', 'family_rupture'],
        signs: ['older_or_new_acquaintances', 'clothing_or_lifestyle_change'],
        certainty: 'suspected',
        danger: 'danger',
        actions: ['direct_advice', 'local_orientation'],
        narrative:
          'La mère de Maëlys s’inquiète d’une relation avec un homme plus âgé, rencontré en ligne. Maëlys ne va plus au lycée depuis un mois.',
      },
      {
        ago: [4, 2],
        direction: 'callback',
        caller: bordeaux,
        problems: ['runaway', 'psychological_suffering'],
        signs: ['travel_other_cities'],
        danger: 'danger',
        actions: ['ip_sent', 'callback_scheduled'],
        narrative:
          'Maëlys est revenue après deux nuits à Toulouse. Sa mère a su l’accueillir sans l’interroger tout de suite.',
      },
    ],
    callbacks: [
      {
        opensIn: 2,
        lasts: 3,
        why: 'Dire à la mère ce que la CRIP a répondu.',
        precautions: 'Demander d’abord si elle est seule.',
      },
    ],
  },
  {
    ref: 'semblable-2',
    listener: 2,
    minor: {
      firstName: 'Maelis',
      phones: ['06 39 98 52 45'],
      isProvisional: true,
      gender: 'girl',
      age: 15,
      departement: '33',
      known: 'unknown',
      livingPlace: 'unknown',
      schoolStatus: 'unknown',
    },
    turns: [
      {
        ago: [2, 6],
        channel: 'chat',
        minutes: 33,
        caller: { callerProfile: 'minor', callerDetail: 'minor_other', callerNameAbsence: 'undisclosed' },
        source: 'minor',
        problems: ['coercion_or_threats', 'debt'],
        signs: ['hotel_or_rental_trace'],
        certainty: 'suspected',
        danger: 'danger',
        actions: ['direct_advice'],
        narrative:
          'Une amie écrit sur le tchat : Maelis lui a dit devoir de l’argent et ne plus pouvoir partir. Elle donne son numéro en demandant que l’on ne dise pas que c’est elle.',
      },
    ],
  },
  {
    ref: 'tchat',
    listener: 0,
    minor: {
      firstName: 'Salomé',
      isProvisional: true,
      gender: 'girl',
      age: 17,
      departement: '69',
      known: 'undisclosed',
      livingPlace: 'hotel_or_rental',
      schoolStatus: 'unknown',
    },
    turns: [
      {
        ago: [1, 4],
        channel: 'chat',
        minutes: 58,
        caller: {
          callerProfile: 'minor',
          callerDetail: 'minor_concerned',
          callerGender: 'woman',
          callerPermissions: ['may_write'],
        },
        source: 'minor',
        problems: ['coercion_or_threats', 'physical_violence_suffered', 'psychological_suffering'],
        signs: ['statement_by_minor', 'injuries_or_marks'],
        certainty: 'established',
        danger: 'serious_immediate_danger',
        qualification: 'first_responder_referral',
        actions: ['emergency_services', 'prosecutor_report'],
        narrative:
          'Salomé écrit depuis une chambre qu’elle n’ose pas quitter. Elle accepte que les secours viennent ; l’échange est tenu jusqu’à leur arrivée. Elle est à l’abri.',
      },
    ],
    callbacks: [
      {
        opensIn: 20,
        lasts: 5,
        whom: 'Service de nuit de l’ASE du Rhône',
        phone: '06 39 98 60 10',
        why: 'Prendre des nouvelles de Salomé et préparer la suite.',
      },
    ],
    places: [
      {
        role: 'exploitation',
        departement: '69',
        sinceDays: 12,
        untilDays: 1,
        address: 'Location de courte durée, adresse transmise aux secours',
      },
    ],
  },
]
