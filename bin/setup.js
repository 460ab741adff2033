import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findNode, giveUp, modules, platform, root, toEnd, typedIn, withTicks } from './tools.js'

export { install } from './install.js'
export { typedIn } from './tools.js'

/** The Node that runs everything but bin/. */
export function node24() {
  const found = findNode()
  if (found) return found
  return giveUp(
    `Repère tourne sous Node 24, qu’il installe avec ses dépendances, mais il n’en existe pas ici qui marche pour ` +
      `cette machine (${platform}), et le Node présent est le ${process.versions.node}. Installez Node 24 ou plus récent ` +
      '(https://nodejs.org), puis relancez la même commande.',
  )
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesUnder(path) : [path]
    })
}

/** What the browser part is made from, as one number. */
function sourceDigest() {
  const digest = createHash('sha256')
  for (const path of [
    ...filesUnder(join(root, 'src')),
    join(root, 'vite.config.ts'),
    join(root, 'vite.server.config.ts'),
    join(root, 'package-lock.json'),
  ]) {
    digest.update(`${path.slice(root.length)}\0`).update(readFileSync(path))
  }
  return digest.digest('hex')
}

/** Builds the browser part, then the pages that the server renders; the exit code of the first that fails. */
export async function build(node) {
  const stamp = join(root, 'dist/.stamp')
  const digest = sourceDigest()
  rmSync(stamp, { force: true })
  for (const config of ['vite.config.ts', 'vite.server.config.ts']) {
    const asked = [join(modules, 'vite/bin/vite.js'), 'build', '--logLevel=warn', '--config', config]
    const code = await toEnd(node, asked)
    if (code !== 0) return code
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
  return 0
}

export function isBuilt() {
  const stamp = join(root, 'dist/.stamp')
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceDigest()
}

export async function buildIfStale(node) {
  if (isBuilt()) return
  const code = await withTicks('Construction de la partie navigateur', () => build(node))
  if (code === 0) return
  giveUp(
    'La partie navigateur n’a pas pu être construite (la raison est ci-dessus). Corrigez, puis relancez.',
  )
}

/**
 * Gives way to a program under Node 24 and ends as it ends. The program has its own process group, because npm and
 * the terminal both send Ctrl-C: it must receive it once. If this process is killed, bin/tether.js ends the program.
 */
export function run(node, program, args, options) {
  const data = process.env.REPERE_DATA
  const child = spawn(
    node,
    ['--import', pathToFileURL(join(root, 'bin/tether.js')).href, join(root, program), ...args],
    {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      detached: true,
      env: { ...process.env, REPERE_DATA: data ? resolve(typedIn(), data) : join(root, 'data') },
      ...options,
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    let sent = false
    process.on(signal, () => {
      if (!sent) child.kill(signal)
      sent = true
    })
  }
  child.once('error', (error) => giveUp(`Node 24 n’a pas pu être lancé (${error.message}).`))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
