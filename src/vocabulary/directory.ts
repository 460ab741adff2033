import { type CodeOf, list } from '#kernel/list.ts'

/** For whom a service is there. */
export const serviceAudience = list('service_audience', {
  minors: { label: 'Mineurs' },
  young_adults: { label: 'Jeunes majeurs' },
  parents: { label: 'Parents et proches' },
  professionals: { label: 'Professionnels' },
})
export type ServiceAudience = CodeOf<typeof serviceAudience>

/** Who may knock at the door of a service. */
export const serviceEntry = list('service_entry', {
  public: { label: 'La personne ou ses proches, directement' },
  professionals: { label: 'Un professionnel, pour la personne' },
})
export type ServiceEntry = CodeOf<typeof serviceEntry>

/** Who is served, which is not where the service stands. */
export const serviceCoverage = list('service_coverage', {
  departements: { label: 'Des départements' },
  national: { label: 'Toute la France' },
  by_distance: { label: 'Partout, à distance', hint: 'Par téléphone, tchat ou visio.' },
})
export type ServiceCoverage = CodeOf<typeof serviceCoverage>

/** How a service and a person meet. */
export const serviceReach = list('service_reach', {
  on_site: { label: 'Sur place' },
  outreach: { label: 'Là où est la personne' },
  by_phone: { label: 'Par téléphone' },
  online: { label: 'En ligne' },
})
export type ServiceReach = CodeOf<typeof serviceReach>

/** What a service asks whoever comes to pay. */
export const serviceCost = list('service_cost', {
  free: { label: 'Gratuit' },
  covered: { label: 'Pris en charge', hint: 'Par l’assurance maladie ou par le département.' },
  means_tested: { label: 'Selon les ressources' },
  paying: { label: 'Payant' },
})
export type ServiceCost = CodeOf<typeof serviceCost>

/** What makes a place reachable for everybody. */
export const placeAccess = list('place_access', {
  wheelchair: { label: 'Fauteuil roulant' },
  sign_language: { label: 'Langue des signes' },
  hearing_loop: { label: 'Boucle magnétique' },
  easy_read: { label: 'Facile à lire et à comprendre' },
  public_transport: { label: 'Transports en commun' },
})
export type PlaceAccess = CodeOf<typeof placeAccess>

/** Languages in which a service receives. */
export const spokenLanguage = list('spoken_language', {
  fr: { label: 'Français' },
  en: { label: 'Anglais' },
  ar: { label: 'Arabe' },
  es: { label: 'Espagnol' },
  pt: { label: 'Portugais' },
  ro: { label: 'Roumain' },
  ru: { label: 'Russe' },
  uk: { label: 'Ukrainien' },
  tr: { label: 'Turc' },
  it: { label: 'Italien' },
  de: { label: 'Allemand' },
  zh: { label: 'Chinois' },
  sq: { label: 'Albanais' },
  fa: { label: 'Persan, dari' },
  ht: { label: 'Créole haïtien' },
  rcf: { label: 'Créole réunionnais' },
  gcf: { label: 'Créole antillais' },
  swb: { label: 'Shimaoré' },
  fsl: { label: 'Langue des signes française' },
  interpreter: { label: 'Autre langue, avec interprète' },
})
export type SpokenLanguage = CodeOf<typeof spokenLanguage>

/** How much of an address is told outside. */
export const addressPrecision = list('address_precision', {
  exact: { label: 'Adresse exacte' },
  commune: { label: 'Confidentielle : la commune seulement' },
  departement: { label: 'Confidentielle : le département seulement' },
})
export type AddressPrecision = CodeOf<typeof addressPrecision>

/** How somebody made sure that an entry is true. */
export const verificationMethod = list('verification_method', {
  phone: { label: 'Au téléphone avec le service' },
  email: { label: 'Par courriel avec le service' },
  visit: { label: 'Sur place' },
  meeting: { label: 'Lors d’une rencontre' },
  partner: { label: 'Par le service lui-même, sur son lien' },
  website: { label: 'Sur le site du service' },
})
export type VerificationMethod = CodeOf<typeof verificationMethod>

/** What happened to an entry of the directory, one line of its history. */
export const directoryChange = list('directory_change', {
  created: { label: 'Fiche créée' },
  edited: { label: 'Modification' },
  verified: { label: 'Fiche vérifiée' },
  merged: { label: 'Fiche réunie avec une autre' },
  unmerged: { label: 'Réunion défaite' },
  closed: { label: 'Service fermé' },
  reopened: { label: 'Service rouvert' },
  accepted: { label: 'Proposition acceptée' },
  refused: { label: 'Proposition écartée' },
})
export type DirectoryChange = CodeOf<typeof directoryChange>

/** Where a proposed change comes from. */
export const proposalSource = list('proposal_source', {
  partner_link: { label: 'Le service, sur son lien' },
  survey_answer: { label: 'Une réponse à un questionnaire' },
  import: { label: 'Un fichier importé' },
  objection: { label: 'Une personne citée' },
})
export type ProposalSource = CodeOf<typeof proposalSource>

/** What became of a proposed change. */
export const proposalState = list('proposal_state', {
  waiting: { label: 'À examiner' },
  accepted: { label: 'Acceptée' },
  refused: { label: 'Écartée' },
})
export type ProposalState = CodeOf<typeof proposalState>
