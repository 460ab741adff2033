import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allFamilies, allLists, type List } from '#kernel/list.ts'
import * as door from './index.ts'

const known: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('fixtures/codes.json', import.meta.url), 'utf8'),
)
const lists = allLists()
const words = (of: List) =>
  of.codes.flatMap((code) => {
    const entry = of.entry(code)
    return entry ? [{ code, ...entry }] : []
  })
const texts = lists.flatMap((of) =>
  words(of).flatMap(({ code, label, hint }) =>
    [label, hint].flatMap((text) => (text === undefined ? [] : [{ where: `${of.name}.${code}`, text }])),
  ),
)
const faulty = (fault: RegExp) =>
  texts.filter(({ text }) => fault.test(text)).map(({ where, text }) => `${where}: ${text}`)

describe('a code is permanent', () => {
  test('no code that was ever in the vocabulary has vanished', () => {
    const gone = Object.entries(known).flatMap(([name, codes]) => {
      const now = lists.find((of) => of.name === name)
      return codes.filter((code) => !now?.has(code)).map((code) => `${name}.${code}`)
    })
    expect(gone, 'a code is retired with `until`, never removed or renamed').toEqual([])
  })

  test('every new code is written down in fixtures/codes.json', () => {
    const fresh = lists.flatMap((of) =>
      of.codes.filter((code) => !known[of.name]?.includes(code)).map((code) => `${of.name}.${code}`),
    )
    expect(
      fresh,
      'add these codes to src/vocabulary/fixtures/codes.json: from then on they are permanent',
    ).toEqual([])
  })

  test('a code is written without accent, space or punctuation, and a list has the name of a table', () => {
    const bad = lists.flatMap((of) => of.codes.filter((code) => !/^[a-z0-9A-Z_]+$/.test(code)))
    expect(bad).toEqual([])
    expect(lists.filter((of) => !/^[a-z]+(_[a-z]+)*$/.test(of.name)).map((of) => of.name)).toEqual([])
  })

  test('each list stands behind the only door, under its own name', () => {
    const behind = new Map<string, unknown>(Object.entries(door))
    const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    expect(lists.filter((of) => behind.get(camel(of.name)) !== of).map((of) => of.name)).toEqual([])
  })

  test('the codes of lists that share a table are told apart by their kind', () => {
    expect(allFamilies().map(({ name, lists: of }) => [name, of.map((each) => each.name)])).toEqual([
      ['observable', ['problem', 'sign', 'exploitation_mode', 'exploitation_place']],
    ])
  })
})

describe('a label is what a listener reads', () => {
  test('every word has a label of its own in its list, beginning with a capital', () => {
    for (const of of lists) {
      const labels = words(of).map(({ label }) => label)
      expect(new Set(labels).size, of.name).toBe(of.codes.length)
    }
    expect(faulty(/^(?![\p{Lu}\d])/u)).toEqual([])
  })

  test('a label never ends like a sentence, a hint always does', () => {
    const ends = (text: string) => /[.…]$/.test(text)
    const all = lists.flatMap((of) => words(of))
    expect(all.filter(({ label }) => ends(label)).map(({ label }) => label)).toEqual([])
    expect(all.flatMap(({ hint }) => (hint === undefined || ends(hint) ? [] : [hint]))).toEqual([])
  })

  test('French typography is kept: apostrophes, guillemets and non-breaking spaces', () => {
    expect(faulty(/['"]/)).toEqual([])
    expect(faulty(/(^|[^\u00a0\u202f])[?!:;»]/u)).toEqual([])
    expect(faulty(/«(?![\u00a0\u202f])/u)).toEqual([])
    expect(faulty(/^\s|\s$|\s\s|\.\.\./u)).toEqual([])
    expect(
      faulty(
        /\b(Etat|Ecole|Ecoute|Education|Etude|Evaluation|Evenement|Epanouissement|Equipe|A faire|A reprendre|Age)\b/u,
      ),
    ).toEqual([])
  })

  test('no word puts the blame on a child', () => {
    expect(faulty(/se prostitue|prostituée?s?\b|consentant|toxicomane|délinquante?\b|fugueu/iu)).toEqual([])
  })
})

describe('an absence says which absence it is', () => {
  const refusable = [
    door.callerDetail,
    door.professionalSector,
    door.callerGender,
    door.callerProfile,
    door.minorGender,
    door.knownToChildProtection,
    door.livingPlace,
    door.schoolStatus,
    door.departement,
  ]
  test('not knowing and not wishing to say are two answers; not asking is none', () => {
    for (const of of refusable) {
      expect(of.has('unknown'), of.name).toBe(true)
      expect(of.has('undisclosed'), of.name).toBe(true)
    }
    expect(lists.filter((of) => of.has('not_asked')).map((of) => of.name)).toEqual(['absence'])
  })
})

describe('an age falls in its legal band', () => {
  test.each([
    [0, 'under_12', 'under_15'],
    [11, 'under_12', 'under_15'],
    [12, '12', 'under_15'],
    [13, '13_14', 'under_15'],
    [14, '13_14', 'under_15'],
    [15, '15_17', '15_17'],
    [17, '15_17', '15_17'],
    [18, '18_20', '18_and_over'],
    [20, '18_20', '18_and_over'],
    [21, 'over_20', '18_and_over'],
    [null, 'unknown', 'unknown'],
    [-1, 'unknown', 'unknown'],
    [Number.NaN, 'unknown', 'unknown'],
  ])('%s years: %s, published as %s', (age, band, published) => {
    expect(door.ageBandOf(age)).toBe(band)
    expect(door.publishedAgeBandOf(age)).toBe(published)
  })

  test('bands are read from the youngest to the oldest, though one is called 12', () => {
    expect(door.ageBand.codes.slice(0, 3)).toEqual(['under_12', '12', '13_14'])
  })
})

describe('a caller profile opens its own details', () => {
  test('a mother is of the first circle, a peer is a minor, a witness has no detail', () => {
    expect(door.callerDetailsOf('first_circle')).toContain('mother')
    expect(door.callerDetailsOf('minor')).toContain('minor_other')
    expect(door.callerDetailsOf('witness')).toEqual([])
    expect(door.callerDetailsOf('nobody')).toEqual([])
  })
})
