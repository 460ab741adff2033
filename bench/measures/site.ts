import autocannon from 'autocannon'
import { query } from '../base/fill.ts'
import { median, quantile } from '../figures.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

const connections = 64
/** What somebody in need opens, on a telephone that reads compressed pages. */
const paths = ['/', '/besoin-d-aide', '/parents', '/aide/75', '/carte']

interface Drawn {
  readonly rate: number
  readonly p99: number
  readonly errors: number
}

async function draw(url: string, seconds: number): Promise<Drawn> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    headers: { 'accept-encoding': 'gzip, br' },
    requests: paths.map((path) => ({ method: 'GET', path })),
  })
  return {
    rate: result.requests.average,
    p99: result.latency.p99,
    errors: result.errors + result.timeouts + result.non2xx,
  }
}

/** The time to the first byte of a page asked alone, as somebody who arrives waits for it. */
async function firstBytes(url: string, count: number): Promise<number[]> {
  const each: number[] = []
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now()
    const response = await fetch(new URL(paths[index % paths.length] ?? '/', url))
    each.push(performance.now() - begun)
    await response.arrayBuffer()
  }
  return each
}

/** The public site under a crowd, at rest, and with its database gone. */
export const measureSite: Measure = async ({ desk, contacts, rounds, quick }) => {
  const url = desk.url()
  const seconds = quick ? 3 : 10
  await draw(url, 2)
  const drawn: Drawn[] = []
  for (let round = 0; round < rounds; round += 1) drawn.push(await draw(url, seconds))
  const rate = median(drawn.map((one) => one.rate))
  const p99 = median(drawn.map((one) => one.p99))
  const errors = drawn.reduce((sum, one) => sum + one.errors, 0)
  const first = await firstBytes(url, quick ? 50 : 200)
  const away = await withoutDatabase(desk.base.ownerUrl, () => draw(url, seconds))
  const of = { contacts, connections }
  const details = { 'demandes par s': rate, échecs: errors }
  return [
    // A line is judged by what it must not go beyond: the time of three thousand pages.
    line('site public, temps de 3 000 pages', { ...of, value: 3_000_000 / rate, unit: 'ms', details }, 1000),
    line('site public, p99', { ...of, value: p99, unit: 'ms', details }, 50),
    line(
      'site public, premier octet, p95',
      { contacts, value: quantile(first, 0.95), unit: 'ms', details: { médiane: median(first) } },
      50,
    ),
    line(
      'site public sans base, p99',
      { ...of, value: away.p99, unit: 'ms', details: { 'demandes par s': away.rate } },
      50,
    ),
    line('site public sans base, pages refusées', { ...of, value: away.errors, unit: 'pages' }, 0),
  ]
}

/** The role of the public pages is turned away and thrown out: for the site, the database is stopped. */
async function withoutDatabase<T>(ownerUrl: string, work: () => Promise<T>): Promise<T> {
  await query(ownerUrl, 'alter role repere_public nologin')
  try {
    await query(
      ownerUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'repere_public'`,
    )
    return await work()
  } finally {
    await query(ownerUrl, 'alter role repere_public login')
  }
}
