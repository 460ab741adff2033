import { mother, type Scene } from './scene.ts'

/** Situations that have just begun. */
export const freshScenes: readonly Scene[] = [
  {
    ref: 'antilles',
    listener: 1,
    minor: {
      firstName: 'Naomi',
      lastName: 'Songe',
      gender: 'girl',
      age: 16,
      departement: '971',
      known: 'yes',
      measures: ['aemo'],
      livingPlace: 'extended_family_or_third_party',
      schoolStatus: 'enrolled_attending',
    },
    turns: [
      {
        ago: [12, 1],
        caller: {
          callerProfile: 'extended_family_or_entourage',
          callerGender: 'woman',
          callerName: 'Béatrice Songe',
          callerPhone: '06 39 98 11 76',
          callerPermissions: ['may_call_back', 'may_leave_voicemail'],
        },
        problems: ['psychological_suffering', 'family_rupture'],
        signs: ['unexplained_money_or_gifts'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['direct_advice', 'ase_liaison'],
        narrative:
          'La tante de Naomi, qui l’accueille, a trouvé des cadeaux coûteux. Elle souhaite en parler avec l’éducatrice de l’AEMO avant toute autre démarche.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [11, 0] }],
    callbacks: [
      {
        opensIn: -76,
        lasts: 4,
        why: 'Savoir ce que l’éducatrice de l’AEMO propose.',
        timeZone: 'America/Guadeloupe',
      },
    ],
  },
  {
    ref: 'corse',
    listener: 2,
    minor: {
      firstName: 'Hugo',
      lastName: 'Papier',
      gender: 'boy',
      age: 16,
      departement: '2A',
      known: 'no',
      livingPlace: 'both_parents',
      schoolStatus: 'training_or_work',
    },
    turns: [
      {
        ago: [24, 5],
        channel: 'sign_language_relay',
        caller: {
          callerProfile: 'first_circle',
          callerDetail: 'father',
          callerGender: 'man',
          callerName: 'Laurent Papier',
          callerPhone: '06 39 98 27 03',
          callerPermissions: ['may_write'],
        },
        problems: ['psychological_suffering', 'image_circulation'],
        signs: ['intensive_phone_or_networks', 'several_phones_or_numbers'],
        certainty: 'suspected',
        danger: 'danger',
        actions: ['direct_advice', 'documentation_sent'],
        narrative:
          'Le père de Hugo prend contact par le relais en langue des signes. Son fils lui a confié être menacé en ligne ; il veut le soutenir sans le brusquer.',
      },
    ],
  },
  {
    ref: 'fugue-1',
    listener: 0,
    minor: {
      firstName: 'Thaïs',
      lastName: 'Scénario',
      gender: 'girl',
      age: 13,
      departement: '75',
      known: 'yes',
      measures: ['home_educational_aid'],
      livingPlace: 'mother',
      schoolStatus: 'enrolled_absentee',
    },
    turns: [
      {
        ago: [5, 8],
        caller: mother('Florence Scénario', '06 39 98 91 15'),
        problems: ['runaway', 'substance_use', 'school_disengagement'],
        signs: ['short_repeated_runaways', 'older_or_new_acquaintances'],
        certainty: 'risk',
        danger: 'danger',
        qualification: 'ip',
        actions: ['ip_sent', 'direct_advice'],
        narrative:
          'Thaïs, 13 ans, a passé deux nuits dehors avec une amie du collège. Sa mère a prévenu la police et demande comment préparer son retour.',
      },
    ],
    places: [{ role: 'runaway', departement: '94', sinceDays: 7, untilDays: 5, address: null }],
    links: [{ ref: 'fugue-2', kind: 'runaway_companion' }],
  },
  {
    ref: 'fugue-2',
    listener: 1,
    minor: {
      firstName: 'Aya',
      lastName: 'Théâtre',
      gender: 'girl',
      age: 14,
      departement: '94',
      known: 'unknown',
      livingPlace: 'both_parents',
      schoolStatus: 'enrolled_absentee',
    },
    turns: [
      {
        ago: [3, 9],
        caller: {
          callerProfile: 'professional',
          callerSector: 'education',
          callerGender: 'man',
          callerName: 'Olivier Modèle',
          callerPhone: '06 39 98 46 58',
          callerPermissions: ['may_call_back'],
        },
        problems: ['runaway', 'school_disengagement'],
        signs: ['intensive_phone_or_networks'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['professional_support', 'documentation_sent'],
        narrative:
          'Un infirmier scolaire s’inquiète pour Aya, partie deux nuits avec une camarade. Il souhaite savoir comment ouvrir la discussion avec les parents.',
      },
    ],
  },
]
