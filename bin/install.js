import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findNode, giveUp, modules, platform, root, toEnd, withTicks } from './tools.js'

const NAME = /^.*node_modules\//

/** Installs the exact versions of package-lock.json, unless they are there. */
export async function install() {
  const text = readFileSync(join(root, 'package-lock.json'))
  const lock = JSON.parse(text)
  const stamp = `${createHash('sha256').update(text).digest('hex')} ${platform}\n`
  const path = join(modules, '.repere-lock')
  if (existsSync(path) && readFileSync(path, 'utf8') === stamp) return
  if (!isInstalled(lock)) {
    const code = await withTicks(
      'Installation des dépendances (une minute environ, la première fois)',
      async () => (await npmCi(root)) || (await complete(lock)),
    )
    if (code !== 0) {
      giveUp(
        'L’installation des dépendances a échoué (la raison est ci-dessus). Vérifiez que npm est installé, que le ' +
          `registre npm est joignable, que le disque n’est pas plein et que ${root} est accessible en écriture, puis relancez.`,
      )
    }
  }
  try {
    writeFileSync(path, stamp)
  } catch {
    // A folder installed by someone else and read-only: it is looked at again next time.
  }
}

/** Scripts of packages are never run; development tools are needed to build, whatever NODE_ENV says. */
function npmCi(cwd) {
  const npm = process.env.npm_execpath
  const [command, ...first] = npm && /^npm/.test(basename(npm)) ? [process.execPath, npm] : ['npm']
  const options = '--ignore-scripts --no-audit --no-fund --include=dev --include=optional --loglevel=error'
  return toEnd(command, [...first, 'ci', ...options.split(' ')], { cwd })
}

/** Whether an `npm ci` or `npm install` by hand put everything in place, by the record that npm leaves when it is done. */
function isInstalled(lock) {
  try {
    const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'))
    // Of the optional packages, made for one kind of machine each, npm only records those of this machine.
    const wanted = Object.entries(lock.packages).filter(
      ([path, entry]) => path && (!entry.optional || packages[path]),
    )
    const exact = wanted.every(([path, { version }]) => packages[path]?.version === version)
    return exact && skipped(lock).length === 0 && findNode() !== undefined
  } catch {
    return false
  }
}

/** The packages made for this machine that are not there. */
function skipped(lock) {
  const libc = process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
  return Object.entries(lock.packages).filter(
    ([path, { optional, os, cpu, libc: libcs = libc }]) =>
      optional &&
      [os].flat().includes(process.platform) &&
      [cpu].flat().includes(process.arch) &&
      (process.platform !== 'linux' || [libcs].flat().includes(libc)) &&
      !existsSync(join(root, path, 'package.json')),
  )
}

/**
 * Puts in place what npm skipped: it judges optional packages by the Node that runs npm, which may be too old for them,
 * when they will only ever run under Node 24. Asked for one by one, as if they were not optional, it installs them.
 */
async function complete(lock) {
  for (const [path, { optional, dev, engines, ...entry }] of skipped(lock)) {
    const name = path.replace(NAME, '')
    const project = {
      name: 'extra',
      version: '0.0.0',
      private: true,
      dependencies: { [name]: entry.version },
    }
    const packages = { '': project, [`node_modules/${name}`]: entry }
    const folder = join(modules, '.repere-extra')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify(project))
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
    )
    const code = await npmCi(folder)
    if (code !== 0) return code
    mkdirSync(dirname(join(root, path)), { recursive: true })
    renameSync(join(folder, 'node_modules', name), join(root, path))
    rmSync(folder, { recursive: true })
  }
  return 0
}
