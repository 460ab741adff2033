import { type CodeOf, list } from '#kernel/list.ts'

/** What somebody does here; a role opens what that work needs, and nothing else. */
export const role = list('role', {
  reception: {
    label: 'Pré-accueil',
    hint: 'Décroche, s’assure que l’on parle d’un enfant, passe le relais.',
  },
  listener: { label: 'Écoute', hint: 'Écoute, conseille, oriente et suit les situations.' },
  coordinator: {
    label: 'Coordination',
    hint: 'Relit les écrits, répartit le travail, importe et suit les retours.',
  },
  cartographer: { label: 'Cartographie', hint: 'Tient l’annuaire, les questionnaires et les rencontres.' },
  awareness_officer: { label: 'Sensibilisation', hint: 'Prépare les interventions et les ressources.' },
  analyst: { label: 'Observation', hint: 'Compte et publie, sans voir les situations.' },
  administrator: { label: 'Administration', hint: 'Ouvre et ferme les comptes, sans voir les situations.' },
  auditor: { label: 'Contrôle', hint: 'Relit le journal des accès.' },
})
export type Role = CodeOf<typeof role>
