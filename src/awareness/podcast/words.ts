import { formatNumber, type Tone } from '#kernel/ui/index.ts'
import type { PodcastStatus } from '#vocabulary'
import type { EpisodeAudio } from './contract.ts'

export const statusTones: Readonly<Record<PodcastStatus, Tone>> = {
  draft: 'neutral',
  scheduled: 'accent',
  published: 'positive',
  withdrawn: 'neutral',
}

const nbsp = '\u00a0'

/** How loud a voice should be for all to hear it: −16 LUFS on two channels, −19 on one. */
export function adviceOf({ loudness, channels }: EpisodeAudio): string {
  if (loudness === null) return ''
  const target = channels === 1 ? -19 : -16
  const words = `visez ${formatNumber(target, 0)}${nbsp}LUFS`
  if (loudness < target - 3) return `Un peu faible${nbsp}: ${words}.`
  return loudness > target + 3 ? `Un peu fort${nbsp}: ${words}.` : 'Le niveau convient à l’écoute d’une voix.'
}

export const sizeInWords = (bytes: number): string => `${formatNumber(bytes / 1e6, 1)}${nbsp}Mo`
