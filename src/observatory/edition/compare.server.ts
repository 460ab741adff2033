import type { Db } from '#kernel/db.server.ts'
import type { Keyring } from '#kernel/seal.server.ts'
import { tally } from '../report/tally.server.ts'
import type { Comparison, ComparisonReason } from './contract.ts'
import { type LiveFact, liveFacts, readFrozen } from './freeze.server.ts'
import { answersOf, type FrozenFact, recount } from './frozen.ts'

type Reasons = Record<ComparisonReason, number>

const none = (): Reasons => ({ correction: 0, merge: 0, disposal: 0, addition: 0, elsewhere: 0 })

/** What live data say today of the period of an edition, each difference laid to what made it. */
export async function compareEdition(db: Db, keys: Keyring, id: string): Promise<Comparison> {
  const frozen = await readFrozen(db, id)
  const links = new Map(
    Object.entries(
      JSON.parse(
        keys.unsealAlone({ table: 'edition', column: 'sealed_links', row: id }, frozen.sealedLinks),
      ) as Record<string, string>,
    ).map(([number, file]) => [Number(number), file]),
  )
  const live = new Map((await liveFacts(db, frozen.period)).map((fact) => [fact.id, fact]))
  const fates = await fatesOf(db, [...links.values()])
  const changes = frozen.facts.flatMap((before): Change[] => {
    const file = links.get(before.number) ?? ''
    const after = live.get(file)
    live.delete(file)
    const reason = after ? (fates.keepers.has(file) ? 'merge' : 'correction') : fateOf(fates, file)
    return [{ before, after, reason }]
  })
  for (const after of live.values())
    changes.push({ after, reason: fates.keepers.has(after.id) ? 'merge' : 'addition' })
  const counted = await tally(db, frozen.period)
  const files = none()
  const rows = new Map<string, Reasons>()
  const of = (figure: string, code: string): Reasons => {
    const key = `${figure} ${code}`
    const known = rows.get(key) ?? none()
    rows.set(key, known)
    return known
  }
  for (const { before, after, reason } of changes) {
    let isChanged = !before || !after
    for (const figure of frozen.figures) {
      const was = new Set(before ? answersOf(frozen.method, figure, before) : [])
      const is = new Set(after ? answersOf(frozen.method, figure, after) : [])
      for (const code of new Set([...was, ...is])) {
        if (was.has(code) === is.has(code)) continue
        of(figure.id, code)[reason] += is.has(code) ? 1 : -1
        isChanged = true
      }
    }
    if (isChanged) files[reason] += 1
  }
  const report = recount(frozen)
  const situations = changes.reduce((sum, { before, after }) => sum + (after ? 1 : 0) - (before ? 1 : 0), 0)
  return {
    situations: { frozen: report.populations.situations, today: report.populations.situations + situations },
    files,
    figures: report.figures.flatMap((figure) => {
      const isCounted = frozen.figures.find(({ id: one }) => one === figure.id)?.from.kind === 'counted'
      const today = counted.figures.find(({ id: one }) => one === figure.id)
      const codes = new Map(figure.rows.map(({ code, label }) => [code, label]))
      for (const { code, label } of today?.rows ?? []) if (!codes.has(code)) codes.set(code, label)
      const moved = [...codes].flatMap(([code, label]) => {
        const was = figure.rows.find((row) => row.code === code)?.count ?? 0
        const reasons = rows.get(`${figure.id} ${code}`) ?? none()
        const now = today?.rows.find((row) => row.code === code)?.count ?? 0
        if (isCounted) reasons.elsewhere = now - was
        const is = was + Object.values(reasons).reduce((sum, n) => sum + n, 0)
        const isMoved = Object.values(reasons).some((n) => n !== 0)
        return isMoved ? [{ code, label, frozen: was, today: is, ...reasons }] : []
      })
      return moved.length > 0 ? [{ id: figure.id, title: figure.title, rows: moved }] : []
    }),
  }
}

interface Change {
  readonly before?: FrozenFact
  readonly after?: LiveFact | undefined
  readonly reason: ComparisonReason
}

interface Fates {
  /** Files that are still there, whatever their period. */
  readonly alive: ReadonlySet<string>
  readonly merged: ReadonlySet<string>
  /** Files that took in one of the edition. */
  readonly keepers: ReadonlySet<string>
}

const fateOf = ({ alive, merged }: Fates, file: string): ComparisonReason =>
  merged.has(file) ? 'merge' : alive.has(file) ? 'correction' : 'disposal'

async function fatesOf(db: Db, files: readonly string[]): Promise<Fates> {
  const rows =
    files.length === 0
      ? []
      : await db
          .selectFrom('situation')
          .select(['id', 'merged_into'])
          .where((where) => where('id', '=', where.fn.any(where.val([...files]))))
          .execute()
  const merged = rows.filter(({ merged_into }) => merged_into !== null)
  return {
    alive: new Set(rows.map(({ id }) => id)),
    merged: new Set(merged.map(({ id }) => id)),
    keepers: new Set(merged.flatMap(({ merged_into }) => merged_into ?? [])),
  }
}
