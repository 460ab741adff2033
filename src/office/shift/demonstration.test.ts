import { expect, test } from 'vitest'
import { openTestDesk } from '#kernel/testing/harness.server.ts'
import { listShifts } from './contract.ts'
import { inventRota } from './demonstration.server.ts'
import { thisWeek } from './week.ts'

test('the demonstration has a rota for this week, whatever the day it is looked at, and nobody twice at the same hours', async () => {
  const desk = await openTestDesk()
  try {
    const reader = await desk.people.coordinator()
    for (let left = 3; left > 0; left--) await desk.people.listener()
    await inventRota(desk)
    const { items } = await reader.ok(listShifts, { query: { from: thisWeek(), days: '7' } })
    expect(new Set(items.map(({ kind }) => kind))).toEqual(
      new Set(['listening', 'coordination', 'duty_officer']),
    )
    const [twice] = await desk.sql<{ count: number }>(
      `select count(*)::int as count from shift a join shift b on a.account_id = b.account_id and a.kind = b.kind
       and a.id < b.id and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
    )
    expect(twice?.count).toBe(0)
  } finally {
    await desk.close()
  }
})
