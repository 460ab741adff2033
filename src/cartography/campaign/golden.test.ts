import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { runReport } from '#observatory/report/command.server.ts'
import { readReport } from '#observatory/report/contract.ts'
import { createDemonstrationAccounts } from '#office/account/demonstration.server.ts'
import { exportAnswers, listCampaigns, readBoard, readResults, readTexts, tagText } from './contract.ts'
import { inventCampaigns } from './demonstration.server.ts'

const year = { from: '2023-04-03', to: '2024-04-02' }
let desk: TestDesk
let ana: Person
let carole: Person
let campaignId: string
beforeAll(async () => {
  desk = await openTestDesk()
  await createDemonstrationAccounts(desk.database)
  await inventCampaigns(desk.services)
  ana = await desk.people.analyst('Ana')
  carole = await desk.people.cartographer('Carole')
  const { items } = await ana.ok(listCampaigns)
  campaignId = items.find(({ year: of }) => of === 2023)?.id ?? ''
})
afterAll(() => desk.close())

test('the yearly report gives back the published figures of the questionnaires', async () => {
  const report = await ana.ok(readReport, { query: year })
  const rows = (id: string) =>
    Object.fromEntries(
      (report.figures.find((figure) => figure.id === id)?.rows ?? []).map(
        ({ code, count, base, percent }) => [code, [count, base, percent]],
      ),
    )
  expect(rows('phenomenon_met')).toEqual({
    def_director: [19, 26, 73.1],
    ase: [25, 29, 86.2],
    crip: [25, 28, 89.3],
    departmental_home: [21, 23, 91.3],
  })
  const asked = rows('survey_response').any_of_four?.[1]
  expect(asked).toBeGreaterThan(95)
  expect(rows('survey_response')).toMatchObject({
    any_of_four: [41, asked, expect.any(Number)],
    crip: [28, asked, expect.any(Number)],
    departmental_home: [23, asked, expect.any(Number)],
  })
  // Forty-one authorities of one département each: forty-one départements.
  const [{ n } = { n: 0 }] = await desk.sql<{ n: number }>(
    `select count(distinct departement) as n from campaign_target, unnest(departements) as departement
     where campaign_id = $1 and status = 'submitted'`,
    [campaignId],
  )
  expect(n).toBe(41)
  const one = await ana.ok(readReport, { query: { ...year, departement: '01', figures: 'survey_response' } })
  expect(one.figures[0]?.rows.at(-1)?.base).toBe(1)
})

test('the command prints them too, each row with its own base', async () => {
  const printed: string[] = []
  const print = async (format: 'text' | 'csv') => {
    printed.length = 0
    await runReport({
      services: desk.services,
      say: () => undefined,
      print: (text) => void printed.push(text),
      ...year,
      format,
    })
    return printed.join('')
  }
  expect(await print('text')).toMatch(/CRIP \(sur 28\) +25 +89,3/)
  expect(await print('csv')).toMatch(/phenomenon_met,[^\n]*,crip,CRIP,25,89\.3,answers,28,/)
})

test('the board says of how many: any of four, all four, complete or begun', async () => {
  const board = await ana.ok(readBoard, { params: { id: campaignId } })
  expect(board.anyOf.complete.count).toBe(41)
  expect(board.anyOf.withPartials.count).toBeGreaterThan(41)
  expect(board.allOf.complete).toMatchObject({ count: 13, base: board.rows.length })
  expect(board.byAddressee.find(({ addressee }) => addressee === 'ase')).toMatchObject({
    submitted: 29,
    asked: board.rows.length,
  })
  for (const row of board.byAddressee)
    expect(row.invited + row.opened + row.partial + row.submitted + row.declined).toBe(row.asked)
})

test('results are counted over who answered, and regions are compared by how they are spread', async () => {
  const read = (query: object) =>
    ana.ok(readResults, { params: { id: campaignId }, query: { addressee: 'crip' as const, ...query } })
  const plain = await read({})
  expect(plain.base).toBe(28)
  const met = plain.questions.find(({ id }) => id === 'phenomenon_met')
  expect(met?.rows.map(({ code, count }) => [code, count])).toEqual([
    ['yes', 25],
    ['no', 3],
    ['unknown', 0],
  ])
  const split = await read({ split: 'region' })
  const groups = split.questions.find(({ id }) => id === 'phenomenon_met')?.groups ?? []
  expect(groups.reduce((sum, { base }) => sum + base, 0)).toBe(28)
  expect((await read({ split: 'year' })).questions[0]?.groups.map(({ label }) => label)).toContain('2023')
  const multiple = plain.questions.find(({ kind, base }) => kind === 'multiple' && base > 0)
  expect(Math.max(...(multiple?.rows ?? []).map(({ count }) => count))).toBeLessThanOrEqual(
    multiple?.base ?? 0,
  )
  expect((await read({ partials: 'true' })).base).toBeGreaterThan(28)
})

test('free answers are read, tagged and found again by their tag', async () => {
  const plain = await ana.ok(readResults, { params: { id: campaignId }, query: { addressee: 'ase' } })
  const free = plain.questions.find(({ kind, base }) => kind === 'long_text' && base > 0)
  const query = { addressee: 'ase' as const, question: free?.id ?? '' }
  const { items } = await ana.ok(readTexts, { params: { id: campaignId }, query })
  expect(items).toHaveLength(free?.base ?? -1)
  const target = items[0]?.targetId ?? ''
  await carole.ok(tagText, {
    params: { id: target },
    input: { question: query.question, tags: ['formation', 'formation', 'places'] },
  })
  const found = await ana.ok(readTexts, { params: { id: campaignId }, query: { ...query, tag: 'formation' } })
  expect(found.items.map(({ targetId }) => targetId)).toEqual([target])
  expect(found.tags).toEqual([
    { tag: 'formation', count: 1 },
    { tag: 'places', count: 1 },
  ])
})

test('the export has a line for each answer, a column for each thing asked, and no formula', async () => {
  const plain = await ana.ok(readResults, { params: { id: campaignId }, query: { addressee: 'crip' } })
  const free = plain.questions.find(({ kind }) => kind === 'long_text')?.id ?? ''
  await desk.ownerSql(
    `update campaign_answer set answers = answers || jsonb_build_object($2::text, '=1+1')
     where target_id = (select id from campaign_target where campaign_id = $1 and addressee = 'crip' and status = 'submitted' limit 1)`,
    [campaignId, free],
  )
  const get = (format: 'csv' | 'xlsx' | 'codebook') =>
    ana.call(exportAnswers, { params: { id: campaignId }, query: { addressee: 'crip', format } })
  const csv = (await get('csv')).text.replace('\uFEFF', '')
  expect(csv.split('\r\n')[0]).toMatch(/^campagne,annee,territoire,.*phenomenon_met/)
  expect(csv.trim().split('\r\n')).toHaveLength(29)
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m)
  expect(csv).toContain(`'=1+1`)
  expect((await get('codebook')).text).toContain('phenomenon_met')
  const xlsx = await get('xlsx')
  expect(xlsx.status).toBe(200)
  expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
})
