import type { PracticeFields } from './contract.ts'

/** A practice told in full, that nobody allowed to publish. */
export const blank: PracticeFields = {
  title: 'Réunion flash entre partenaires',
  departements: ['41'],
  regions: [],
  problems: ['runaway'],
  done: 'Les partenaires se réunissent dans les deux jours qui suivent une fugue signalée.',
  partners: 'Foyer imaginaire, brigade imaginaire',
  means: null,
  results: null,
  evidence: null,
  contactName: 'Maud Inventée',
  contactRole: 'Cheffe de service',
  contactEmail: 'maud@exemple.invalid',
  contactPhone: null,
  contactVisibility: 'internal',
  consentBy: null,
  consentOn: null,
  consentScope: null,
  reviewOn: null,
}
/** What lets it be published to all. */
export const consent = {
  consentBy: 'Maud Inventée',
  consentOn: '2026-01-05',
  consentScope: 'public',
  reviewOn: '2099-01-05',
} as const
