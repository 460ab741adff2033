import { type CodeOf, list } from '#kernel/list.ts'

/** Who may have a resource. */
export const resourceVisibility = list('resource_visibility', {
  public: { label: 'Tout le monde' },
  professionals: { label: 'Professionnels, sur demande' },
  internal: { label: 'Équipe de la plateforme' },
})
export type ResourceVisibility = CodeOf<typeof resourceVisibility>

/** What a resource is about. */
export const resourceTopic = list('resource_topic', {
  signs: { label: 'Repérer les signes' },
  digital: { label: 'Dangers du numérique' },
  speaking: { label: 'En parler avec un jeune' },
  runaway: { label: 'Fugues' },
  rights: { label: 'Droits et procédures' },
  help: { label: 'Où trouver de l’aide' },
  care: { label: 'Santé et soin' },
  prevention: { label: 'Prévenir' },
  practice: { label: 'Accompagner au quotidien' },
})
export type ResourceTopic = CodeOf<typeof resourceTopic>

/** What others may do with a resource. */
export const resourceLicence = list('resource_licence', {
  open: { label: 'Licence Ouverte 2.0' },
  cc_by: { label: 'CC BY 4.0', hint: 'Réutilisable, en citant qui l’a faite.' },
  cc_by_sa: { label: 'CC BY-SA 4.0', hint: 'Réutilisable dans les mêmes conditions, en citant.' },
  cc_by_nc_nd: { label: 'CC BY-NC-ND 4.0', hint: 'À diffuser telle quelle, sans la vendre.' },
  reserved: { label: 'Tous droits réservés' },
})
export type ResourceLicence = CodeOf<typeof resourceLicence>

/** Where the request of a professional for a resource stands. */
export const resourceRequestState = list('resource_request_state', {
  waiting: { label: 'À traiter' },
  granted: { label: 'Accordée' },
  declined: { label: 'Déclinée' },
})
export type ResourceRequestState = CodeOf<typeof resourceRequestState>

/** Where a call for local projects stands. */
export const projectCallStatus = list('project_call_status', {
  draft: { label: 'Brouillon' },
  published: { label: 'Publié' },
  decided: { label: 'Décidé' },
  withdrawn: { label: 'Retiré' },
})
export type ProjectCallStatus = CodeOf<typeof projectCallStatus>

/** Where an application to a call stands. */
export const applicationState = list('application_state', {
  draft: { label: 'En préparation' },
  submitted: { label: 'Déposée' },
  accepted: { label: 'Retenue' },
  declined: { label: 'Non retenue' },
  withdrawn: { label: 'Retirée par son auteur' },
})
export type ApplicationState = CodeOf<typeof applicationState>

/** What is expected of a project that was accepted. */
export const milestoneKind = list('milestone_kind', {
  step: { label: 'Étape du projet' },
  payment: { label: 'Versement' },
  report: { label: 'Compte rendu' },
})
export type MilestoneKind = CodeOf<typeof milestoneKind>
