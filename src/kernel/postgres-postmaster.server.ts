import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './postgres-binaries.server.ts'
import { markOf } from './postgres-lock.server.ts'
import { as, full, type Place, privateFolder } from './postgres-place.server.ts'
import { Trouble } from './trouble.ts'

/** A running PostgreSQL: its first process, and what tells it from a later process with the same number. */
export interface Postmaster {
  readonly pid: number
  readonly mark: string
}

/** The name under which Repère owns its embedded cluster. */
export const OWNER = 'postgres'

/** What an acknowledged contact rests on; no caller and no file may say otherwise. */
const DURABLE = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }

/** What PostgreSQL writes in its log must not repeat what people wrote: neither statements nor values. */
const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  cluster_name: 'repere',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

export function isAlive(postmaster: Postmaster): boolean {
  return markOf(postmaster.pid) === postmaster.mark
}

/** Creates the cluster, whole or not at all: it takes its final name once complete. */
export function createCluster(place: Place, binaries: Binaries, password: string): void {
  const draft = `${place.dataDir}.new`
  const secret = `${place.dataDir}.secret`
  rmSync(draft, { recursive: true, force: true })
  rmSync(secret, { force: true })
  privateFolder(draft, place.account)
  writeFileSync(secret, password, { mode: 0o600, flag: 'wx' })
  if (place.account) chownSync(secret, place.account.uid, place.account.gid)
  try {
    const done = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${OWNER}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The built-in order of letters does not change with the system's libraries, unlike theirs.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
        '--data-checksums',
        '--no-instructions',
      ],
      { ...as(place.account), encoding: 'utf8' },
    )
    if (done.status !== 0) throw failed(place, `${done.error ?? ''}${done.stderr}`)
  } finally {
    rmSync(secret, { force: true })
  }
  renameSync(draft, place.dataDir)
  // Without this, a power cut could give the new cluster its draft's name back, and the next start would discard it.
  const parent = openSync(place.base, 'r')
  fsyncSync(parent)
  closeSync(parent)
}

function failed(place: Place, words: string): Trouble {
  if (/No space left|Disk quota exceeded/i.test(words)) return full(place.base)
  const last = words.trim().split('\n').slice(-4).join(' / ')
  return new Trouble(
    'postgres_failed',
    `PostgreSQL n’a pas pu démarrer sur ${place.dataDir}. Il dit : « ${last} ». Le journal complet est dans ` +
      `${logOf(place)} ; vos données n’ont pas été touchées. Corrigez la cause, puis relancez.`,
  )
}

function logOf(place: Place): string {
  return join(place.base, 'postgres.log')
}

/** The PostgreSQL that already runs on these data, even if the process that started it is dead. */
export function findPostmaster(place: Place): Postmaster | undefined {
  const pid = pidInFile(place)
  const mark = pid && markOf(pid)
  return pid && mark && serves(pid, place) ? { pid, mark } : undefined
}

function pidInFile(place: Place): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(place.dataDir, 'postmaster.pid'), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

/** Whether that process is a PostgreSQL on this very folder, and not one that was given the same number since. */
function serves(pid: number, place: Place): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return command.includes(place.dataDir)
  } catch {
    return false
  }
}

/**
 * Clears the way after a violent death. PostgreSQL takes a dead process that PID 1 has not buried, or a stranger with
 * the same number, for a living postmaster. We know better; should its children still live, it notices by itself.
 */
async function forgetTheDead(place: Place): Promise<void> {
  const pid = pidInFile(place)
  const deadline = Date.now() + 5_000
  while (pid && isListed(pid) && !markOf(pid) && Date.now() < deadline) await sleep(100)
  if (pid && isListed(pid) && !serves(pid, place)) {
    rmSync(join(place.dataDir, 'postmaster.pid'), { force: true })
  }
}

