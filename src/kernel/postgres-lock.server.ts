import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demandWritable } from './postgres-place.server.ts'
import { Trouble } from './trouble.ts'

/** Something held by this process until it lets go, or dies. */
export interface Lock {
  release(): void
}

interface Holder {
  readonly pid: number
  /** When that process began: a number given again to another process is not the same holder. */
  readonly mark: string
  readonly since: string
  readonly token: string
}

/** Tells one run of a process from every other; undefined when it is gone, or dead and not yet buried. */
export function markOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}:${fields[19]}`
    }
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '')
  } catch {
    return undefined
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder | undefined): holder is Holder {
  return holder !== undefined && markOf(holder.pid) === holder.mark
}

function me(): Holder {
  return {
    pid: process.pid,
    mark: markOf(process.pid) ?? '',
    since: new Date().toISOString(),
    token: randomUUID(),
  }
}

function put(path: string, holder: Holder): void {
  writeFileSync(path, JSON.stringify(holder), { mode: 0o600, flag: 'wx' })
}

/** Takes a lock file, or tells who has it. The file appears whole or not at all: it is linked, not written. */
function take(path: string): Lock | Holder {
  const mine = me()
  const draft = `${path}.${mine.token}`
  put(draft, mine)
  try {
    for (;;) {
      try {
        linkSync(draft, path)
        return letGo(path, mine)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = readHolder(path)
      if (isAlive(holder)) return holder
      bury(path)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Sets a dead holder's file aside; should it have changed hands at that very moment, it is put back. */
function bury(path: string): void {
  const grave = `${path}.${randomUUID()}`
  try {
    renameSync(path, grave)
    if (isAlive(readHolder(grave))) linkSync(grave, path)
  } catch {
    // Another process was quicker: the next turn of the loop sees what it left.
  } finally {
    rmSync(grave, { force: true })
  }
}

function letGo(path: string, mine: Holder): Lock {
  const release = () => {
    process.off('exit', release)
    if (readHolder(path)?.token === mine.token) rmSync(path, { force: true })
  }
  process.on('exit', release)
  return { release }
}

/**
 * Declares this process the server of a data folder.
 * @throws Trouble `already_running` when another live process serves it, or this one already does.
 */
export function holdLock(dir: string): Lock {
  demandWritable(dir)
  const lock = take(join(dir, 'repere.pid'))
  if ('release' in lock) return lock
  const since = new Date(lock.since).toLocaleString('fr-FR', { timeZone: 'Europe/Paris' })
  throw new Trouble(
    'already_running',
    `Repère tourne déjà sur les données de ${dir} (processus ${lock.pid}, depuis le ${since}). ` +
      'Servez-vous de celui-là, ou arrêtez-le avec Ctrl-C ; pour en lancer un second à part, donnez-lui un autre ' +
      'dossier et un autre port : REPERE_DATA=/un/autre/dossier PORT=1191 npm start.',
  )
}

/** Does one thing at a time on a data folder, whatever the number of processes; waits for the others. */
export async function oneAtATime<Result>(dir: string, work: () => Promise<Result>): Promise<Result> {
  const deadline = Date.now() + 5 * 60_000
  for (;;) {
    const lock = take(join(dir, 'cluster.lock'))
    if ('release' in lock) {
      try {
        return await work()
      } finally {
        lock.release()
      }
    }
    if (Date.now() > deadline) {
      throw new Trouble(
        'already_running',
        `Le processus ${lock.pid} démarre ou arrête la base de ${dir} depuis plus de cinq minutes. ` +
          'Attendez qu’il finisse ou arrêtez-le, puis recommencez.',
      )
    }
    await sleep(100)
  }
}

/** Signs this process in among those that use the cluster: the last one to leave stops it. */
export function signIn(dir: string): Lock {
  const folder = join(dir, 'users')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const mine = me()
  const path = join(folder, `${mine.pid}-${mine.token}`)
  put(path, mine)
  return letGo(path, mine)
}

/** How many live processes use the cluster; forgets the dead ones. */
export function countUsers(dir: string): number {
  const folder = join(dir, 'users')
  let names: string[] = []
  try {
    names = readdirSync(folder)
  } catch {
    return 0
  }
  return names.filter((name) => {
    const path = join(folder, name)
    if (isAlive(readHolder(path))) return true
    rmSync(path, { force: true })
    return false
  }).length
}
