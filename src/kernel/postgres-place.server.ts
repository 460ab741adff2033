import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { Trouble } from './trouble.ts'

/** The system account under which PostgreSQL runs when we are root, since it refuses to be root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Where a cluster lies on disk, and who owns it. */
export interface Place {
  readonly base: string
  readonly dataDir: string
  readonly socketDir: string
  readonly account: Account | undefined
  readonly port: number
}

/** What only root may write: the copy of the binaries, and data that its own folder would hide from PostgreSQL. */
export const SYSTEM_FOLDER = '/var/lib/repere'
const PORT = 5432

/** How a child of ours runs: as that account, in a folder that everyone may enter, with nothing of our environment. */
export function as(account: Account | undefined) {
  return {
    ...account,
    cwd: '/',
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C',
    },
  }
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Makes a folder that one account alone may enter. */
export function privateFolder(path: string, account: Account | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  if (account) chownSync(path, account.uid, account.gid)
  chmodSync(path, 0o700)
}

/** @throws Trouble `data_not_writable` or `disk_full` unless files can be written in that folder. */
export function demandWritable(dir: string): void {
  const probe = join(dir, `.${randomBytes(6).toString('hex')}`)
  try {
    // PostgreSQL must be able to pass through the folder when root made it; its contents are private.
    if (makeFolders(dir)) chmodSync(dir, isRoot() ? 0o711 : 0o700)
    writeFileSync(probe, 'repere')
    rmSync(probe)
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw full(dir)
    throw new Trouble(
      'data_not_writable',
      `Repère ne peut pas écrire dans le dossier des données ${dir} (${code}). Donnez-en le droit au compte ` +
        `« ${whoAmI()} », par exemple avec chown, ou choisissez un autre dossier : REPERE_DATA=/un/autre/dossier npm start.`,
      { cause: error },
    )
  }
}

/**
 * Makes a folder and those above it; says whether there was anything to make. Step by step, because Node's own
 * recursive way never returns where a file system accepts no folder at all (/proc).
 */
function makeFolders(dir: string): boolean {
  if (existsSync(dir)) return false
  if (dirname(dir) !== dir) makeFolders(dirname(dir))
  mkdirSync(dir)
  return true
}

/** @throws Trouble `disk_full` unless the disk has that much room left there. */
export function demandRoom(dir: string, bytes: number): void {
  const disk = statfsSync(dir)
  if (disk.bavail * disk.bsize < bytes) throw full(dir, bytes)
}

/** The trouble of a disk without room left. */
export function full(dir: string, bytes?: number): Trouble {
  const need = bytes ? ` : il faut au moins ${Math.ceil(bytes / 1e6)} Mo` : ''
  return new Trouble(
    'disk_full',
    `Il n’y a plus assez de place sur le disque où se trouve ${dir}${need}. Rien n’est perdu de ce qui était ` +
      'enregistré. Libérez de la place, ou choisissez un dossier sur un autre disque (REPERE_DATA), puis relancez.',
  )
}

function whoAmI(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}

/** Decides where the cluster of a data folder lies and under which account it runs. */
export function findPlace(dir: string, onProgress: (line: string) => void): Place {
  const location = join(dir, 'postgres.location')
  const here = join(dir, 'postgres')
  if (existsSync(location)) return at(followed(dir, location), dir)
  if (!isRoot()) return at(dir, dir)
  // Data that an ordinary account began stay that account's, even if root starts Repère one day.
  const owner = existsSync(here) ? statSync(here) : undefined
  const account = owner?.uid ? { uid: owner.uid, gid: owner.gid } : systemAccount(onProgress)
  const open = canEnter(dir, account) || (canEnter(dirname(dir), account) && letThrough(dir, account))
  if (owner && !open) throw closed(here)
  if (open) return at(dir, dir, account)
  const base = join(SYSTEM_FOLDER, randomBytes(6).toString('hex'))
  systemFolder()
  privateFolder(base, account)
  writeFileSync(join(base, 'origin'), realpathSync(dir))
  writeFileSync(location, base)
  onProgress(`PostgreSQL n’a pas accès à ${dir} (dossier privé) : sa base est placée dans ${base}.`)
  return at(base, dir, account)
}

/** Lets that account pass through the data folder, without reading it; what it holds stays private. */
function letThrough(dir: string, account: Account): boolean {
  chmodSync(dir, statSync(dir).mode | 0o011)
  return canEnter(dir, account)
}

function closed(dataDir: string): Trouble {
  return new Trouble(
    'data_not_writable',
    `Le compte à qui appartient la base ${dataDir} n’a plus accès à ce dossier : l’un de ceux qui y mènent lui est ` +
      'fermé. Rouvrez-le (chmod o+x), ou remettez les données là où elles étaient.',
  )
}

