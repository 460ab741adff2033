import { afterAll, beforeAll, test } from 'vitest'
import { openTestDesk, type TestDesk } from '#kernel/testing/harness.server.ts'
import { searchDirectory } from './contract.ts'
import { fillDirectory } from './crowd.testing.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
}, 300_000)
afterAll(() => desk.close())

test('perf', { timeout: 500_000 }, async () => {
  const n = 100_000
  const listener = await desk.people.listener()
  const t = performance.now()
  await fillDirectory((text, values) => desk.ownerSql(text, values), n)
  console.log('fill', Math.round(performance.now() - t))
  await desk.ownerSql('vacuum analyze')
  console.log('vacuum', Math.round(performance.now() - t))
  const asks = [
    { departement: '59', kind: 'uaped', age: 15 },
    { departement: '59', openNow: 'true' },
    { near: '75:Paris', radius: 100, age: 14 },
    { near: '75:Paris', radius: 20, age: 14 },
    { departement: '59', text: 'mezon adolesents' },
    { text: 'maison des adolescents' },
    { text: 'phare 4210' },
    { text: 'belvedere littoral' },
    { text: 'mezon adolesents' },
    { text: 'belvedaire bocage' },
    { text: 'zzzzqqq' },
    { text: 'clairierre 777' },
    { kind: 'uaped', openNow: 'true' },
    { openNow: 'true', age: 3 },
    {},
  ] as const
  for (const query of asks) {
    const times: number[] = []
    let found = 0
    for (let i = 0; i < 12; i++) {
      const b = performance.now()
      const r = await listener.ok(searchDirectory, { query: query as never })
      found = r.items.length
      times.push(performance.now() - b)
    }
    times.sort((a, b) => a - b)
    console.log(
      JSON.stringify(query),
      'median',
      times[6]?.toFixed(1),
      'max',
      times[11]?.toFixed(1),
      'found',
      found,
    )
  }
})
