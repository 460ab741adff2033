import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { readReport } from './contract.ts'
import { figures } from './figures.ts'
import { monthsOf, spanOf } from './period.ts'
import { statementOf } from './queries.server.ts'
import { wantedBy } from './tally.server.ts'

const year = { from: '2023-04-03', to: '2024-04-02' }
let desk: TestDesk

beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

describe('the cost of a report', () => {
  interface Plan {
    readonly 'Node Type': string
    readonly 'Actual Loops': number
    readonly Plans?: readonly Plan[]
  }
  const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

  test('is one statement, none of whose parts begins again for each situation', async () => {
    await desk.ownerSql(`
      insert into data_key (id, version, wrapped) values ('00000000-0000-7000-8000-000000000000', 1, '');
      insert into situation (id, reference, data_key_id)
        select gen_random_uuid(), 'many-' || n, '00000000-0000-7000-8000-000000000000' from generate_series(1, 3000) n;
      insert into situation_summary (situation_id, reference, stage, moved_at, opened_at, contact_count)
        select id, reference, stage, now(), '2023-06-01', 1 from situation;
      insert into situation_fact select situation_id, 'problem', 'runaway', '2023-06-01', '2023-06-01' from situation_summary;
      analyze situation_summary, situation_fact`)
    const scope = { ...year, ...spanOf(year), months: monthsOf(year), departements: [], callerProfiles: [] }
    const plan = await desk.database.transaction().execute(async (db) => {
      const { statement } = statementOf(scope, wantedBy(figures))
      const { rows } = await sql<{
        'QUERY PLAN': [{ Plan: Plan }]
      }>`explain (analyze, format json) ${statement}`.execute(db)
      return rows[0]?.['QUERY PLAN'][0].Plan
    })
    const nodes = plan ? nodesOf(plan) : []
    expect(nodes.length).toBeGreaterThan(10)
    const words = figures.reduce((sum, { list: of }) => sum + (of?.codes.length ?? 0), 0)
    expect(Math.max(...nodes.map((node) => node['Actual Loops']))).toBeLessThan(words)
    const ana = await desk.people.analyst('Ana')
    expect((await ana.ok(readReport, { query: year })).populations.situations).toBe(3000)
  })
})
