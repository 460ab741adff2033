import type { ImportedContact } from '#listening/import/record.server.ts'
import type {
  Action,
  CallbackOutcome,
  ClosingReason,
  Departement,
  Measure,
  MinorGender,
  PlaceRole,
  Problem,
  Sign,
  SituationLink,
  SituationStage,
  Source,
} from '#vocabulary'

/** Days and hours before now. */
type Ago = readonly [number, number]

/** One contact of a scene. */
export interface Turn {
  readonly ago: Ago
  readonly minutes?: number
  readonly channel?: ImportedContact['channel']
  readonly direction?: ImportedContact['direction']
  readonly caller: Partial<Pick<ImportedContact, 'callerProfile' | 'callerDetail' | 'callerSector' | 'callerGender' | 'callerName' | 'callerNameAbsence' | 'callerPhone' | 'callerPermissions'>>
  readonly source?: Source
  readonly problems?: readonly Problem[]
  readonly signs?: readonly Sign[]
  readonly absent?: readonly Problem[]
  readonly certainty?: ImportedContact['certainty']
  readonly danger?: ImportedContact['dangerLevel']
  readonly qualification?: ImportedContact['qualification']
  readonly actions?: readonly Action[]
  readonly narrative: string
}

/** A recent situation, told by hand; everything in it is invented. */
export interface Scene {
  readonly ref: string
  readonly listener: number
  readonly minor: {
    readonly firstName: string
    readonly lastName?: string
    readonly aliases?: readonly string[]
    readonly handles?: readonly string[]
    readonly phones?: readonly string[]
    readonly isProvisional?: boolean
    readonly gender: MinorGender
    readonly age: number | null
    readonly departement: Departement
    readonly known: ImportedContact['knownToChildProtection']
    readonly measures?: readonly Measure[]
    readonly livingPlace: ImportedContact['livingPlace']
    readonly schoolStatus: ImportedContact['schoolStatus']
  }
  readonly note?: string
  readonly turns: readonly Turn[]
  readonly stages?: readonly { readonly to: SituationStage; readonly reason?: ClosingReason; readonly ago: Ago }[]
  readonly callbacks?: readonly {
    /** Hours from now, negative when it is late already. */
    readonly opensIn: number
    readonly lasts: number
    readonly whom?: string
    readonly phone?: string
    readonly why: string
    readonly precautions?: string
    readonly timeZone?: string
    readonly attempts?: readonly { readonly ago: Ago; readonly outcome: CallbackOutcome; readonly note?: string }[]
  }[]
  readonly places?: readonly {
    readonly role: PlaceRole
    readonly departement: Departement
    readonly sinceDays?: number
    readonly untilDays?: number
    readonly address: string | null
  }[]
  readonly links?: readonly { readonly ref: string; readonly kind: SituationLink }[]
}

const mother = (callerName: string, callerPhone: string): Turn['caller'] => ({
  callerProfile: 'first_circle',
  callerDetail: 'mother',
  callerGender: 'woman',
  callerName,
  callerPhone,
  callerPermissions: ['may_call_back'],
})

const educator = (callerName: string, callerPhone: string): Turn['caller'] => ({
  callerProfile: 'professional',
  callerSector: 'child_protection',
  callerGender: 'woman',
  callerName,
  callerPhone,
  callerPermissions: ['may_call_back', 'may_write'],
})

const reunion = mother('Malika Rideau', '06 39 98 70 31')
const home = educator('Delphine Canevas', '06 39 98 15 62')
const bordeaux = mother('Sandrine Fictif', '06 39 98 52 44')

