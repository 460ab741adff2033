import type {
  Action,
  CallerProfile,
  Departement,
  ExploitationMode,
  ExploitationPlace,
  KnownToChildProtection,
  Problem,
  Sign,
} from '#vocabulary'
import { spread } from './random.ts'

// The whole counts of the platform's first-year report, over 143 situations; those below a blank line are invented around them.

export const profiles = {
  first_circle: 61,
  professional: 29,
  extended_family_or_entourage: 20,
  undisclosed: 17,
  witness: 10,
  minor: 6,
} as const satisfies Partial<Record<CallerProfile, number>>

export const problems = {
  psychological_suffering: 123,
  runaway: 120,
  school_disengagement: 100,
  substance_use: 73,

  family_rupture: 57,
  sexual_violence_suffered: 44,
  self_harm_or_suicide_risk: 41,
  physical_violence_suffered: 37,
  coercion_or_threats: 34,
  image_circulation: 29,
  delinquency: 21,
  sexual_health: 18,
  debt: 9,
} as const satisfies Partial<Record<Problem, number>>

export const actions = {
  ip_sent: 124,
  direct_advice: 73,
  ase_liaison: 73,
  documentation_sent: 64,
  local_orientation: 43,

  callback_scheduled: 38,
  professional_support: 26,
  partner_contact: 19,
  emergency_services: 6,
  prosecutor_report: 4,
} as const satisfies Partial<Record<Action, number>>

export const known = {
  yes: 89,

  no: 37,
  unknown: 11,
  undisclosed: 2,
} as const satisfies Partial<Record<KnownToChildProtection, number>>

export const signs = {
  unexplained_money_or_gifts: 78,
  behaviour_change: 71,
  short_repeated_runaways: 69,
  older_or_new_acquaintances: 64,
  intensive_phone_or_networks: 58,
  clothing_or_lifestyle_change: 47,
  several_phones_or_numbers: 33,
  online_ads_or_content: 31,
  travel_other_cities: 29,
  hotel_or_rental_trace: 27,
  statement_by_minor: 24,
  phone_loss_panic: 22,
  vehicles_waiting: 19,
  hygiene_change: 14,
  injuries_or_marks: 13,
  sti_pregnancy_request: 11,
  hypersexualised_or_crude_language: 10,
  unused_allowance: 8,
  weight_change: 7,
  tattoo_branding: 3,
} as const satisfies Partial<Record<Sign, number>>

export const modes = {
  loverboy: 31,
  peer_recruitment: 22,
  online_content: 17,
  self_declared_alone: 14,
  occasional: 12,
  local_network: 9,
  michetonnage: 8,
  organised_network: 5,
  unknown: 24,
} as const satisfies Partial<Record<ExploitationMode, number>>

export const hideouts = {
  short_term_rental: 27,
  hotel: 24,
  online: 21,
  private_home: 13,
  children_home_surroundings: 8,
  vehicle: 7,
  street: 6,
  unknown: 19,
} as const satisfies Partial<Record<ExploitationPlace, number>>

/** New situations of each month; nothing opens on the first two days of April 2024. */
export const openings = [
  ['2023-04', 11],
  ['2023-05', 12],
  ['2023-06', 13],
  ['2023-07', 11],
  ['2023-08', 10],
  ['2023-09', 12],
  ['2023-10', 13],
  ['2023-11', 12],
  ['2023-12', 11],
  ['2024-01', 13],
  ['2024-02', 12],
  ['2024-03', 13],
] as const

const situationsByDepartement = {
  '93': 9,
  '75': 8,
  '77': 5,
  '91': 4,
  '92': 4,
  '94': 4,
  '95': 3,
  '78': 3,
  '59': 6,
  '13': 5,
  '69': 5,
  '33': 4,
  '44': 4,
  '34': 4,
  '06': 4,
  '31': 3,
  '67': 3,
  '76': 3,
  '62': 3,
  '35': 3,
  '38': 3,
  '974': 3,
  '971': 2,
  '30': 2,
  '83': 2,
  '84': 2,
  '57': 2,
  '54': 2,
  '51': 2,
  '80': 2,
  '60': 2,
  '45': 2,
  '37': 2,
  '49': 2,
  '29': 2,
  '972': 1,
  '973': 1,
  '976': 1,
  '02': 1,
  '10': 1,
  '14': 1,
  '16': 1,
  '17': 1,
  '21': 1,
  '25': 1,
  '26': 1,
  '28': 1,
  '42': 1,
  '56': 1,
  '63': 1,
  '64': 1,
  '66': 1,
  '68': 1,
  '71': 1,
  '72': 1,
  '73': 1,
  '86': 1,
  '87': 1,
  '2A': 1,
} as const satisfies Partial<Record<Departement, number>>

/** Where the 143 minors live: 59 départements, those of Île-de-France first. */
export const places: readonly Departement[] = spread<Departement>(situationsByDepartement)
