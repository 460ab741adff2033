import { type PodcastAudioFault, podcastAudioFault } from '#vocabulary'

/** Why a sound is refused, and what to do. */
export const faultInWords = (fault: PodcastAudioFault): string =>
  `${podcastAudioFault.label(fault)}. ${podcastAudioFault.entry(fault)?.hint ?? ''}`.trim()
