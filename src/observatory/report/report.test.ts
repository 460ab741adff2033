import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { problem } from '#vocabulary'
import { runReport } from './command.server.ts'
import { type Report, readReport } from './contract.ts'
import { reportAsCsv } from './csv.server.ts'
import { figures } from './figures.ts'
import { lengthInMonths, monthsOf, spanOf } from './period.ts'
import { dismiss, forget, promise, record } from './testing.server.ts'

const year = { from: '2023-04-03', to: '2024-04-02' }
let desk: TestDesk
let ana: Person

beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.analyst('Ana')
})
afterAll(() => desk.close())
beforeEach(() => forget(desk))

const figure = (report: Report, id: string) => {
  const found = report.figures.find((one) => one.id === id)
  if (!found) throw new Error(`no figure ${id}`)
  return found
}
const counted = (report: Report, id: string) =>
  Object.fromEntries(figure(report, id).rows.flatMap(({ code, count }) => (count > 0 ? [[code, count]] : [])))

describe('a period is made of Paris days, both included', () => {
  test.each([
    ['summer', year, '2023-04-02T22:00:00Z', '2024-04-02T22:00:00Z'],
    ['winter', { from: '2024-01-01', to: '2024-01-31' }, '2023-12-31T23:00:00Z', '2024-01-31T23:00:00Z'],
    [
      'a day of 23 hours',
      { from: '2023-03-26', to: '2023-03-26' },
      '2023-03-25T23:00:00Z',
      '2023-03-26T22:00:00Z',
    ],
    [
      'a day of 25 hours',
      { from: '2023-10-29', to: '2023-10-29' },
      '2023-10-28T22:00:00Z',
      '2023-10-29T23:00:00Z',
    ],
  ])('%s', async (_name, period, start, end) => {
    expect(spanOf(period)).toEqual({ start, end })
    const justBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString()
    await record(desk, [
      [{ at: justBefore(start) }],
      [{ at: start }],
      [{ at: justBefore(end) }],
      [{ at: end }],
    ])
    const report = await ana.ok(readReport, { query: period })
    expect(report.populations).toEqual({ situations: 2, contacts: 2, departments: 0 })
  })

  test('every month of the period has its row, at zero too, by the clock of Paris', async () => {
    // Half past midnight in Paris on 1 May is still 30 April in UTC.
    await record(desk, [[{ at: '2023-04-30T22:30:00Z' }], [{ at: '2024-04-01T22:30:00Z' }]])
    const { rows } = figure(await ana.ok(readReport, { query: year }), 'month')
    expect(rows).toHaveLength(13)
    expect(rows.slice(0, 3).map(({ code, label, count }) => [code, label, count])).toEqual([
      ['2023-04', 'Avril 2023', 0],
      ['2023-05', 'Mai 2023', 1],
      ['2023-06', 'Juin 2023', 0],
    ])
    expect(rows.at(-1)).toEqual({ code: '2024-04', label: 'Avril 2024', count: 1, percent: 50 })
  })

  test('a year lasts twelve months, a week a part of one', () => {
    expect(lengthInMonths(year)).toBe(12)
    expect(lengthInMonths({ from: '2024-02-01', to: '2024-02-29' })).toBe(1)
    expect(lengthInMonths({ from: '2023-09-01', to: '2023-09-15' })).toBe(0.5)
    expect(monthsOf({ from: '2023-12-31', to: '2024-01-01' }).map(({ code }) => code)).toEqual([
      '2023-12',
      '2024-01',
    ])
  })

  test('a period that ends before it begins is refused, and so is what is no date', async () => {
    expect(
      (await ana.call(readReport, { query: { from: '2024-01-02', to: '2024-01-01' } })).refusal?.code,
    ).toBe('period_reversed')
    expect((await ana.call(readReport, { query: { from: '2023-02-30', to: '2024-01-01' } })).status).toBe(400)
  })
})

