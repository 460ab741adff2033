import { formatClock } from '#kernel/ui/format.ts'
import type { Chapter, EpisodeLink } from './contract.ts'

/** « 1:02:03 », « 02:03 » or « 02:03,5 » in seconds. */
function secondsOf(clock: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = clock.replace(',', '.').split(':').map(Number).toReversed()
  return hours * 3600 + minutes * 60 + seconds
}

const clockOf = (seconds: number): string => {
  const rest = Math.round((seconds % 1) * 10)
  return `${formatClock(Math.floor(seconds) * 1000)}${rest ? `,${rest}` : ''}`
}

/** Chapters as they are typed: one a line, its hour then its title. Gives the first line that does not read. */
export function readChapters(text: string): { chapters: Chapter[] } | { wrong: string } {
  const chapters: Chapter[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (!line) continue
    const [, clock, title] = /^((?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d)?)\s+(.+)$/.exec(line) ?? []
    if (!clock || !title) return { wrong: line }
    chapters.push({ start: secondsOf(clock), title })
  }
  return { chapters }
}

export const writeChapterLines = (chapters: readonly Chapter[]): string =>
  chapters.map(({ start, title }) => `${clockOf(start)} ${title}`).join('\n')

/** Links as they are typed: one a line, its address then its words. */
export function readLinks(text: string): { links: EpisodeLink[] } | { wrong: string } {
  const links: EpisodeLink[] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (!line) continue
    const [, url, title] = /^(https?:\/\/\S+)\s+(.+)$/.exec(line) ?? []
    if (!url || !title) return { wrong: line }
    links.push({ url, title })
  }
  return { links }
}

export const writeLinkLines = (links: readonly EpisodeLink[]): string =>
  links.map(({ url, title }) => `${url} ${title}`).join('\n')
