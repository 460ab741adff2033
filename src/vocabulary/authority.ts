import { type CodeOf, list } from '#kernel/list.ts'

/** What happened to the entry of an authority, one line of its history. */
export const authorityChange = list('authority_change', {
  created: { label: 'Fiche créée' },
  edited: { label: 'Modification' },
  verified: { label: 'Coordonnées vérifiées' },
  routed: { label: 'Département confié' },
  closed: { label: 'Service fermé' },
  reopened: { label: 'Service rouvert' },
})
export type AuthorityChange = CodeOf<typeof authorityChange>
