import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { openTestDesk, type Person, type TestDesk } from '#kernel/testing/harness.server.ts'
import { searchDirectory } from './contract.ts'
import { fillDirectory } from './crowd.testing.ts'

type Asked = z.input<(typeof searchDirectory)['query']>

let desk: TestDesk
let lise: Person

beforeAll(async () => {
  desk = await openTestDesk()
  lise = await desk.people.listener('Lise Fictive')
  await fillDirectory((text, values) => desk.ownerSql(text, values), 3000)
})
afterAll(() => desk.close())

async function walk(asked: Asked, limit: number): Promise<{ ids: string[]; distances: (number | null)[] }> {
  const ids: string[] = []
  const distances: (number | null)[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await lise.ok(searchDirectory, {
      query: { ...asked, limit, ...(after && { after }) },
    })
    ids.push(...items.map(({ id }) => id))
    distances.push(...items.map(({ distance }) => distance))
    if (!next) return { ids, distances }
    after = next
  }
}

const asks: readonly [string, Asked][] = [
  ['in a département, with who comes and who is reached from anywhere', { departement: '59', age: 15 }],
  ['near a town, ring after ring', { near: '75:Paris', radius: 100 }],
  ['words, in names first', { text: 'belvedere littoral' }],
  ['words that are misspelt, the nearest first', { text: 'genet platau' }],
  ['a misspelt word in a département', { text: 'pasrelle', departement: '33' }],
]

test.each(asks)(
  '%s: short pages make the same list as long ones, without gap or repeat',
  async (_, asked) => {
    const long = await walk(asked, 100)
    const short = await walk(asked, 3)
    expect(long.ids.length).toBeGreaterThan(3)
    expect(short).toEqual(long)
    expect(new Set(short.ids).size).toBe(short.ids.length)
  },
)

test('near a town the nearest come first, and a département tells its own before those reached from anywhere', async () => {
  const { distances } = await walk({ near: '75:Paris', radius: 100 }, 20)
  expect(distances).toEqual(distances.toSorted((a, b) => (a ?? 0) - (b ?? 0)))
  const ids = (await walk({ departement: '59' }, 20)).ids
  const rows = await desk.ownerSql<{ service_id: string; rank: number }>(
    `select service_id, case when is_anywhere then 2 when stands_in = '59' then 0 else 1 end as rank
     from app.service_index where service_id = any($1)`,
    [ids],
  )
  const rankOf = new Map(rows.map(({ service_id, rank }) => [service_id, rank]))
  const ranks = ids.map((id) => rankOf.get(id) ?? -1)
  expect(new Set(ranks)).toContain(2)
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
})
