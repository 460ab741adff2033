import { randomInt } from 'node:crypto'
import fc from 'fast-check'

/** One seed for every property of a test file, printed so that a failure can be met again: `REPERE_SEED=… npm test`. */
const seed = Number(process.env.REPERE_SEED) || randomInt(2 ** 31)
fc.configureGlobal({ seed })
process.stdout.write(`graine ${seed}\n`)
