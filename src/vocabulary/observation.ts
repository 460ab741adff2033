import { type CodeOf, family, list } from '#kernel/list.ts'
import { undisclosed, unknown } from './words.ts'

/** What the minor goes through, beside or before the exploitation; the first four are those of the first-year report. */
export const problem = list('problem', {
  psychological_suffering: { label: 'Manifestations de souffrance psychologique' },
  runaway: { label: 'Fugues' },
  school_disengagement: { label: 'Désinvestissement de la scolarité' },
  substance_use: { label: 'Stupéfiants ou alcool' },
  self_harm_or_suicide_risk: { label: 'Scarifications ou risque suicidaire' },
  physical_violence_suffered: { label: 'Violences physiques subies' },
  sexual_violence_suffered: { label: 'Violences sexuelles subies' },
  family_rupture: { label: 'Rupture familiale' },
  delinquency: { label: 'Actes de délinquance' },
  sexual_health: { label: 'Santé sexuelle', hint: 'Infection sexuellement transmissible, grossesse, IVG.' },
  coercion_or_threats: { label: 'Emprise, menaces ou chantage' },
  image_circulation: { label: 'Diffusion d’images' },
  debt: { label: 'Dette' },
})
export type Problem = CodeOf<typeof problem>

/** What may point to a situation of prostitution; each is noted with its source and its date, and none proves anything alone. */
export const sign = list('sign', {
  unexplained_money_or_gifts: { label: 'Argent ou cadeaux inexpliqués' },
  several_phones_or_numbers: { label: 'Plusieurs téléphones ou numéros' },
  intensive_phone_or_networks: { label: 'Usage intensif du téléphone ou des réseaux' },
  short_repeated_runaways: { label: 'Fugues courtes et répétées' },
  travel_other_cities: { label: 'Déplacements inexpliqués vers d’autres villes' },
  older_or_new_acquaintances: { label: 'Fréquentations nouvelles ou plus âgées' },
  vehicles_waiting: { label: 'Véhicules qui attendent aux abords' },
  clothing_or_lifestyle_change: { label: 'Vêtements ou train de vie qui changent' },
  hypersexualised_or_crude_language: { label: 'Langage cru ou hypersexualisé' },
  hygiene_change: { label: 'Changement d’hygiène', hint: 'Douches très fréquentes, ou absence de toilette.' },
  injuries_or_marks: { label: 'Blessures ou traces de coups' },
  tattoo_branding: { label: 'Tatouage de marquage' },
  sti_pregnancy_request: { label: 'Demande de dépistage, de test de grossesse ou d’IVG' },
  behaviour_change: {
    label: 'Changement de comportement',
    hint: 'Agressivité, tristesse, sommeil, isolement.',
  },
  weight_change: { label: 'Variation de poids' },
  unused_allowance: { label: 'Argent de poche du foyer non réclamé' },
  online_ads_or_content: { label: 'Annonce ou contenu payant en ligne' },
  hotel_or_rental_trace: { label: 'Trace d’hôtel ou de location' },
  phone_loss_panic: { label: 'Panique à la privation du téléphone' },
  statement_by_minor: { label: 'Propos du mineur' },
})
export type Sign = CodeOf<typeof sign>

/** How sure the platform is that there is prostitution: an appreciation in words, never a score. */
export const certainty = list('certainty', {
  risk: { label: 'Risque ou conduites pré-prostitutionnelles' },
  suspected: { label: 'Suspicion' },
  probable: { label: 'Probable' },
  established: { label: 'Avérée' },
  unknown: { label: 'Indéterminée' },
})
export type Certainty = CodeOf<typeof certainty>

/** How the exploitation is said to work; alleged, and never naming anyone. */
export const exploitationMode = list('exploitation_mode', {
  loverboy: { label: 'Emprise affective (« loverboy »)' },
  local_network: { label: 'Proxénétisme dit « de cité »' },
  organised_network: { label: 'Réseau organisé' },
  peer_recruitment: { label: 'Recrutement par des pairs' },
  michetonnage: {
    label: 'Michetonnage',
    hint: 'Mot du terrain et des jeunes : relations en échange de cadeaux ou d’argent.',
  },
  occasional: { label: 'Occasionnelle, échange économico-sexuel' },
  self_declared_alone: { label: 'Se dit sans intermédiaire (« je gère »)' },
  online_content: { label: 'Caméra ou contenu payant en ligne' },
  family_exploitation: { label: 'Exploitation par la famille' },
  trafficking_foreign_minor: { label: 'Traite d’un mineur étranger' },
  unknown,
  undisclosed,
})
export type ExploitationMode = CodeOf<typeof exploitationMode>

/** Where the exploitation is said to take place. */
export const exploitationPlace = list('exploitation_place', {
  hotel: { label: 'Hôtel' },
  short_term_rental: { label: 'Location de courte durée', hint: 'Type Airbnb.' },
  street: { label: 'Rue' },
  children_home_surroundings: { label: 'Abords d’un foyer' },
  school_surroundings: { label: 'Abords d’un établissement scolaire' },
  private_home: { label: 'Domicile privé' },
  vehicle: { label: 'Véhicule' },
  online: { label: 'En ligne' },
  unknown,
  undisclosed,
})
export type ExploitationPlace = CodeOf<typeof exploitationPlace>

/** Everything that is observed per contact and followed on the file as a series. */
export const observable = family('observable', [problem, sign, exploitationMode, exploitationPlace])

/** Whether something was said to be there. */
export const presence = list('presence', {
  present: { label: 'Présent' },
  absent: { label: 'Absent' },
  unknown,
})
export type Presence = CodeOf<typeof presence>

/** Who says what was noted. */
export const source = list('source', {
  caller: { label: 'Dit par l’appelant' },
  minor: { label: 'Dit par le mineur' },
  professional: { label: 'Constaté par un professionnel' },
  family: { label: 'Dit par un proche' },
  listener: { label: 'Relevé par l’écoutant' },
  document: { label: 'Lu dans un document' },
})
export type Source = CodeOf<typeof source>

/** The legal notions of danger, dated and authored; they are words of law, not degrees on a scale. */
export const dangerLevel = list('danger_level', {
  no_danger_identified: { label: 'Pas de danger identifié' },
  risk_of_danger: { label: 'Risque de danger' },
  danger: { label: 'Danger', hint: 'Article 375 du code civil.' },
  serious_immediate_danger: { label: 'Danger grave et immédiat' },
  not_assessable: { label: 'Non évaluable' },
})
export type DangerLevel = CodeOf<typeof dangerLevel>
