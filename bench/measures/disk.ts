import { query } from '../base/fill.ts'
import { repeat } from '../client.ts'
import { line } from '../results.ts'
import { inTurn, type Measure } from './context.ts'
import { inTwoRequests } from './flow.ts'

/** What a contact weighs on disk, journal and indexes included: written through the product, then in the whole base. */
export const measureDisk: Measure = async ({ desk, contacts, sample, quick }) => {
  const { ownerUrl } = desk.base
  const number = async (text: string): Promise<number> =>
    Number((await query<{ n: string }>(ownerUrl, `select ${text} as n`))[0]?.n)
  const size = () => number('pg_database_size(current_database())')
  const kept = () => number('(select sum(size) from pg_ls_waldir())')
  const written = inTurn(sample.written)
  const situation = inTurn(sample.situations)
  const count = quick ? 300 : 5000
  const asker = desk.asker(8)
  try {
    const whole = await size()
    const lsn = (await query<{ lsn: string }>(ownerUrl, 'select pg_current_wal_lsn()::text as lsn'))[0]?.lsn
    await repeat(count, 8, () => inTwoRequests(asker, written(), situation()))
    const added = (await size()) - whole
    const wal = await number(`pg_wal_lsn_diff(pg_current_wal_lsn(), '${lsn}')`)
    const answers = await number(`pg_total_relation_size('app.idempotency')`)
    const walKept = await kept()
    return [
      line(
        'disque, contact écrit en deux requêtes',
        {
          contacts,
          value: added / count / 1000,
          unit: 'ko',
          details: { contacts: count, 'journal de reprise écrit, ko': wal / count / 1000 },
        },
        8,
      ),
      line(
        'disque, base entière',
        {
          contacts,
          value: whole / contacts / 1000,
          unit: 'ko',
          details: {
            'base, Mo': whole / 1e6,
            'journal de reprise gardé, Mo': walKept / 1e6,
            'avec lui, ko': (whole + walKept) / contacts / 1000,
            'réponses gardées deux jours, Mo': answers / 1e6,
          },
        },
        8,
      ),
    ]
  } finally {
    asker.connections.close()
  }
}
