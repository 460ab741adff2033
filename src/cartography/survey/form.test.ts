import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examine, modelOf } from './engine.server.ts'
import { layOver, markOf, readPage } from './form.server.ts'
import { questionPage } from './respondent.server.ts'
import type { Answers, Page, Survey } from './shape.ts'

const page: Page = {
  name: 'p',
  title: 'Page',
  elements: [
    {
      type: 'radiogroup',
      name: 'r',
      title: 'Choix',
      choices: ['a', 'b'].map((value) => ({ value, text: value })),
      showOtherItem: true,
    },
    {
      type: 'checkbox',
      name: 'k',
      title: 'Cases',
      choices: ['a', 'b'].map((value) => ({ value, text: value })),
      showNoneItem: true,
    },
    {
      type: 'text',
      inputType: 'number',
      name: 'n',
      title: 'Nombre',
      min: 0,
      max: 50,
      step: 1,
      visibleIf: "{r} = 'a'",
    },
    { type: 'comment', name: 'c', title: 'Texte' },
    {
      type: 'matrix',
      name: 'm',
      title: 'Tableau',
      columns: [{ value: 'x', text: 'X' }],
      rows: [{ value: 'l', text: 'L' }],
    },
  ],
}
const survey: Survey = { title: 'Essai', pages: [page] }
const ids = page.elements.map(({ name }) => name)
const wasOf = (answers: Answers) => Object.fromEntries(ids.map((id) => [`was.${id}`, markOf(answers, id)]))

describe('what a form says', () => {
  test('is read field by field, and only for the questions that it showed', () => {
    const posted = readPage(page, {
      ...wasOf({}),
      'q.r': 'other',
      'other.r': ' Ailleurs ',
      'q.k': ['b', 'a'],
      'q.n': '1 2',
      'q.m.l': 'x',
      'q.zzz': 'x',
    })
    expect(posted.answers).toEqual({
      r: 'other',
      'r-Comment': 'Ailleurs',
      k: ['a', 'b'],
      n: 12,
      m: { l: 'x' },
    })
    expect(posted.changed).toEqual(['r', 'k', 'n', 'm'])
    expect(readPage(page, { 'q.r': 'a' }).answers).toEqual({})
  })

  test.each([
    [{ 'q.r': 'zzz' }, 'r', 'Choisissez parmi les réponses proposées.'],
    [{ 'q.r': 'other' }, 'r', 'Précisez ce que « autre » veut dire.'],
    [{ 'q.k': ['a', 'none'] }, 'k', '« Aucun » ne va pas avec une autre réponse.'],
    [{ 'q.n': '1,5' }, 'n', 'Écrivez un nombre entier.'],
    [{ 'q.n': '51' }, 'n', 'Écrivez un nombre jusqu’à 50.'],
    [{ 'q.m.l': 'y' }, 'm', 'Choisissez parmi les réponses proposées.'],
    [{ 'q.c': 'x'.repeat(4001) }, 'c', 'caractères au plus'],
  ])('%o is a fault, and is not written', (fields, id, sentence) => {
    const posted = readPage(page, { ...wasOf({}), ...fields })
    expect(posted.faults.map((fault) => fault.id)).toEqual([id])
    expect(posted.faults[0]?.sentence.replaceAll('\u00a0', ' ')).toContain(sentence)
    expect(layOver({}, posted).written).toEqual([])
  })

  test('last year’s answer is taken when its box is ticked and nothing else is answered', () => {
    const before = { r: 'other', 'r-Comment': 'Ailleurs', n: 4 }
    const posted = readPage(page, { ...wasOf({}), 'same.r': 'yes', 'same.n': 'yes', 'q.n': '5' }, before)
    expect(posted.answers).toEqual({ r: 'other', 'r-Comment': 'Ailleurs', n: 5 })
  })
})

