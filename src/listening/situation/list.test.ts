import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { createCallback } from '#listening/callback/contract.ts'
import { createSituation, listSituations, type SituationRow } from './contract.ts'

let desk: TestDesk
let ana: Person
let brune: Person

/** Two hundred files with few distinct instants, so that pages are cut between equals, and some without any contact. */
beforeAll(async () => {
  desk = await openTestDesk()
  ana = await desk.people.listener('Ana')
  brune = await desk.people.coordinator('Brune')
  await desk.sql(`
    with made as (
      insert into data_key (id, version, wrapped) values (gen_random_uuid(), 1, '\\x00') returning id
    ), file as (
      insert into situation (id, reference, data_key_id, moved_at, stage, closing_reason, departement)
      select gen_random_uuid(), '2025-' || lpad(n::text, 4, '0'), made.id,
             timestamptz '2025-01-01' + interval '1 hour' * (n % 7),
             (array['open', 'dormant', 'closed'])[1 + n % 10 % 3],
             (array[null, null, 'protected'])[1 + n % 10 % 3], (array['75', '13', null])[1 + n % 100 % 3]
      from generate_series(1, 200) n, made returning id, data_key_id, right(reference, 3)::int as n
    )
    insert into contact (id, data_key_id, situation_id, channel, direction, occurred_at, finalised_at, danger_level)
    select gen_random_uuid(), data_key_id, id, 'phone', 'inbound',
           timestamptz '2024-06-01 10:00:00.123456+00' + interval '1 day' * (n % 5),
           case when n % 10 = 9 then null else now() end, (array['danger', 'not_assessable', null])[1 + n % 3]
    from file`)
  await desk.sql(
    `insert into assignment (situation_id, account_id) select id, $1 from situation where right(reference, 1) in ('2', '5', '9')`,
    [ana.id],
  )
  await desk.sql('select summarise(array(select id from situation))')
})
afterAll(() => desk.close())

type Query = Parameters<
  typeof ana.ok<'/api/situations', never, typeof listSituations.query, never>
>[1] extends { query?: infer Q } | undefined
  ? NonNullable<Q>
  : never

async function everyPage(query: Query): Promise<SituationRow[]> {
  const rows: SituationRow[] = []
  let after: string | undefined
  do {
    const page = await ana.ok(listSituations, { query: { ...query, after } })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return rows
}

test('whatever the filters and the sort, the pages laid end to end are the whole list, in order, once', async () => {
  const all = await everyPage({ limit: 100 })
  const mine = new Set((await everyPage({ mine: 'true', limit: 100 })).map((row) => row.id))
  expect(all).toHaveLength(200)
  expect(mine.size).toBe(60)
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        stage: fc.constantFrom(undefined, 'open', 'closed', 'archived'),
        departement: fc.constantFrom(undefined, '75', '13'),
        dangerLevel: fc.constantFrom(undefined, 'danger', 'not_assessable'),
        mine: fc.boolean(),
        sort: fc.constantFrom('moved', 'opened'),
        direction: fc.constantFrom('ascending', 'descending'),
        limit: fc.integer({ min: 7, max: 60 }),
      }),
      async ({ mine: isMine, ...asked }) => {
        const rows = await everyPage({ ...asked, mine: String(isMine) } as Query)
        const key = (row: SituationRow) =>
          `${asked.sort === 'moved' ? row.movedAt : (row.openedAt ?? '9')} ${row.id}`
        const expected = all
          .filter((row) => !asked.stage || row.stage === asked.stage)
          .filter((row) => !asked.departement || row.departement === asked.departement)
          .filter((row) => !asked.dangerLevel || row.dangerLevel === asked.dangerLevel)
          .filter((row) => !isMine || mine.has(row.id))
          .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
        if (asked.direction === 'descending') expected.reverse()
        expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id))
      },
    ),
    { numRuns: 60 },
  )
})

test('a row says who the minor is, who follows the file, and when somebody is to be called', async () => {
  const { id } = await brune.ok(createSituation, {
    input: { firstName: 'Nour', lastName: 'Belkacem', age: 15, departement: '34' },
  })
  const window = { opensAt: '2027-01-05T17:00:00Z', closesAt: '2027-01-05T18:00:00Z' }
  await brune.ok(createCallback, {
    input: {
      ...window,
      situationId: id,
      whom: 'La mère',
      why: null,
      assigneeId: null,
    },
  })
  const { items } = await ana.ok(listSituations, { query: { departement: '34' } })
  expect(items).toMatchObject([
    { id, name: 'Nour B.', age: 15, assigned: ['Brune'], stage: 'open', openedAt: null },
  ])
  expect(Date.parse(items[0]?.nextCallbackAt ?? '')).toBe(Date.parse(window.opensAt))
})

test('a place in the list that we did not write, or that belongs to another sort, is refused', async () => {
  const { next } = await ana.ok(listSituations, { query: { limit: 5 } })
  for (const after of ['nonsense', Buffer.from('["moved","now","x"]').toString('base64url')]) {
    expect((await ana.call(listSituations, { query: { after } })).refusal?.code).toBe('malformed')
  }
  const other = await ana.call(listSituations, { query: { after: next ?? '', sort: 'opened' } })
  expect(other.refusal?.code).toBe('malformed')
})