describe('who is counted', () => {
  test('a situation counts when its first finalised contact falls in the period', async () => {
    await record(desk, [
      [{ at: '2023-04-01T10:00:00Z' }, { at: '2023-05-01T10:00:00Z' }],
      [{ at: '2023-05-02T10:00:00Z' }, { at: '2024-05-01T10:00:00Z' }],
      [{ at: '2023-05-03T10:00:00Z', isDraft: true }],
    ])
    const report = await ana.ok(readReport, { query: year })
    // The follow-up of an older situation is a contact of the period, not a situation of it.
    expect(report.populations).toMatchObject({ situations: 1, contacts: 2 })
    expect(report.rates.contactsPerSituation).toBe(2)
    expect(report.rates.newSituationsPerMonth).toBeCloseTo(1 / 12)
  })

  test('a problem counts once per situation, when a contact of the period says that it is there', async () => {
    await record(desk, [
      [
        { at: '2023-05-02T10:00:00Z', problems: ['runaway'], absent: ['debt'] },
        { at: '2023-06-02T10:00:00Z', problems: ['runaway', 'substance_use'] },
        { at: '2024-04-02T22:00:00Z', problems: ['delinquency'] },
      ],
      [{ at: '2023-05-02T10:00:00Z', problems: ['runaway'], actions: ['ip_sent'], measures: ['aemo'] }],
    ])
    const report = await ana.ok(readReport, { query: year })
    expect(counted(report, 'problem')).toEqual({ runaway: 2, substance_use: 1 })
    expect(counted(report, 'action')).toEqual({ ip_sent: 1 })
    expect(counted(report, 'measure')).toEqual({ aemo: 1 })
    expect(figure(report, 'problem')).toMatchObject({ population: 'situations', base: 2, multiple: true })
  })

  test('what nobody asked is neither unknown nor undisclosed', async () => {
    await record(desk, [
      [{ at: '2023-05-02T10:00:00Z', gender: 'unknown', callerProfile: 'undisclosed' }],
      [{ at: '2023-05-02T10:00:00Z' }],
      [{ at: '2023-05-02T10:00:00Z', gender: 'girl', departement: '75' }],
      [{ at: '2023-05-02T10:00:00Z', gender: 'undisclosed', departement: 'abroad' }],
    ])
    const report = await ana.ok(readReport, { query: year })
    expect(counted(report, 'minor_gender')).toEqual({ girl: 1, unknown: 1, undisclosed: 1, not_asked: 1 })
    expect(counted(report, 'caller_profile')).toEqual({ undisclosed: 1, not_asked: 3 })
    expect(figure(report, 'minor_gender').rows.at(-1)).toMatchObject({
      code: 'not_asked',
      label: 'Non demandé',
    })
    // Abroad is a place, not a département.
    expect(report.populations.departments).toBe(1)
    expect(counted(report, 'department')).toEqual({ '75': 1, abroad: 1, not_asked: 2 })
  })

  test('the profile is that of the first contact, and ages give a mean, a median and bands', async () => {
    await record(desk, [
      [
        { at: '2023-06-02T10:00:00Z', callerProfile: 'professional', age: 16 },
        { at: '2023-05-02T10:00:00Z', callerProfile: 'witness', age: 13 },
      ],
      [{ at: '2023-05-02T10:00:00Z', age: 14 }],
      [{ at: '2023-05-02T10:00:00Z', age: 17 }],
      [{ at: '2023-05-02T10:00:00Z', age: 17 }],
      [{ at: '2023-05-02T10:00:00Z' }],
    ])
    const report = await ana.ok(readReport, { query: year })
    expect(counted(report, 'caller_profile')).toEqual({ witness: 1, not_asked: 4 })
    expect(report.rates.meanAge).toBe(61 / 4)
    expect(report.ages).toEqual({ known: 4, median: 15.5, under15: 2 })
    expect(counted(report, 'age_band')).toEqual({ '13_14': 2, '15_17': 2, unknown: 1 })
    expect(counted(report, 'published_age_band')).toEqual({ under_15: 2, '15_17': 2, unknown: 1 })
  })

  test('silent calls and call-backs are counted apart', async () => {
    const [id = ''] = await record(desk, [[{ at: '2023-05-02T10:00:00Z', channel: 'chat' }]])
    await dismiss(desk, '2023-05-02T10:00:00Z', 'silent')
    await dismiss(desk, '2022-05-02T10:00:00Z', 'silent')
    await promise(desk, id, '2023-05-03T10:00:00Z', 'kept')
    await promise(desk, id, '2023-05-03T10:00:00Z')
    await promise(desk, id, '2099-05-03T10:00:00Z')
    const report = await ana.ok(readReport, { query: year })
    expect(report.populations.contacts).toBe(1)
    expect(counted(report, 'contact_channel')).toEqual({ chat: 1 })
    expect(figure(report, 'disposition')).toMatchObject({ population: 'dismissed_contacts', base: 1 })
    expect(counted(report, 'callback')).toEqual({ kept: 1, missed: 1 })
    const later = await ana.ok(readReport, {
      query: { from: '2099-01-01', to: '2099-12-31', figures: 'callback' },
    })
    expect(counted(later, 'callback')).toEqual({ pending: 1 })
  })
})

describe('the words of the vocabulary', () => {
  test('a list stands whole, zeros included, even when nothing was recorded', async () => {
    const report = await ana.ok(readReport, { query: year })
    expect(figure(report, 'problem').rows).toEqual(
      problem.codes.map((code) => ({ code, label: problem.label(code), count: 0, percent: null })),
    )
    expect(report.figures.map(({ id }) => id)).toEqual(figures.map(({ id }) => id))
    expect(report.rates).toEqual({ newSituationsPerMonth: 0, contactsPerSituation: null, meanAge: null })
  })
})