function at(base: string, dir: string, account = ownerOf(base)): Place {
  return { base, dataDir: join(base, 'postgres'), socketDir: socketFolder(base, dir), account, port: PORT }
}

function ownerOf(base: string): Account | undefined {
  const { uid, gid } = statSync(base)
  return isRoot() && uid !== 0 ? { uid, gid } : undefined
}

/** The folder that `postgres.location` names, once sure that it is there and belongs to this data folder. */
function followed(dir: string, location: string): string {
  const base = readFileSync(location, 'utf8').trim()
  const origin = join(base, 'origin')
  if (!existsSync(origin)) {
    throw new Trouble(
      'data_elsewhere',
      `La base de ${dir} se trouve dans ${base}, qui manque ou n’est pas lisible. Remettez ce dossier à sa place ` +
        `(ou lancez Repère comme la première fois, en root) ; pour repartir d’une base vide, supprimez ${dir}.`,
    )
  }
  const self = realpathSync(dir)
  const first = readFileSync(origin, 'utf8').trim()
  if (first === self) return base
  if (existsSync(join(first, 'postgres.location'))) {
    throw new Trouble(
      'data_elsewhere',
      `${dir} est une copie de ${first}, et la base des deux serait la même, dans ${base}. Travaillez dans ${first}, ` +
        `ou supprimez ${dir} pour y repartir d’une base vide.`,
    )
  }
  writeFileSync(origin, self)
  return base
}

/** Makes the folder of the system where root puts what its own folders would hide from PostgreSQL. */
export function systemFolder(): void {
  try {
    mkdirSync(SYSTEM_FOLDER, { recursive: true })
    chmodSync(SYSTEM_FOLDER, 0o755)
  } catch (error) {
    throw new Trouble(
      'data_not_writable',
      `PostgreSQL, qui refuse de tourner en root, n’a pas accès à ce dossier, et ${SYSTEM_FOLDER} ne peut pas être ` +
        'créé. Lancez Repère avec un compte ordinaire, ou depuis un dossier que tous peuvent traverser.',
      { cause: error },
    )
  }
}

/** Whether that account can pass through every folder that leads there. */
export function canEnter(dir: string, account: Account): boolean {
  const trial = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir], { ...as(account), stdio: 'ignore' })
  if (trial.error) throw noAccount(trial.error)
  return trial.status === 0
}

/** The account `postgres` of the system, or `repere`, made on the spot when neither exists. */
function systemAccount(onProgress: (line: string) => void): Account {
  const known = idOf('postgres') ?? idOf('repere')
  if (known) return known
  onProgress('PostgreSQL refuse de tourner en root : création du compte système « repere ».')
  const made = spawnSync(
    'useradd',
    '--system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin repere'.split(
      ' ',
    ),
    { stdio: 'ignore' },
  )
  const account = idOf('repere')
  if (!account) throw noAccount(made.error)
  return account
}

function noAccount(cause?: unknown): Trouble {
  return new Trouble(
    'no_system_account',
    'PostgreSQL refuse de tourner en root, et le compte système qui devait le faire à sa place n’a pas pu être créé ' +
      'ou pris. Lancez Repère avec un compte ordinaire, créez un compte « postgres » ' +
      '(useradd --system postgres), ou indiquez un PostgreSQL existant avec DATABASE_URL.',
    { cause },
  )
}

function idOf(name: string): Account | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }))
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return undefined
  }
}

/** The socket lies beside the data unless the path would be too long for the kernel (107 bytes, 103 on macOS). */
function socketFolder(base: string, dir: string): string {
  const beside = join(base, 'socket')
  const limit = process.platform === 'darwin' ? 103 : 107
  if (Buffer.byteLength(join(beside, `.s.PGSQL.${PORT}`)) <= limit) return beside
  const digest = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 12)
  return join(isRoot() ? SYSTEM_FOLDER : tmpdir(), `repere-${digest}`)
}

/** Makes the folder of the socket, and makes sure that nobody else had made it before us in a shared folder. */
export function prepareSocketFolder(place: Place): void {
  if (dirname(place.socketDir) === SYSTEM_FOLDER) systemFolder()
  const owner = place.account?.uid ?? process.getuid?.()
  const found = lstatSync(place.socketDir, { throwIfNoEntry: false })
  if (found && (!found.isDirectory() || (found.uid !== owner && !isRoot()))) {
    throw new Trouble(
      'data_not_writable',
      `${place.socketDir}, par où Repère parle à sa base, appartient à un autre compte. Supprimez-le, ou choisissez ` +
        'pour les données un dossier au chemin plus court (REPERE_DATA).',
    )
  }
  privateFolder(place.socketDir, place.account)
}
