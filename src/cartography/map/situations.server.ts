import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '#kernel/db.server.ts'
import { departements101, isDepartement, regionOf } from '#vocabulary'
import { type Disclosed, disclose, type Reader } from './gate.ts'
import { countedLevel, type MapLevel } from './level.ts'

type Executes = Pick<Db, 'getExecutor'>

const zone = 'Europe/Paris'
const firstDay = (year: number): string =>
  Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(zone).toInstant().toString()

/** The year of the calendar in Paris. */
export const thisYear = (): number => Temporal.Now.plainDateISO(zone).year

/** The years in which situations began, the latest first; whole years only, so that no two periods can be subtracted. */
export async function yearsCounted(db: Executes): Promise<number[]> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select extract(year from min(opened_at) at time zone ${zone})::int as first,
      extract(year from max(opened_at) at time zone ${zone})::int as last from situation_summary`.execute(db)
  const last = rows[0]?.last ?? thisYear()
  const first = rows[0]?.first ?? last
  return Array.from({ length: last - first + 1 }, (_, back) => last - back)
}

interface Counted {
  readonly departement: string | null
  readonly situations: number
  readonly contacts: number
}

/** Situations that began in a year and contacts that took place in it, by département, as they may be shown. */
export async function disclosedYear(
  db: Executes,
  year: number,
  reader: Reader,
): Promise<{ readonly situations: Disclosed; readonly contacts: Disclosed }> {
  const [start, end] = [firstDay(year), firstDay(year + 1)]
  const { rows } = await sql<Counted>`
    select departement, sum(situations)::int as situations, sum(contacts)::int as contacts from (
      select s.departement, 1 as situations, 0 as contacts from situation_summary s
      where s.opened_at >= ${start}::timestamptz and s.opened_at < ${end}::timestamptz
      union all
      select s.departement, 0, 1 from contact c join situation_summary s on s.situation_id = c.situation_id
      where c.finalised_at is not null and c.occurred_at >= ${start}::timestamptz and c.occurred_at < ${end}::timestamptz
    ) counted group by departement`.execute(db)
  const through = (count: (row: Counted) => number) => {
    const found = new Map<string, number>()
    for (const row of rows) {
      const place = row.departement && isDepartement(row.departement) ? row.departement : elsewhere
      found.set(place, (found.get(place) ?? 0) + count(row))
    }
    const cells = [...departements101, elsewhere].map((place) => ({
      place,
      group: regionOf(place) ?? elsewhere,
      count: found.get(place) ?? 0,
    }))
    return disclose(cells, reader)
  }
  return { situations: through((row) => row.situations), contacts: through((row) => row.contacts) }
}

const elsewhere = 'elsewhere'

const inNumber = (count: number) =>
  `${new Intl.NumberFormat('fr-FR').format(count)}\u00a0${count < 2 ? 'situation' : 'situations'}`

/** Situations of a year by département, small counts hidden. */
export async function situationsLevel(db: Executes, year: number, reader: Reader): Promise<MapLevel> {
  const { situations } = await disclosedYear(db, year, reader)
  const { shown, threshold, total } = situations
  const outside = shown.get(elsewhere)
  return countedLevel({
    title: `Situations commencées en ${year}`,
    rule: `Chaque situation compte une fois, l’année de son premier contact, dans le département où vit le mineur. Un nombre inférieur à ${threshold} n’est jamais montré, zéro compris\u00a0; d’autres sont masqués avec lui pour qu’aucune soustraction ne le redonne.`,
    none: 'aucune situation',
    words: inNumber,
    hidden: {
      text: `moins de ${threshold} ou masqué`,
      label: `Moins de ${threshold}, ou masqué avec un autre`,
    },
    countOf: (code) => shown.get(code) ?? null,
    outside:
      [
        outside !== undefined && `${inNumber(outside)} hors des départements ou sans lieu connu.`,
        total !== null && `${inNumber(total)} en tout.`,
      ]
        .filter(Boolean)
        .join(' ') || null,
  })
}
