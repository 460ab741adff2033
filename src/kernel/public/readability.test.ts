import { expect, test } from 'vitest'
import { readabilityOf, sentencesOf, syllablesOf } from './readability.testing.ts'

test('syllables are counted as they are said', () => {
  const words = {
    aide: 1,
    police: 2,
    danger: 2,
    téléphone: 3,
    gratuit: 2,
    eau: 1,
    enfants: 2,
    idéal: 3,
    maïs: 2,
    le: 1,
  }
  for (const [word, count] of Object.entries(words)) expect([word, syllablesOf(word)]).toEqual([word, count])
})

test('short words in short sentences read more easily than long ones', () => {
  const easy = readabilityOf(['Tu peux nous dire ton nom. Tu peux ne rien dire.'])
  const hard = readabilityOf([
    'L’appréciation pluridisciplinaire des situations individuelles nécessite une coordination interinstitutionnelle particulièrement approfondie.',
  ])
  expect(easy.score).toBeGreaterThan(90)
  expect(hard.score).toBeLessThan(0)
  expect(easy.sentences).toBe(2)
})

test('only the content is read, block by block', () => {
  const html =
    '<body><nav><p>Menu</p></nav><main><h1>Un titre</h1><p>Une phrase.</p><svg><text>non</text></svg></main></body>'
  expect(sentencesOf(html)).toEqual(['Un titre', 'Une phrase.'])
})