function isListed(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Starts PostgreSQL in a process group of its own, so that a Ctrl-C meant for Repère does not reach it directly, and
 * tries again for 30 seconds when the children of a killed predecessor still hold the data.
 */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  settings: Record<string, string>,
  ready: (postmaster: Postmaster) => Promise<boolean>,
): Promise<Postmaster> {
  const deadline = Date.now() + 30_000
  const survivors = existsSync(join(place.dataDir, 'postmaster.pid'))
  await forgetTheDead(place)
  for (;;) {
    const log = openLog(place)
    const from = statSync(logOf(place)).size
    const postmaster = launch(place, binaries, settings, log)
    closeSync(log)
    try {
      if (postmaster && (await ready(postmaster))) return postmaster
    } catch (error) {
      if (postmaster) await stopPostmaster(postmaster)
      throw error
    }
    if (survivors && Date.now() < deadline) {
      await sleep(200)
      continue
    }
    throw failed(place, readFileSync(logOf(place)).subarray(from).toString())
  }
}

function openLog(place: Place): number {
  const path = logOf(place)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > 5e6) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

function launch(
  place: Place,
  binaries: Binaries,
  settings: Record<string, string>,
  log: number,
): Postmaster | undefined {
  const all: Record<string, string> = {
    ...SETTINGS,
    ...settings,
    unix_socket_directories: place.socketDir,
    port: String(place.port),
    ...DURABLE,
  }
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', place.dataDir, ...words], {
    ...as(place.account),
    detached: true,
    stdio: ['ignore', log, log],
  })
  // A program that cannot be run is reported by an event; the missing pid tells it already.
  child.on('error', () => {})
  child.unref()
  const mark = child.pid && markOf(child.pid)
  return child.pid && mark ? { pid: child.pid, mark } : undefined
}

/** Refuses settings of a caller that would let an acknowledged write be lost. */
export function refuseUnsafe(settings: Record<string, string>): void {
  for (const [name, value] of Object.entries(DURABLE)) {
    if (name in settings && settings[name] !== value) {
      throw new Trouble('unsafe_database', unsafe([`${name} = ${settings[name]}`]))
    }
  }
}

function unsafe(found: string[]): string {
  return (
    `Ce PostgreSQL pourrait perdre un contact déjà enregistré lors d’une coupure de courant (${found.join(', ')}). ` +
    'Repère ne démarre pas ainsi : rétablissez fsync = on, full_page_writes = on, synchronous_commit = on et les ' +
    'sommes de contrôle (data_checksums), puis relancez.'
  )
}

/**
 * Makes sure, on a connection to any PostgreSQL, that what is committed survives a power cut (R1).
 * @throws Trouble `unsafe_database`
 */
export async function demandDurability(connection: {
  query(sql: string): Promise<{ rows: { name: string; setting: string }[] }>
}): Promise<void> {
  const { rows } = await connection.query(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'data_checksums') and setting <> 'on'
        or name = 'synchronous_commit' and setting not in ('on', 'remote_write', 'remote_apply')`,
  )
  if (rows.length > 0) {
    throw new Trouble('unsafe_database', unsafe(rows.map(({ name, setting }) => `${name} = ${setting}`)))
  }
}

/** Stops it in good order: open transactions are rolled back, everything is on disk when this returns. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 120],
    ['SIGQUIT', 10],
    ['SIGKILL', 5],
  ] as const) {
    if (!isAlive(postmaster)) return
    process.kill(postmaster.pid, signal)
    const deadline = Date.now() + seconds * 1000
    while (isAlive(postmaster) && Date.now() < deadline) await sleep(20)
  }
}

/** The processes of a cluster, the first one first. */
export function processesOf(postmaster: Postmaster): number[] {
  if (!isAlive(postmaster)) return []
  if (process.platform !== 'linux') {
    const table = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' })
    const pairs = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
    return [
      postmaster.pid,
      ...pairs.filter(([, parent]) => parent === postmaster.pid).map(([pid = 0]) => pid),
    ]
  }
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === postmaster.pid
    } catch {
      return false
    }
  })
  return [postmaster.pid, ...children.map(Number)]
}
