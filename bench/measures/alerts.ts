import { openDatabase, openPool } from '#kernel/db.server.ts'
import { freshRing, Keyring } from '#kernel/seal.server.ts'
import { crowdSql } from '#listening/delivery/crowd.testing.ts'
import type { Sending } from '#listening/delivery/outside.server.ts'
import { type Round, reconcile } from '#listening/delivery/reconcile.server.ts'
import { query } from '../base/fill.ts'
import { median } from '../figures.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

/** Somebody has noted a call on one open transmission in a hundred since the last round. */
const someMoved = `
  update app.escalation set done_at = now(), outcome = 'reached'
  where id in (select id from app.escalation where done_at is null limit $1)`

/**
 * How long a round of the reconciler takes over everything that is open, as each minute: when little has moved since the
 * round before, and when the whole of it is read again. The very first, that makes what was due, is apart.
 */
export const measureAlerts: Measure = async ({ desk, contacts, rounds, quick }) => {
  const open = quick ? 10_000 : 100_000
  const { ownerUrl } = desk.base
  await query(ownerUrl, crowdSql, [open, new Date().toISOString()])
  await query(ownerUrl, 'analyze app.transmission, app.delivery')
  const database = openDatabase(openPool(ownerUrl, { max: 2 }))
  const sending: Sending = {
    database,
    keys: new Keyring(freshRing()),
    outside: {
      partnerUrl: () => '',
      publicUrl: () => '',
      mail: { isConfigured: false, send: nothing, verify: nothing, close: () => undefined },
      pager: { isConfigured: false, page: async () => false },
      onTrouble: () => undefined,
    },
  }
  const time = async (round: Round = {}) => {
    const begun = performance.now()
    const { escalations } = await reconcile(sending, round)
    return { took: performance.now() - begun, escalations }
  }
  const several = async (round: Round, before?: () => Promise<unknown>) => {
    const took: number[] = []
    for (let turn = 0; turn < Math.max(5, rounds); turn += 1) {
      await before?.()
      took.push((await time(round)).took)
    }
    return took
  }
  try {
    const first = await time({ everything: true })
    await query(ownerUrl, 'analyze app.escalation, app.clock_next')
    const whole = await several({ everything: true })
    const moved = await several({}, () => query(ownerUrl, someMoved, [open / 100]))
    const quiet = await several({})
    const details = {
      ouvertes: open,
      'dont touchées depuis': open / 100,
      'le plus long': Math.max(...moved),
      'rien de neuf': median(quiet),
    }
    return [
      line(
        'transmissions ouvertes, réconciliées : le tour de chaque minute',
        { contacts, value: median(moved), unit: 'ms', details },
        1000,
      ),
      line('transmissions ouvertes, toutes relues', {
        contacts,
        value: median(whole),
        unit: 'ms',
        details: {
          ouvertes: open,
          'le plus long': Math.max(...whole),
          'le tout premier': first.took,
          'échéances posées alors': first.escalations,
        },
      }),
    ]
  } finally {
    await database.destroy()
  }
}

const nothing = async (): Promise<void> => undefined
