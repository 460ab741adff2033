import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { returnOutcome, role } from '#vocabulary'
import { readTransmissionFigures, TransmissionFigures } from './contract.ts'
import { countSent } from './queries.server.ts'

let desk: TestDesk
let brune: Person
let author: Person

interface Told {
  readonly situation: number
  readonly authority: 'haut' | 'bas'
  readonly departement: string | null
  readonly urgent: boolean
  readonly sentAt: string
  readonly acknowledgedAfter: number | null
  readonly returnedAfter: number | null
  readonly outcome: string | null
  readonly isRedirected: boolean
}

/** A year of transmissions, the same at each run: some never acknowledged, some never answered, some not theirs. */
const told: readonly Told[] = Array.from({ length: 120 }, (_, n) => {
  const isRedirected = n % 17 === 3
  const acknowledgedAfter = n % 5 === 4 ? null : 7 + ((n * 37) % 600)
  const returnedAfter =
    acknowledgedAfter === null || isRedirected || n % 3 === 0 ? null : 20 + ((n * 13) % 120)
  return {
    situation: n % 40,
    authority: n % 2 === 0 ? 'haut' : 'bas',
    departement: n % 11 === 0 ? null : n % 2 === 0 ? '68' : '67',
    urgent: n % 4 === 0,
    sentAt: Temporal.Instant.from('2024-12-31T22:30:00Z')
      .add({ hours: n * 61 })
      .toString(),
    acknowledgedAfter,
    returnedAfter,
    outcome: returnedAfter === null ? null : (returnOutcome.codes[n % 3] ?? null),
    isRedirected,
  }
})

beforeAll(async () => {
  desk = await openTestDesk()
  brune = await desk.people.coordinator('Brune')
  author = await desk.people.listener('Ana')
  // Rows are put in by hand, at the end of their history: neither their steps nor their deliveries are told.
  await desk.ownerSql('alter table transmission disable trigger user')
  await desk.sql(`insert into data_key (id, version, wrapped) values (gen_random_uuid(), 1, '\\x00')`)
  await desk.sql(`
    insert into situation (id, reference, data_key_id)
    select gen_random_uuid(), '2025-' || lpad(n::text, 4, '0'), (select id from data_key limit 1)
    from generate_series(0, 39) n`)
  await desk.sql(`
    insert into authority (id, code, name, name_key, time_zone) values
      (gen_random_uuid(), 'essai-haut', 'Autorité d’essai du Haut', 'essaihaut', 'Europe/Paris'),
      (gen_random_uuid(), 'essai-bas', '=Autorité d’essai du Bas', 'essaibas', 'Europe/Paris')`)
  await desk.sql(`
    insert into authority_unit (id, authority_id, recipient, name, name_key, time_zone)
    select gen_random_uuid(), id, 'crip', 'CRIP ' || name, 'crip' || name_key, time_zone
    from authority where code like 'essai-%'`)
  await desk.sql(
    `insert into transmission (id, reference, writing_id, situation_id, authority_id, unit_id, recipient, departement,
       status, urgent, author_id, submitted_at, validator_id, validated_at, send_after, sent_at, acknowledged_at,
       acknowledged_by, return_due_on, return_received_at, return_outcome, redirected_at, sealed_draft,
       sealed_content, data_key_id)
     select gen_random_uuid(), 'IP-ESSAI-' || n, gen_random_uuid(), file.id, unit.authority_id, unit.id, 'crip',
       told.departement,
       case when "isRedirected" then 'redirected' when "returnedAfter" is not null then 'return_received'
            when "acknowledgedAfter" is not null then 'return_overdue' else 'sent' end,
       urgent, $2, "sentAt", $3, "sentAt", "sentAt", "sentAt",
       "sentAt" + make_interval(mins => "acknowledgedAfter"), case when "acknowledgedAfter" is not null then 'Une personne' end,
       ("sentAt" + interval '3 months')::date, "sentAt" + make_interval(days => "returnedAfter"), outcome,
       case when "isRedirected" then "sentAt" + interval '1 hour' end, '\\x00', '\\x00', file.data_key_id
     from jsonb_to_recordset($1::jsonb) as told (situation int, authority text, departement text, urgent boolean,
       "sentAt" timestamptz, "acknowledgedAfter" int, "returnedAfter" int, outcome text, "isRedirected" boolean, n int)
     join situation file on file.reference = '2025-' || lpad(situation::text, 4, '0')
     join authority on authority.code = 'essai-' || told.authority
     join authority_unit unit on unit.authority_id = authority.id`,
    [JSON.stringify(told.map((one, n) => ({ ...one, n }))), author.id, brune.id],
  )
})
afterAll(() => desk.close())

