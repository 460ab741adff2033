import { test } from 'vitest'
import { openTestDesk } from '#kernel/testing/harness.server.ts'
import { sendingOf } from '#kernel/testing/jobs.server.ts'
import { crowdSql } from './crowd.testing.ts'
import { reconcile } from './reconcile.server.ts'
test('b', async () => {
  const desk = await openTestDesk()
  await desk.ownerSql(crowdSql, [100_000, new Date().toISOString()])
  await desk.ownerSql('analyze app.transmission, app.delivery')
  await desk.ownerSql("load 'auto_explain'").catch(() => undefined)
  for (let i = 0; i < 3; i++) {
    const t = performance.now()
    const r = await reconcile(sendingOf(desk))
    process.stdout.write(`${Math.round(performance.now() - t)} ms ${JSON.stringify(r)}\n`)
    if (i === 0) await desk.ownerSql('analyze app.escalation')
  }
  const db = desk.database
  const plan = await desk.ownerSql<Record<string, string>>(`explain (analyze, timing off) with open as materialized (
      select t.id, t.status, t.send_after, t.return_due_on, t.redirected_at, d.channel, d.state,
        d.undeliverable_at, case when t.status in ('validated', 'sent') then case when t.urgent then 'urgent' else 'ordinary' end
             when t.status <> 'redirected' and t.return_due_on is not null then 'return' end as phase
      from app.transmission t join app.delivery d on d.transmission_id = t.id and d.state <> 'recalled'
      where t.status in ('validated', 'sent', 'acknowledged', 'return_due', 'return_overdue', 'redirected')
        and (t.status not in ('validated', 'sent') or t.send_after <= now())) ,
   due as (select d.id, s.step, 1 as round from open d join (values ('urgent_reminder','urgent',15),('urgent_phone_task','urgent',30),('ordinary_reminder','ordinary',1440)) s(step,phase,m) on s.phase=d.phase where d.send_after + make_interval(mins => m) <= now())
   select count(*) from due where not exists (select from app.escalation e where e.transmission_id = due.id and e.step = due.step and e.round = due.round)`)
  process.stdout.write(plan.map((r) => Object.values(r)[0]).join('\n') + '\n')
  const orig = db.getExecutor().executeQuery
  const seen: [string, number][] = []
  void orig
  const { ring, settleEscalations, readSettings, remind } = (await import('./reconcile.server.ts')) as never as Record<string, (...a: unknown[]) => Promise<unknown>>
  const now = new Date().toISOString()
  for (const [n, f] of [['settle', (d: unknown) => settleEscalations?.(d, now)], ['ring', async (d: unknown) => ring?.(d, await readSettings?.(d), now)], ['remind', (d: unknown) => remind?.(d)]] as const) {
    const t = performance.now()
    await db.transaction().execute(async (d) => f(d))
    seen.push([n, Math.round(performance.now() - t)])
  }
  process.stdout.write(JSON.stringify(seen) + '\n')
  await desk.close()
}, 200_000)
