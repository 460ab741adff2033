import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const platform = `${process.platform}-${process.arch}`
export const modules = join(root, 'node_modules')

/** What a person reads goes to stderr: stdout is kept for results. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends with a paragraph that says what happened and what to do. */
export function giveUp(paragraph) {
  say(`\n${paragraph}`)
  process.exit(1)
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1).replace('.', ',')} s`
}

/** Where the person typed the command: npm moves to the project's folder before it runs a script. */
export function typedIn() {
  const cwd = process.cwd()
  return cwd === root && process.env.INIT_CWD ? process.env.INIT_CWD : cwd
}

/** Runs a program to its end, everything it prints on stderr; its exit code, 127 when it cannot be run. */
export function toEnd(command, args, options) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
    child.once('error', (error) => {
      say(String(error.message))
      done(127)
    })
    child.once('close', (code) => done(code ?? 1))
  })
}

/** Shows that a long step goes on, where npm or Vite show nothing by themselves. */
export async function withTicks(label, work) {
  const begun = Date.now()
  say(`${label}…`)
  const ticks = setInterval(() => say(`  … ${seconds(begun)}`), 5000)
  const code = await work().finally(() => clearInterval(ticks))
  if (code === 0) say(`  fait en ${seconds(begun)}.`)
  return code
}

/** Node 24: the one that came with the dependencies, else the one at work if it is recent enough. */
export function findNode() {
  const names = [`node-${platform}`, `node-bin-${platform}`]
  for (const name of names) {
    const path = join(modules, name, 'bin/node')
    // Run once: it may be made for another C library, or lie where programs may not be run.
    if (existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0) return path
  }
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined
}
