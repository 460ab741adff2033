import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstEpisode } from './demonstration.ts'
import { readChapters, readLinks, writeChapterLines, writeLinkLines } from './lines.ts'

test('what is typed line by line is read as it was written', () => {
  const { chapters, links } = firstEpisode
  expect(readChapters(writeChapterLines(chapters))).toEqual({ chapters })
  expect(readLinks(`\n${writeLinkLines(links)}\n\n`)).toEqual({ links })
  const start = fc.integer({ min: 0, max: 143_999 }).map((tenths) => tenths / 10)
  fc.assert(
    fc.property(start, (seconds) => {
      const read = readChapters(writeChapterLines([{ start: seconds, title: 'Un titre' }]))
      return 'chapters' in read && Math.abs((read.chapters[0]?.start ?? -1) - seconds) < 0.06
    }),
  )
})

test('a line that does not read is given back', () => {
  expect(readChapters('00:00 Début\nLa suite')).toEqual({ wrong: 'La suite' })
  expect(readLinks('exemple.invalid Un lien')).toEqual({ wrong: 'exemple.invalid Un lien' })
})
