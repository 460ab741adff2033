import { type CodeOf, list } from '#kernel/list.ts'

/** What form an intervention took. */
export const awarenessKind = list('awareness_kind', {
  conference: { label: 'Conférence' },
  training_session: { label: 'Formation' },
  workshop: { label: 'Atelier' },
  webinar: { label: 'Webinaire' },
  school_intervention: { label: 'Intervention en milieu scolaire' },
  stand: { label: 'Stand' },
  media: { label: 'Intervention dans les médias' },
})
export type AwarenessKind = CodeOf<typeof awarenessKind>

/** Before whom. */
export const audience = list('audience', {
  child_protection: { label: 'Protection de l’enfance' },
  education: { label: 'Éducation' },
  health: { label: 'Santé' },
  justice_police: { label: 'Justice, police et gendarmerie' },
  mixed: { label: 'Public mêlé de professionnels' },
  general_public: { label: 'Grand public' },
})
export type Audience = CodeOf<typeof audience>

/** What a resource is. */
export const resourceKind = list('resource_kind', {
  podcast_episode: { label: 'Épisode de podcast' },
  guide: { label: 'Guide' },
  leaflet: { label: 'Plaquette' },
  poster: { label: 'Affiche' },
  video: { label: 'Vidéo' },
  legal_sheet: { label: 'Fiche juridique' },
  training_kit: { label: 'Mallette de formation' },
  study: { label: 'Étude' },
  tool_template: { label: 'Trame ou grille' },
  link: { label: 'Lien' },
})
export type ResourceKind = CodeOf<typeof resourceKind>
