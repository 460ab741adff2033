import { openDatabase, openPool } from '#kernel/db.server.ts'
import { freshRing, Keyring } from '#kernel/seal.server.ts'
import { crowdSql } from '#listening/delivery/crowd.testing.ts'
import type { Sending } from '#listening/delivery/outside.server.ts'
import { reconcile } from '#listening/delivery/reconcile.server.ts'
import { query } from '../base/fill.ts'
import { median } from '../figures.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

/** How long the reconciler takes over everything that is open, as it does each minute. */
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
      mail: { isConfigured: false, send: nothing, verify: nothing, close: () => undefined },
      pager: { isConfigured: false, page: async () => false },
      onTrouble: () => undefined,
    },
  }
  const time = async () => {
    const begun = performance.now()
    const { escalations } = await reconcile(sending)
    return { took: performance.now() - begun, escalations }
  }
  try {
    const first = await time()
    await query(ownerUrl, 'analyze app.escalation')
    const took: number[] = []
    for (let round = 0; round < Math.max(3, rounds); round += 1) took.push((await time()).took)
    const details = {
      ouvertes: open,
      'premier passage': first.took,
      'échéances posées alors': first.escalations,
      'le plus long': Math.max(...took),
    }
    return [
      line(
        'transmissions ouvertes, réconciliées',
        { contacts, value: median(took), unit: 'ms', details },
        1000,
      ),
    ]
  } finally {
    await database.destroy()
  }
}

const nothing = async (): Promise<void> => undefined