describe('the page that is shown', () => {
  const shown = (more: object) =>
    questionPage({
      asked: { id: null, survey },
      territory: { departement: '59' },
      answers: {},
      action: '/x',
      ...more,
    })

  test('offers last year’s answer in words where nothing is answered yet, and only when it can still be given', async () => {
    const lastYear = { name: 'L’an dernier', answers: { r: 'a', c: 'Un texte', k: ['disparue'] } }
    const props = await shown({ lastYear, answers: { r: 'b' } })
    const of = (id: string) => props?.fields.find((field) => field.id === id)?.lastYear
    expect(of('c')).toEqual({ name: 'L’an dernier', words: 'Un texte', field: 'same.c' })
    expect(of('r')).toBeUndefined()
    expect(of('k')).toBeUndefined()
  })

  test('asks in another language what was translated, in French the rest, and offers only languages that exist', async () => {
    const [first, ...rest] = page.elements
    if (!first) throw new Error('no question')
    const translated: Survey = {
      title: 'Essai',
      pages: [{ ...page, elements: [{ ...first, title: { default: 'Choix', en: 'Choice' } }, ...rest] }],
    }
    const props = await shown({ asked: { id: null, survey: translated, locale: 'en' } })
    expect(props?.fields.map(({ title }) => title).slice(0, 2)).toEqual(['Choice', 'Cases'])
    expect(props?.languages).toEqual([{ code: 'fr', name: 'français' }])
    expect((await shown({}))?.languages).toEqual([])
  })
})

describe('two contributors', () => {
  const answer = fc.record(
    { r: fc.constantFrom('a', 'b'), c: fc.constantFrom('un', 'deux'), n: fc.integer({ min: 0, max: 9 }) },
    { requiredKeys: [] },
  )
  const formOf = (shown: Answers, now: Answers) => ({
    ...wasOf(shown),
    ...Object.fromEntries(Object.entries(now).map(([id, value]) => [`q.${id}`, String(value)])),
  })

  test('never overwrite each other: what both changed differently is given back, everything else is kept', () => {
    fc.assert(
      fc.property(answer, answer, answer, (base, one, other) => {
        const first = layOver(base, readPage(page, formOf(base, one)))
        expect(first.clashes).toEqual([])
        const second = layOver(first.answers, readPage(page, formOf(base, other)))
        for (const id of ['r', 'c', 'n'] as const) {
          const [was, hers, his] = [base[id], one[id], other[id]]
          const isClash = second.clashes.some((clash) => clash.id === id)
          expect(isClash).toBe(hers !== was && his !== was && hers !== his)
          expect(second.answers[id]).toBe(hers !== was ? hers : his)
        }
      }),
    )
  })

  test('the loser sees the other’s answer, and knowingly sending again writes theirs', async () => {
    const stored = { r: 'b' }
    const posted = readPage(page, { ...wasOf({}), 'q.r': 'a' })
    const { clashes } = layOver(stored, posted)
    const props = await questionPage({
      asked: { id: null, survey },
      territory: { departement: null },
      answers: stored,
      typed: { 'q.r': 'a' },
      clashes: clashes.map((clash) => ({ ...clash, by: 'Nour Exemple' })),
      action: '/x',
    })
    const field = props?.fields.find(({ id }) => id === 'r')
    expect(field?.clash).toEqual({ by: 'Nour Exemple', words: 'b' })
    expect(field?.options.find(({ isChosen }) => isChosen)?.value).toBe('a')
    const again = readPage(page, { [field?.was.name ?? '']: field?.was.value, 'q.r': 'a' })
    expect(layOver(stored, again).answers).toEqual({ r: 'a' })
  })
})

describe('the engine', () => {
  test('keeps one model for a version, with nothing of the respondent before, and asks nothing of a network or a browser', async () => {
    const calls: unknown[] = []
    const { fetch } = globalThis
    globalThis.fetch = async (...asked) => {
      calls.push(asked)
      throw new Error('no network')
    }
    try {
      const asked = { id: 'kept', survey }
      await examine(asked, { departement: '59' }, { r: 'a', k: ['b'] })
      const model = await modelOf(asked)
      await examine(asked, { departement: '974' }, { c: 'Un texte' })
      expect(await modelOf(asked)).toBe(model)
      expect(model.data).toEqual({ c: 'Un texte', departement: '974', region: '04' })
      expect(calls).toEqual([])
      expect('document' in globalThis).toBe(false)
    } finally {
      globalThis.fetch = fetch
    }
  })

  test('gives to each respondent what it would give to the first, whoever had the model before', async () => {
    const answers = fc.record(
      {
        r: fc.constantFrom('a', 'b', 'other'),
        k: fc.subarray(['a', 'b']),
        n: fc.integer({ min: 0, max: 60 }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(
        answers,
        answers,
        fc.constantFrom('59', '974', null),
        async (one, other, departement) => {
          await examine({ id: 'shared', survey }, { departement: '971' }, one)
          const lent = await examine({ id: 'shared', survey }, { departement }, other)
          expect(lent).toEqual(await examine({ id: null, survey }, { departement }, other))
        },
      ),
      { numRuns: 40 },
    )
  })
})
