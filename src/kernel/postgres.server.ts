import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findBinaries } from './postgres-binaries.server.ts'
import { countUsers, type Lock, oneAtATime, signIn } from './postgres-lock.server.ts'
import {
  demandRoom,
  demandWritable,
  findPlace,
  type Place,
  prepareSocketFolder,
} from './postgres-place.server.ts'
import {
  createCluster,
  demandDurability,
  findPostmaster,
  isAlive,
  OWNER,
  type Postmaster,
  processesOf,
  refuseUnsafe,
  startPostmaster,
  stopPostmaster,
} from './postgres-postmaster.server.ts'
import { Trouble } from './trouble.ts'

export { holdLock, type Lock } from './postgres-lock.server.ts'
export { demandDurability } from './postgres-postmaster.server.ts'

/** The embedded PostgreSQL, as long as this process uses it. */
export interface Cluster {
  /** Connection of the owner, over the Unix socket; it holds a password and is never to be printed. */
  readonly ownerUrl: string
  readonly socketDir: string
  readonly dataDir: string
  readonly port: number
  /** Leaves the cluster; the last process to leave stops it and waits until all is on disk. */
  stop(): Promise<void>
  /** Its processes now, the first one first; empty while it is down. */
  readonly pids: () => number[]
}

export interface ClusterOptions {
  /** The data folder (REPERE_DATA). */
  readonly dir: string
  readonly onProgress?: (line: string) => void
  /** More settings for PostgreSQL; those that keep committed data safe cannot be changed. */
  readonly settings?: Record<string, string>
}

type Say = (line: string) => void

/** What is needed to reach a cluster, and to start it again should it die. */
interface Opened {
  readonly place: Place
  readonly url: string
  readonly postmaster: Postmaster
}

const ROOM_TO_CREATE = 150e6
const ROOM_TO_START = 40e6

/**
 * Starts the embedded PostgreSQL on a data folder, creating the cluster the first time, or joins the one that
 * already runs there. Should it die while this process uses it, it is started again.
 * @throws Trouble with the reason and the remedy
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dir = resolve(options.dir)
  const say = options.onProgress ?? (() => {})
  const settings = options.settings ?? {}
  refuseUnsafe(settings)
  demandWritable(dir)
  return oneAtATime(dir, async () => attend(dir, await open(dir, settings, say), settings, say))
}

/**
 * Joins the cluster that another process of Repère runs on a data folder; undefined when none runs.
 * It goes on running as long as somebody uses it, even if the process that started it leaves first.
 */
export async function connectCluster(options: ClusterOptions): Promise<Cluster | undefined> {
  const dir = resolve(options.dir)
  const say = options.onProgress ?? (() => {})
  if (!['postgres', 'postgres.location'].some((name) => existsSync(join(dir, name)))) return undefined
  return oneAtATime(dir, async () => {
    const place = findPlace(dir, say)
    const url = urlOf(place, ownerPassword(dir, place))
    const postmaster = findPostmaster(place)
    if (!postmaster || !(await answers(postmaster, url, say))) return undefined
    return attend(dir, { place, url, postmaster }, options.settings ?? {}, say)
  })
}

async function open(dir: string, settings: Record<string, string>, say: Say): Promise<Opened> {
  const place = findPlace(dir, say)
  const url = urlOf(place, ownerPassword(dir, place))
  for (;;) {
    const running = findPostmaster(place)
    if (!running) break
    if (await answers(running, url, say)) return { place, url, postmaster: running }
  }
  const binaries = findBinaries(dir, place.account, say)
  const version = join(place.dataDir, 'PG_VERSION')
  demandRoom(place.base, existsSync(version) ? ROOM_TO_START : ROOM_TO_CREATE)
  if (!existsSync(version)) {
    say(`Création de la base de données dans ${place.dataDir}.`)
    createCluster(place, binaries, ownerPassword(dir, place))
  }
  const major = readFileSync(version, 'utf8').trim()
  if (major !== binaries.major) {
    throw new Trouble(
      'postgres_failed',
      `La base ${place.dataDir} a été créée par PostgreSQL ${major}, et cette version de Repère apporte ` +
        `PostgreSQL ${binaries.major}, qui ne sait pas la lire. Revenez à la version précédente de Repère, exportez ` +
        'les données, puis reprenez-les dans un nouveau dossier (REPERE_DATA).',
    )
  }
  prepareSocketFolder(place)
  const postmaster = await startPostmaster(place, binaries, settings, (started) => answers(started, url, say))
  return { place, url, postmaster }
}