const year = { from: '2025-01-01', to: '2025-12-31' }

async function read(query: { from: string; to: string }): Promise<TransmissionFigures> {
  const answer = await brune.fetch(`${readTransmissionFigures.path}?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return TransmissionFigures.parse(await answer.json())
}

const dayInParis = (at: string) =>
  Temporal.Instant.from(at).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString()

/** The quartiles of a list, as one finds them by hand: between the two nearest values. */
function quartilesOf(values: readonly number[]) {
  if (values.length === 0) return { n: 0, firstQuartile: null, median: null, thirdQuartile: null }
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => {
    const place = part * (sorted.length - 1)
    const below = sorted[Math.floor(place)] ?? 0
    const above = sorted[Math.ceil(place)] ?? 0
    return Math.round((below + (above - below) * (place % 1)) * 10) / 10
  }
  return { n: sorted.length, firstQuartile: at(0.25), median: at(0.5), thirdQuartile: at(0.75) }
}

const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)

test('the figures of a period are what one counts by hand, from midnight to midnight in Paris', async () => {
  for (const period of [
    year,
    { from: '2025-03-10', to: '2025-05-02' },
    { from: '2024-12-31', to: '2024-12-31' },
  ]) {
    const sent = told.filter(({ sentAt }) => {
      const day = dayInParis(sentAt)
      return day >= period.from && day <= period.to
    })
    const figures = await read(period)
    const due = sent.filter((one) => !one.isRedirected)
    const returned = due.filter((one) => one.returnedAfter !== null)
    expect(figures).toMatchObject({
      period,
      sent: sent.length,
      situations: new Set(sent.map((one) => one.situation)).size,
      urgent: sent.filter((one) => one.urgent).length,
      redirected: sent.filter((one) => one.isRedirected).length,
      acknowledged: known(sent.map((one) => one.acknowledgedAfter)).length,
    })
    expect(figures.acknowledgement.all).toEqual(quartilesOf(known(sent.map((one) => one.acknowledgedAfter))))
    expect(figures.acknowledgement.urgent).toEqual(
      quartilesOf(known(sent.filter((one) => one.urgent).map((one) => one.acknowledgedAfter))),
    )
    expect(figures.returns).toMatchObject({
      due: due.length,
      received: returned.length,
      awaited: 0,
      rate: Math.round((1000 * returned.length) / due.length) / 10,
    })
    for (const [code, label] of [
      ['67', 'Bas-Rhin'],
      ['68', 'Haut-Rhin'],
      [null, 'Département non renseigné'],
    ] as const) {
      const there = sent.filter((one) => one.departement === code)
      const line = figures.byDepartement.find((one) => one.label === label)
      expect(line?.sent ?? 0).toBe(there.length)
      expect(line?.returned ?? 0).toBe(there.filter((one) => one.returnedAfter !== null).length)
    }
    expect(figures.byAuthority.reduce((sum, one) => sum + one.sent, 0)).toBe(sent.length)
    expect(figures.outcomes.map(({ code }) => code)).toEqual([...returnOutcome.codes])
    for (const { code, count } of figures.outcomes) {
      expect(count).toBe(sent.filter((one) => one.outcome === code).length)
    }
  }
})

test('the delay to the return counts only what has returned', async () => {
  const figures = await read(year)
  const days = known(told.map((one) => one.returnedAfter))
  expect(figures.returnDelay.n).toBe(days.length)
  // A night of spring or autumn is an hour shorter or longer: a day of the calendar is 24 hours here, to a tenth.
  expect(figures.returnDelay.median).toBeCloseTo(quartilesOf(days).median ?? 0, 0)
})

test('what was sent yesterday owes nothing yet: it is awaited, and lowers no rate', async () => {
  const figures = await read({ from: '2030-01-01', to: '2030-12-31' })
  expect(figures).toMatchObject({ sent: 0, returns: { due: 0, received: 0, awaited: 0, rate: null } })
  expect(figures.acknowledgement.all).toEqual({
    n: 0,
    firstQuartile: null,
    median: null,
    thirdQuartile: null,
  })
  const before = await read({ from: '2024-01-01', to: '2024-12-31' })
  await desk.sql(
    `update transmission set sent_at = '2024-06-01', acknowledged_at = null, acknowledged_by = null, status = 'sent',
       return_due_on = current_date + 1 where reference = 'IP-ESSAI-4'`,
  )
  const after = await read({ from: '2024-01-01', to: '2024-12-31' })
  expect(after.returns).toMatchObject({ due: before.returns.due, awaited: before.returns.awaited + 1 })
})

test('the same figures leave as CSV, and none of them runs as a formula', async () => {
  const query = new URLSearchParams({ ...year, format: 'csv' })
  const answer = await brune.fetch(`${readTransmissionFigures.path}?${query}`)
  expect(answer.headers.get('content-disposition')).toBe(
    'attachment; filename="transmissions-2025-01-01-2025-12-31.csv"',
  )
  const lines = (await answer.text()).split('\r\n')
  expect(lines[0]).toBe('figure,code,label,value,unit,from,to')
  const figures = await read(year)
  expect(lines).toContain(`returns,rate,Taux de retour,${figures.returns.rate},%,2025-01-01,2025-12-31`)
  expect(lines.filter((line) => line.startsWith('authority.sent,essai-bas,'))).toEqual([
    expect.stringContaining(",'=Autorité d’essai du Bas,"),
  ])
})

test('coordinators and analysts read them; others are told that there is nothing there', async () => {
  const allowed = ['coordinator', 'analyst']
  for (const code of role.codes) {
    const person = await desk.people[code]()
    const answer = await person.fetch(`${readTransmissionFigures.path}?${new URLSearchParams(year)}`)
    expect([code, answer.status]).toEqual([code, allowed.includes(code) ? 200 : 404])
  }
  const reversed = await brune.fetch(`${readTransmissionFigures.path}?from=2025-02-01&to=2025-01-01`)
  expect(await reversed.json()).toMatchObject({ code: 'period_reversed' })
})

test('a narrow period is read through the index of the sendings, never through the whole table', async () => {
  await desk.ownerSql(
    `insert into transmission (id, reference, writing_id, situation_id, authority_id, unit_id, recipient, status,
       author_id, submitted_at, validator_id, validated_at, send_after, sent_at, sealed_draft, sealed_content, data_key_id)
     select gen_random_uuid(), 'IP-MASSE-' || n, gen_random_uuid(), situation_id, authority_id, unit_id, 'crip', 'sent',
       author_id, at, validator_id, at, at, at, sealed_draft, sealed_content, data_key_id
     from (select * from transmission limit 1) one, generate_series(1, 20000) n,
       lateral (select timestamptz '2020-01-01' + make_interval(mins => n * 100) as at) moment`,
  )
  await desk.ownerSql('analyze transmission')
  const { sql: text, parameters } = countSent({ from: '2021-06-01', to: '2021-06-30' }).compile(desk.database)
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(
    text.replaceAll(/\$(\d+)/g, (_, place: string) => `'${String(parameters[Number(place) - 1])}'`),
  )}`.execute(desk.database)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('transmission_by_sending')
  expect(plan).not.toContain('Seq Scan on transmission')
})
