import { type CodeOf, list } from '#kernel/list.ts'

/** Where an episode of the podcast stands. */
export const podcastStatus = list('podcast_status', {
  draft: { label: 'Brouillon' },
  scheduled: { label: 'Programmé' },
  published: { label: 'Publié' },
  withdrawn: { label: 'Retiré' },
})
export type PodcastStatus = CodeOf<typeof podcastStatus>

/** What an episode is among the others. */
export const podcastKind = list('podcast_kind', {
  full: { label: 'Épisode' },
  trailer: { label: 'Présentation', hint: 'Quelques minutes pour annoncer la suite.' },
  bonus: { label: 'Hors-série' },
})
export type PodcastKind = CodeOf<typeof podcastKind>

/** What somebody does in an episode. */
export const podcastRole = list('podcast_role', {
  host: { label: 'Présente' },
  guest: { label: 'Est invité' },
  narrator: { label: 'Prête sa voix' },
  author: { label: 'Écrit' },
  sound: { label: 'Réalise le son' },
})
export type PodcastRole = CodeOf<typeof podcastRole>

/** What becomes of a sound that is brought. */
export const podcastAudioState = list('podcast_audio_state', {
  checking: { label: 'Vérification en cours' },
  accepted: { label: 'Accepté' },
  refused: { label: 'Refusé' },
})
export type PodcastAudioState = CodeOf<typeof podcastAudioState>

/** Why a sound is refused, as whoever brought it reads it. */
export const podcastAudioFault = list('podcast_audio_fault', {
  wrong_type: {
    label: 'Ni un MP3, ni un Opus',
    hint: 'Ce qu’il contient le dit, quel que soit son nom. Exportez le son dans l’un de ces formats.',
  },
  truncated: { label: 'Coupé avant la fin du son', hint: 'Exportez-le ou copiez-le de nouveau.' },
  damaged: {
    label: 'Abîmé',
    hint: 'Une partie de ce fichier ne se lit pas comme du son. Exportez-le de nouveau.',
  },
  no_sound: { label: 'Sans aucun son', hint: 'Vérifiez que vous avez choisi le bon fichier.' },
  silent: { label: 'Rien que du silence', hint: 'Vérifiez la piste que vous avez exportée.' },
  too_short: { label: 'Moins de dix secondes', hint: 'Vérifiez que vous avez choisi le bon fichier.' },
  too_long: { label: 'Plus de quatre heures', hint: 'Faites-en plusieurs épisodes.' },
  bit_rate: {
    label: 'Débit qui ne convient pas',
    hint: 'Celui d’une voix est compris entre 24 et 320 kbit/s. Exportez le son de nouveau.',
  },
  unread: { label: 'Vérification inaboutie', hint: 'Envoyez de nouveau ce fichier.' },
})
export type PodcastAudioFault = CodeOf<typeof podcastAudioFault>

/** What happened to an episode. */
export const podcastEvent = list('podcast_event', {
  created: { label: 'Créé' },
  changed: { label: 'Modifié' },
  audio_added: { label: 'Son ajouté' },
  audio_refused: { label: 'Son refusé' },
  transcript_added: { label: 'Transcription ajoutée' },
  scheduled: { label: 'Publication programmée' },
  published: { label: 'Publié' },
  withdrawn: { label: 'Retiré' },
  resumed: { label: 'Remis en brouillon' },
})
export type PodcastEvent = CodeOf<typeof podcastEvent>