export const scenes: readonly Scene[] = [
  {
    ref: 'dormante',
    listener: 2,
    minor: { firstName: 'Perrine', lastName: 'Conte', gender: 'girl', age: 16, departement: '13', known: 'unknown', livingPlace: 'mother', schoolStatus: 'enrolled_absentee' },
    turns: [
      {
        ago: [88, 4],
        caller: { callerProfile: 'undisclosed', callerNameAbsence: 'undisclosed' },
        problems: ['runaway', 'substance_use'],
        signs: ['older_or_new_acquaintances'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['direct_advice'],
        narrative: 'La personne ne souhaite pas se désigner. Elle voit Perrine changer d’entourage et s’absenter la nuit. Elle a promis de rappeler.',
      },
    ],
    stages: [{ to: 'dormant', ago: [31, 2] }],
  },
  {
    ref: 'close',
    listener: 1,
    minor: { firstName: 'Assia', lastName: 'Personnage', gender: 'girl', age: 16, departement: '93', known: 'yes', measures: ['judicial_placement'], livingPlace: 'mecs', schoolStatus: 'dropped_out' },
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
        narrative: 'L’éducatrice référente d’Assia appelle alors que celle-ci est en fugue depuis trois jours. Une information préoccupante urgente est transmise et le parquet avisé.',
      },
      {
        ago: [66, 3],
        direction: 'outbound_partner',
        caller: educator('Karima Esquisse', '06 39 98 33 90'),
        problems: ['psychological_suffering'],
        certainty: 'established',
        danger: 'danger',
        actions: ['ase_liaison'],
        narrative: 'Assia a été retrouvée et mise à l’abri dans un autre département. Elle a demandé à voir son éducatrice.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [74, 5] }, { to: 'closed', reason: 'protected', ago: [40, 1] }],
    places: [
      { role: 'placement', departement: '93', sinceDays: 400, untilDays: 66, address: 'Maison d’enfants « Le Décor », inventée pour la démonstration' },
      { role: 'placement', departement: '49', sinceDays: 66, address: 'Lieu tenu secret' },
    ],
  },
  {
    ref: 'foyer',
    listener: 0,
    minor: { firstName: 'Kenza', lastName: 'Légende', handles: ['@kenza.legende.59'], phones: ['06 39 98 88 12'], gender: 'girl', age: 15, departement: '59', known: 'yes', measures: ['judicial_placement', 'ip_under_evaluation'], livingPlace: 'departmental_home', schoolStatus: 'enrolled_absentee' },
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
        narrative: 'L’éducatrice du foyer décrit des fugues courtes, toujours les mêmes soirs, et des vêtements que Kenza ne peut pas avoir achetés. L’équipe veut garder sa confiance.',
      },
      {
        ago: [20, 2],
        direction: 'callback',
        caller: home,
        problems: ['runaway', 'substance_use'],
        signs: ['short_repeated_runaways', 'vehicles_waiting'],
        danger: 'danger',
        actions: ['ase_liaison'],
        narrative: 'Rappel comme convenu. Une voiture attend aux abords du foyer les soirs de fugue. La plaque a été transmise à la police.',
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
        narrative: 'Kenza a parlé à son éducatrice : elle reçoit des menaces si elle ne répond pas. Un complément est transmis à la CRIP et un rendez-vous est pris avec le dispositif spécialisé.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [33, 4] }],
    callbacks: [{ opensIn: -1, lasts: 4, why: 'Savoir si Kenza s’est rendue au rendez-vous du dispositif spécialisé.' }],
    places: [{ role: 'placement', departement: '59', sinceDays: 210, address: 'Foyer « La Maquette », inventé pour la démonstration' }],
  },
  {
    ref: 'outre-mer',
    listener: 0,
    minor: { firstName: 'Océane', lastName: 'Rideau', phones: ['06 39 98 70 90'], gender: 'girl', age: 14, departement: '974', known: 'no', livingPlace: 'mother', schoolStatus: 'enrolled_absentee' },
    turns: [
      {
        ago: [9, 3],
        caller: reunion,
        problems: ['psychological_suffering', 'image_circulation'],
        signs: ['intensive_phone_or_networks', 'behaviour_change'],
        certainty: 'risk',
        danger: 'danger',
        actions: ['direct_advice', 'documentation_sent', 'callback_scheduled'],
        narrative: 'La mère d’Océane a découvert que des images de sa fille circulaient sans son accord. Elle ne l’en a pas blâmée et demande comment faire retirer ces images.',
      },
    ],
    callbacks: [
      {
        opensIn: -29,
        lasts: 3,
        why: 'Vérifier que les images ont été signalées et retirées, parler du dépôt de plainte.',
        precautions: 'Appeler avant 19 h à La Réunion, quand Océane est au collège ou au sport.',
        timeZone: 'Indian/Reunion',
        attempts: [{ ago: [1, 3], outcome: 'no_answer', note: 'Sonnerie dans le vide, pas de message laissé.' }],
      },
    ],
  },
  {
    ref: 'semblable-1',
    listener: 0,
    minor: { firstName: 'Maëlys', lastName: 'Fictif', handles: ['@maelys_ftf'], phones: ['06 39 98 52 45'], gender: 'girl', age: 15, departement: '33', known: 'no', livingPlace: 'mother', schoolStatus: 'dropped_out' },
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
        narrative: 'La mère de Maëlys s’inquiète d’une relation avec un homme plus âgé, rencontré en ligne. Maëlys ne va plus au lycée depuis un mois.',
      },
      {
        ago: [4, 2],
        direction: 'callback',
        caller: bordeaux,
        problems: ['runaway', 'psychological_suffering'],
        signs: ['travel_other_cities'],
        danger: 'danger',
        actions: ['ip_sent', 'callback_scheduled'],
        narrative: 'Maëlys est revenue après deux nuits à Toulouse. Sa mère a su l’accueillir sans l’interroger tout de suite.',
      },
    ],
    callbacks: [{ opensIn: 2, lasts: 3, why: 'Dire à la mère ce que la CRIP a répondu.', precautions: 'Demander d’abord si elle est seule.' }],
  },
  {
    ref: 'semblable-2',
    listener: 2,
    minor: { firstName: 'Maelis', phones: ['06 39 98 52 45'], isProvisional: true, gender: 'girl', age: 15, departement: '33', known: 'unknown', livingPlace: 'unknown', schoolStatus: 'unknown' },
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
        narrative: 'Une amie écrit sur le tchat : Maelis lui a dit devoir de l’argent et ne plus pouvoir partir. Elle donne son numéro en demandant que l’on ne dise pas que c’est elle.',
      },
    ],
  },
  {
    ref: 'tchat',
    listener: 0,
    minor: { firstName: 'Salomé', isProvisional: true, gender: 'girl', age: 17, departement: '69', known: 'undisclosed', livingPlace: 'hotel_or_rental', schoolStatus: 'unknown' },
    turns: [
      {
        ago: [1, 4],
        channel: 'chat',
        minutes: 58,
        caller: { callerProfile: 'minor', callerDetail: 'minor_concerned', callerGender: 'woman', callerPermissions: ['may_write'] },
        source: 'minor',
        problems: ['coercion_or_threats', 'physical_violence_suffered', 'psychological_suffering'],
        signs: ['statement_by_minor', 'injuries_or_marks'],
        certainty: 'established',
        danger: 'serious_immediate_danger',
        qualification: 'first_responder_referral',
        actions: ['emergency_services', 'prosecutor_report'],
        narrative: 'Salomé écrit depuis une chambre qu’elle n’ose pas quitter. Elle accepte que les secours viennent ; l’échange est tenu jusqu’à leur arrivée. Elle est à l’abri.',
      },
    ],
    callbacks: [{ opensIn: 20, lasts: 5, whom: 'Service de nuit de l’ASE du Rhône', phone: '06 39 98 60 10', why: 'Prendre des nouvelles de Salomé et préparer la suite.' }],
    places: [{ role: 'exploitation', departement: '69', sinceDays: 12, untilDays: 1, address: 'Location de courte durée, adresse transmise aux secours' }],
  },
  {
    ref: 'antilles',
    listener: 1,
    minor: { firstName: 'Naomi', lastName: 'Songe', gender: 'girl', age: 16, departement: '971', known: 'yes', measures: ['aemo'], livingPlace: 'extended_family_or_third_party', schoolStatus: 'enrolled_attending' },
    turns: [
      {
        ago: [12, 1],
        caller: { callerProfile: 'extended_family_or_entourage', callerGender: 'woman', callerName: 'Béatrice Songe', callerPhone: '06 39 98 11 76', callerPermissions: ['may_call_back', 'may_leave_voicemail'] },
        problems: ['psychological_suffering', 'family_rupture'],
        signs: ['unexplained_money_or_gifts'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['direct_advice', 'ase_liaison'],
        narrative: 'La tante de Naomi, qui l’accueille, a trouvé des cadeaux coûteux. Elle souhaite en parler avec l’éducatrice de l’AEMO avant toute autre démarche.',
      },
    ],
    stages: [{ to: 'in_follow_up', ago: [11, 0] }],
    callbacks: [{ opensIn: -76, lasts: 4, why: 'Savoir ce que l’éducatrice de l’AEMO propose.', timeZone: 'America/Guadeloupe' }],
  },
  {
    ref: 'corse',
    listener: 2,
    minor: { firstName: 'Hugo', lastName: 'Papier', gender: 'boy', age: 16, departement: '2A', known: 'no', livingPlace: 'both_parents', schoolStatus: 'training_or_work' },
    turns: [
      {
        ago: [24, 5],
        channel: 'sign_language_relay',
        caller: { callerProfile: 'first_circle', callerDetail: 'father', callerGender: 'man', callerName: 'Laurent Papier', callerPhone: '06 39 98 27 03', callerPermissions: ['may_write'] },
        problems: ['psychological_suffering', 'image_circulation'],
        signs: ['intensive_phone_or_networks', 'several_phones_or_numbers'],
        certainty: 'suspected',
        danger: 'danger',
        actions: ['direct_advice', 'documentation_sent'],
        narrative: 'Le père de Hugo prend contact par le relais en langue des signes. Son fils lui a confié être menacé en ligne ; il veut le soutenir sans le brusquer.',
      },
    ],
  },
  {
    ref: 'fugue-1',
    listener: 0,
    minor: { firstName: 'Thaïs', lastName: 'Scénario', gender: 'girl', age: 13, departement: '75', known: 'yes', measures: ['home_educational_aid'], livingPlace: 'mother', schoolStatus: 'enrolled_absentee' },
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
        narrative: 'Thaïs, 13 ans, a passé deux nuits dehors avec une amie du collège. Sa mère a prévenu la police et demande comment préparer son retour.',
      },
    ],
    places: [{ role: 'runaway', departement: '94', sinceDays: 7, untilDays: 5, address: null }],
    links: [{ ref: 'fugue-2', kind: 'runaway_companion' }],
  },
  {
    ref: 'fugue-2',
    listener: 1,
    minor: { firstName: 'Aya', lastName: 'Théâtre', gender: 'girl', age: 14, departement: '94', known: 'unknown', livingPlace: 'both_parents', schoolStatus: 'enrolled_absentee' },
    turns: [
      {
        ago: [3, 9],
        caller: { callerProfile: 'professional', callerSector: 'education', callerGender: 'man', callerName: 'Olivier Modèle', callerPhone: '06 39 98 46 58', callerPermissions: ['may_call_back'] },
        problems: ['runaway', 'school_disengagement'],
        signs: ['intensive_phone_or_networks'],
        certainty: 'risk',
        danger: 'risk_of_danger',
        actions: ['professional_support', 'documentation_sent'],
        narrative: 'Un infirmier scolaire s’inquiète pour Aya, partie deux nuits avec une camarade. Il souhaite savoir comment ouvrir la discussion avec les parents.',
      },
    ],
  },
]
