import { countOne } from '#kernel/figure.ts'
import { podcastKind } from '#vocabulary'

/** The downloads of the podcast, by the kind of the episode. */
export const podcastDownloads = countOne(podcastKind, {
  id: 'podcast_download',
  title: 'Téléchargements du podcast',
  rule: 'Un épisode compte une fois par jour pour un même appareil, dès qu’au moins une minute de son a été envoyée ; les robots ne comptent pas, et les filtres ne s’appliquent pas.',
  of: 'podcast_download',
  from: 'podcast_kind',
  mayBeUnasked: false,
})
