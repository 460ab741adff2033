import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fillBare, fillTo } from './base/fill.ts'
import { drawSample } from './base/sample.ts'
import { type Desk, openDesk } from './desk.ts'
import { measureAlerts } from './measures/alerts.ts'
import { measureAudio } from './measures/audio.ts'
import { measureAuthorise } from './measures/authorise.ts'
import { measureCampaign } from './measures/campaign.ts'
import { measureContacts } from './measures/contact.ts'
import type { Context, Measure } from './measures/context.ts'
import { measureCrowd } from './measures/crowd.ts'
import { measureDirectory } from './measures/directory.ts'
import { measureDisk } from './measures/disk.ts'
import { measureList } from './measures/list.ts'
import { measureLive } from './measures/live.ts'
import { measureMemory } from './measures/memory.ts'
import { measureReport } from './measures/report.ts'
import { measureRespondents } from './measures/respondents.ts'
import { measureSearch } from './measures/search.ts'
import { measureSite } from './measures/site.ts'
import { type Family, families, readOptions } from './options.ts'
import { loadAverage } from './processes.ts'
import { type Line, tableOf } from './results.ts'

const measures: Readonly<Record<Family, Measure>> = {
  contact: measureContacts,
  list: measureList,
  report: measureReport,
  disk: measureDisk,
  crowd: measureCrowd,
  live: measureLive,
  memory: measureMemory,
  search: measureSearch,
  authorise: measureAuthorise,
  alerts: measureAlerts,
  directory: measureDirectory,
  campaign: measureCampaign,
  respondents: measureRespondents,
  site: measureSite,
  audio: measureAudio,
}
/** Once is enough for what does not depend on the size of the base. */
const onlyAtTheLargest: readonly Family[] = [
  'audio',
  'disk',
  'crowd',
  'live',
  'memory',
  'alerts',
  'directory',
  'campaign',
  'respondents',
  'site',
]

const options = readOptions(process.argv.slice(2))
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const lines: Line[] = []
const unmeasured: string[] = []
const loads: number[] = []

async function measureAt(desk: Desk, size: number, isLargest: boolean): Promise<void> {
  say(`Base de ${size} contacts…`)
  const begun = Date.now()
  const contacts = await fillTo(desk.base, size, say)
  say(
    `  ${contacts} contacts, ${desk.base.situations} situations, en ${Math.round((Date.now() - begun) / 1000)} s.`,
  )
  const context: Context = {
    desk,
    contacts,
    rounds: options.rounds,
    quick: options.quick,
    sample: await drawSample(desk.base),
    say,
    miss: (what, error) => {
      unmeasured.push(`${what} à ${contacts} contacts : ${error instanceof Error ? error.message : error}`)
      say(`  pas mesuré : ${error instanceof Error ? (error.stack ?? error.message) : error}`)
    },
  }
  for (const family of families) {
    if (options.only.length > 0 && !options.only.includes(family)) continue
    if (!isLargest && onlyAtTheLargest.includes(family)) continue
    if (family === 'search' && isLargest && !options.quick) await fillBare(desk.base, size, say)
    say(`Mesure « ${family} »…`)
    loads.push(loadAverage())
    try {
      lines.push(...(await measures[family](context)))
    } catch (error) {
      // One measure that cannot be taken must not hide the others.
      context.miss(family, error)
    }
    keep()
  }
}

/** Writes what has been measured so far, as JSON. */
function keep(): void {
  if (!options.json) return
  const { rounds, quick, sizes } = options
  const result = { node: process.version, rounds, quick, sizes, load: Math.max(...loads), lines, unmeasured }
  writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`)
}

/** Prints what has been measured, the end or not. */
function tell(): void {
  const load = Math.max(...loads).toFixed(1)
  const cores = availableParallelism()
  process.stdout.write(
    `\nMédiane de ${options.rounds} tours, ${cores} cœurs, charge de la machine au plus ${load}.\n`,
  )
  process.stdout.write(`\n${tableOf(lines)}\n`)
  for (const reason of unmeasured) process.stdout.write(`Pas mesuré : ${reason}\n`)
}

let desk: Desk | undefined
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    tell()
    void desk?.close().finally(() => process.exit(130))
  })
}
try {
  desk = await openDesk(options, say)
  for (const size of options.sizes) await measureAt(desk, size, size === options.sizes.at(-1))
} finally {
  await desk?.close()
}
tell()
