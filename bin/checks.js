import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from './chromium.js'
import { build, install, isBuilt, node24 } from './setup.js'
import { root, say, seconds, toEnd } from './tools.js'

// Colours are for a terminal: a record of the run stays readable.
if (!process.stderr.isTTY) {
  process.env.NO_COLOR = '1'
  delete process.env.FORCE_COLOR
}

const colours = process.stderr.isTTY ? [] : ['--colors=off']
const PARTS = ['lint', 'types', 'unit', 'build', 'e2e']
const PASSED = { passed: 1, failed: 0, skipped: 0 }
const FAILED = { passed: 0, failed: 1, skipped: 0 }

/** Every check in turn, going on after a failure; the last line counts them all. */
export async function runChecks(words) {
  const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length)
  if (only && !PARTS.includes(only)) {
    say(`--only attend l’un de ces mots : ${PARTS.join(', ')}.`)
    process.exit(2)
  }
  const filters = words.filter((word) => !word.startsWith('--only='))
  const parts = only ? [only] : PARTS
  await install()
  const node = node24()
  const browser = parts.includes('e2e') ? await chromium() : undefined
  const checks = {
    lint: ['Format et style', () => tool(node, '@biomejs/biome/bin/biome', ['ci', '.', ...colours])],
    types: ['Types', () => tool(node, 'typescript/bin/tsc', ['-p', '.'])],
    unit: ['Essais unitaires et HTTP', () => vitest(node, ['--config', 'vitest.config.ts', ...filters])],
    build: ['Construction', async () => ((await build(node)) === 0 ? PASSED : FAILED)],
    e2e: ['Essais dans le navigateur', () => endToEnd(node, browser, filters)],
  }
  const total = { passed: 0, failed: 0, skipped: 0 }
  const summary = []
  for (const part of parts) {
    const [title, check] = checks[part]
    const begun = Date.now()
    say(`\n── ${title}`)
    const counts = await check()
    for (const key of Object.keys(total)) total[key] += counts[key]
    summary.push(`${counts.failed ? '✗' : '✓'} ${title} : ${inFrench(counts)} (${seconds(begun)})`)
    say(summary[summary.length - 1])
  }
  say(`\n${summary.join('\n')}`)
  const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}

function inFrench({ passed, failed, skipped }) {
  const words = [`${passed} ${passed > 1 ? 'réussis' : 'réussi'}`]
  if (failed) words.push(`${failed} en échec`)
  if (skipped) words.push(`${skipped} ${skipped > 1 ? 'laissés' : 'laissé'} de côté`)
  return words.join(', ')
}

/** A tool that says yes or no counts as one check. */
async function tool(node, program, args) {
  const code = await toEnd(node, [join(root, 'node_modules', program), ...args])
  return code === 0 ? PASSED : FAILED
}

async function endToEnd(node, browser, filters) {
  if (!browser) return FAILED
  if (!isBuilt() && (await build(node)) !== 0) {
    say('Sans la partie navigateur, ces essais ne peuvent pas avoir lieu.')
    return FAILED
  }
  return vitest(node, ['--config', 'e2e/vitest.config.ts', ...filters], { CHROMIUM: browser })
}

async function vitest(node, args, more) {
  const folder = mkdtempSync(join(tmpdir(), 'repere-test-'))
  const report = join(folder, 'report.json')
  const env = { ...process.env, NODE_ENV: 'test', ...more }
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await toEnd(node, [program, 'run', ...args, ...reporters], { env })
  const counts = countsOf(report)
  rmSync(folder, { recursive: true, force: true })
  // A file that cannot be loaded, an error outside of any test, no test at all: a failure that no test reports.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

function countsOf(report) {
  try {
    const all = JSON.parse(readFileSync(report, 'utf8'))
    const broken = all.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    )
    return {
      passed: all.numPassedTests,
      failed: all.numFailedTests + broken.length,
      skipped: all.numPendingTests + (all.numTodoTests ?? 0),
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
