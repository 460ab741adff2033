import type { z } from 'zod'
import { listSituations } from '#listening/situation/contract.ts'
import { dangerLevel, situationStage } from '#vocabulary'
import { query } from '../base/fill.ts'
import type { Asker } from '../client.ts'
import { median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { type Line, line } from '../results.ts'
import type { Context, Measure } from './context.ts'

type Query = z.input<(typeof listSituations)['query']>

/** What one page of one combination cost PostgreSQL. */
interface Page {
  readonly query: Query
  readonly rows: number
  /** Milliseconds of CPU. */
  readonly database: number
}

/** What each full page cost at the smallest size that was measured. */
let smallest: { contacts: number; pages: ReadonlyMap<string, number> } | undefined

const keyOf = ({ after, ...asked }: Query): string => JSON.stringify([asked, after === undefined])
const fullPage = 50

/** A page of the list of situations, for every sort and filter: the dearest is the one that is judged. */
export const measureList: Measure = async (context) => {
  const asker = context.desk.asker(1)
  try {
    for (let index = 0; index < 200; index += 1) await asker.ask(listSituations, { query: {} })
    const pages: Page[] = []
    for (const combination of combinations(await departementsOf(context), context.quick)) {
      pages.push(...(await pagesOf(context, asker, combination)))
    }
    // What else the machine did while a page was read counts in its cost: those that look dearest are read again.
    const dearest = pages.toSorted((a, b) => b.database - a.database).slice(0, 12)
    const again: Page[] = []
    for (const page of dearest) again.push(await pageOf(context, asker, page.query, context.quick ? 3 : 15))
    return linesOf(context, [...pages.filter((page) => !dearest.includes(page)), ...again])
  } finally {
    asker.connections.close()
  }
}

/** The département that is met most often, the one that is met least, and one where there is nobody. */
async function departementsOf({ desk, quick }: Context): Promise<string[]> {
  const found = await query<{ code: string }>(
    desk.base.ownerUrl,
    `select v.code from vocabulary.departement v left join app.situation_summary s on s.departement = v.code
     group by v.code order by count(s.situation_id) desc, v.code`,
  )
  const places = quick ? [0] : [0, Math.floor(found.length / 2), found.length - 1]
  return places.flatMap((place) => found[place]?.code ?? [])
}

function* combinations(departements: readonly string[], quick: boolean): Generator<Query> {
  const stages = [undefined, ...situationStage.codes]
  const dangers = [undefined, ...dangerLevel.codes]
  for (const mine of ['false', 'true']) {
    for (const departement of [undefined, ...departements]) {
      for (const stage of quick ? stages.slice(0, 2) : stages) {
        for (const danger of quick ? dangers.slice(0, 2) : dangers) {
          for (const sort of ['moved', 'opened'] as const) {
            for (const direction of ['descending', 'ascending'] as const) {
              yield { mine, departement, stage, dangerLevel: danger, sort, direction } as Query
            }
          }
        }
      }
    }
  }
}

/** The first page of a combination and, when there is one, the page after it. */
async function pagesOf(context: Context, asker: Asker, combination: Query): Promise<Page[]> {
  const times = context.quick ? 1 : 3
  const { next } = await asker.ask(listSituations, { query: combination })
  const first = await pageOf(context, asker, combination, times)
  return next ? [first, await pageOf(context, asker, { ...combination, after: next }, times)] : [first]
}

/** What a page costs: the middle of several readings, after one that does not count. */
async function pageOf({ desk }: Context, asker: Asker, asked: Query, times: number): Promise<Page> {
  const read = () => asker.ask(listSituations, { query: asked })
  const { items } = await read()
  const costs: number[] = []
  while (costs.length < times) costs.push((await cpuOf({ database: desk.database }, read)).cpu.database)
  return { query: asked, rows: items.length, database: median(costs) / 1000 }
}

function linesOf({ contacts }: Context, pages: readonly Page[]): Line[] {
  const costs = pages.map((page) => page.database)
  const worst = pages.reduce((dearest, page) => (page.database > dearest.database ? page : dearest))
  const middle = median(costs)
  const full = new Map(
    pages.filter((page) => page.rows === fullPage).map((page) => [keyOf(page.query), page.database]),
  )
  smallest ??= { contacts, pages: full }
  const { after, ...asked } = worst.query
  const what = Object.entries(asked)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const lines = [
    line(
      'liste des situations, la plus chère',
      {
        contacts,
        value: worst.database,
        unit: 'ms PostgreSQL',
        details: {
          combinaisons: pages.length,
          médiane: middle,
          p95: quantile(costs, 0.95),
          'la plus chère': `${what}${after ? ', page suivante' : ''}`,
          lignes: worst.rows,
        },
      },
      5,
    ),
  ]
  if (smallest.contacts === contacts) return lines
  // A page that was not full at the smallest size says nothing of growth.
  const { contacts: before, pages: then } = smallest
  const both = [...full].flatMap(([key, now]) => {
    const cost = then.get(key)
    return cost === undefined ? [] : [{ now, cost }]
  })
  // The same at every size: a third more is within what two readings of the same page differ by.
  const growth = line(
    `liste : pages pleines, rapportées à ${before} contacts`,
    {
      contacts,
      value: median(both.map(({ now, cost }) => now / cost)),
      unit: '×',
      details: {
        pages: both.length,
        avant: median(both.map(({ cost }) => cost)),
        après: median(both.map(({ now }) => now)),
      },
    },
    1.33,
  )
  return [...lines, growth]
}