describe('what is asked', () => {
  test('filters narrow every figure alike', async () => {
    const [, other = ''] = await record(desk, [
      [{ at: '2023-05-02T10:00:00Z', departement: '33', callerProfile: 'minor', problems: ['debt'] }],
      [
        {
          at: '2023-05-02T10:00:00Z',
          departement: '75',
          callerProfile: 'minor',
          problems: ['runaway'],
          age: 12,
        },
        { at: '2023-07-02T10:00:00Z' },
      ],
      [{ at: '2023-05-02T10:00:00Z', departement: '75', callerProfile: 'witness' }],
      [{ at: '2023-05-02T10:00:00Z' }],
    ])
    await promise(desk, other, '2023-05-03T10:00:00Z', 'kept')
    const ask = (query: object) => ana.ok(readReport, { query: { ...year, ...query } })
    const paris = await ask({ departement: '75' })
    expect(paris.populations).toEqual({ situations: 2, contacts: 3, departments: 1 })
    expect(counted(paris, 'problem')).toEqual({ runaway: 1 })
    expect(counted(paris, 'callback')).toEqual({ kept: 1 })
    expect(counted(paris, 'month')).toEqual({ '2023-05': 2 })
    const minors = await ask({ departement: ['75', '33'], callerProfile: 'minor' })
    expect(minors.populations).toEqual({ situations: 2, contacts: 3, departments: 2 })
    expect(counted(minors, 'problem')).toEqual({ runaway: 1, debt: 1 })
    expect(minors.filters).toEqual({ departement: ['75', '33'], callerProfile: ['minor'] })
  })

  test('some figures only, in reading order', async () => {
    const report = await ana.ok(readReport, { query: { ...year, figures: ['problem', 'minor_gender'] } })
    expect(report.figures.map(({ id }) => id)).toEqual(['minor_gender', 'problem'])
    expect((await ana.call(readReport, { query: { ...year, figures: 'nothing' as 'problem' } })).status).toBe(
      400,
    )
  })

  test('an analyst and a coordinator read it, a listener does not know that it exists', async () => {
    const status = async (person: Person) => (await person.call(readReport, { query: year })).status
    expect(await status(await desk.people.coordinator())).toBe(200)
    for (const other of ['listener', 'administrator', 'auditor', 'reception'] as const) {
      expect(await status(await desk.people[other]()), other).toBe(404)
    }
    expect(await status(desk.anyone)).toBe(401)
  })
})

describe('files', () => {
  test('the CSV has a line for each figure and code, with its rule', async () => {
    await record(desk, [[{ at: '2023-05-02T10:00:00Z', gender: 'girl' }]])
    const answer = await ana.call(readReport, { query: { ...year, format: 'csv' } })
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(answer.headers.get('content-disposition')).toContain('rapport-2023-04-03-2024-04-02.csv')
    const lines = parse<Record<string, string>>(answer.text, { columns: true })
    const report = await ana.ok(readReport, { query: year })
    expect(lines).toHaveLength(report.figures.flatMap(({ rows }) => rows).length)
    expect(lines.find(({ figure: id, code }) => id === 'minor_gender' && code === 'girl')).toMatchObject({
      label: 'Fille',
      count: '1',
      percent: '100',
      base: '1',
      multiple: 'false',
      rule: figure(report, 'minor_gender').rule,
    })
  })

  test.each(['=1+1', '+33', '-2', '@sum', '\tx'])(
    'a cell that begins as a formula is text: %s',
    async (label) => {
      const report = await ana.ok(readReport, { query: { ...year, figures: 'minor_gender' } })
      const planted = figure(report, 'minor_gender')
      const rows = [{ code: 'x', label, count: 0, percent: null }]
      const [line] = parse<Record<string, string>>(
        reportAsCsv({ ...report, figures: [{ ...planted, rows }] }),
        {
          columns: true,
        },
      )
      expect(line?.label).toBe(`'${label}`)
    },
  )

  test('the terminal prints the same counts, and nothing but them on its output', async () => {
    await record(desk, [[{ at: '2023-05-02T10:00:00Z', gender: 'girl', problems: ['runaway'] }]])
    const print = async (format: 'text' | 'json' | 'csv', period = year) => {
      const [printed, said]: string[][] = [[], []]
      const exit = await runReport({
        services: desk.services,
        say: (line) => void said?.push(line),
        print: (text) => void printed?.push(text),
        ...period,
        format,
      })
      return { exit, printed: printed?.join('') ?? '', said: said?.join('') ?? '' }
    }
    const json = await print('json')
    expect(json).toMatchObject({ exit: 0, said: '' })
    expect(JSON.parse(json.printed)).toEqual(await ana.ok(readReport, { query: year }))
    const { printed } = await print('text')
    expect(printed).toContain('Rapport du lundi 3 avril 2023 au mardi 2 avril 2024')
    expect(printed).toContain('100\u00a0% de filles.')
    expect(printed).toMatch(/Fugues +1 +100,0/)
    expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect((await print('csv')).printed).toMatch(/^figure,title,code,label,count,percent/)
    expect(await print('text', { from: 'hier', to: '2024-01-01' })).toMatchObject({ exit: 2, printed: '' })
    expect(await print('text', { from: '2024-01-02', to: '2024-01-01' })).toMatchObject({
      exit: 2,
      printed: '',
    })
  })
})