function urlOf(place: Place, password: string): string {
  const query = new URLSearchParams({
    host: place.socketDir,
    port: String(place.port),
    user: OWNER,
    password,
  })
  return `postgresql:///postgres?${query}`
}

/** The owner's password: drawn with the cluster, kept where only the account that runs Repère reads it. */
function ownerPassword(dir: string, place: Place): string {
  const path = join(dir, 'keys', 'postgres-owner')
  const saved = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  if (saved) return saved
  if (existsSync(place.dataDir)) throw keyMissing(path)
  const password = randomBytes(24).toString('hex')
  mkdirSync(join(dir, 'keys'), { recursive: true, mode: 0o700 })
  writeFileSync(path, password, { mode: 0o600, flush: true })
  return password
}

function keyMissing(path: string, cause?: unknown): Trouble {
  return new Trouble(
    'owner_key_missing',
    `La base existe, mais ${path}, qui l’ouvre, manque ou n’est plus le bon. Remettez le dossier des clés tel qu’il ` +
      'était (il se sauvegarde à part), ou choisissez un autre dossier de données (REPERE_DATA).',
    { cause },
  )
}

/** Waits until that PostgreSQL serves its owner, safely; false if it dies before. */
async function answers(postmaster: Postmaster, url: string, say: Say): Promise<boolean> {
  const begun = Date.now()
  let heard = begun
  let told = false
  while (isAlive(postmaster)) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    client.on('error', () => {})
    try {
      await client.connect()
      await demandDurability(client)
      return true
    } catch (error) {
      if (error instanceof Trouble) throw error
      const { code } = error as { code?: string }
      if (code === '28P01' || code === '28000') throw keyMissing('keys/postgres-owner', error)
      if (code === '57P03') heard = Date.now()
      if (Date.now() - heard > 60_000) {
        throw new Trouble(
          'database_unreachable',
          `PostgreSQL tourne (processus ${postmaster.pid}) mais ne répond pas. Arrêtez-le avec ` +
            `kill -INT ${postmaster.pid}, puis relancez.`,
          { cause: error },
        )
      }
    } finally {
      await client.end().catch(() => {})
    }
    if (!told && Date.now() - begun > 3_000) say('La base relit son journal après un arrêt brutal…')
    told ||= Date.now() - begun > 3_000
    await sleep(25)
  }
  return false
}

/** Signs in as a user of the cluster, watches over it, and stops it when the last user leaves. */
function attend(dir: string, opened: Opened, settings: Record<string, string>, say: Say): Cluster {
  const { place, url } = opened
  const user: Lock = signIn(dir)
  let { postmaster } = opened
  let rescue: Promise<void> | undefined
  let farewell: Promise<void> | undefined

  const revive = async () => {
    say('PostgreSQL s’est arrêté de lui-même : redémarrage…')
    try {
      postmaster = (await oneAtATime(dir, () => open(dir, settings, say))).postmaster
      say('PostgreSQL a redémarré.')
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      await sleep(5_000)
    }
    rescue = undefined
  }
  const watch = setInterval(() => {
    if (!rescue && !isAlive(postmaster)) rescue = revive()
  }, 500).unref()

  // A process that ends without a word must not leave its PostgreSQL behind.
  const abandon = () => {
    user.release()
    if (countUsers(dir) === 0 && isAlive(postmaster)) process.kill(postmaster.pid, 'SIGINT')
  }
  process.on('exit', abandon)

  const leave = async () => {
    clearInterval(watch)
    await rescue
    const last = async () => {
      user.release()
      if (countUsers(dir) === 0) await stopPostmaster(postmaster)
    }
    await (existsSync(dir) ? oneAtATime(dir, last) : last())
    process.off('exit', abandon)
  }
  return {
    ownerUrl: url,
    socketDir: place.socketDir,
    dataDir: place.dataDir,
    port: place.port,
    stop: () => {
      farewell ??= leave()
      return farewell
    },
    pids: () => processesOf(postmaster),
  }
}
