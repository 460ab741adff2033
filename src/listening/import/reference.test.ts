import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTestDesk } from '#kernel/testing/harness.server.ts'
import { importContacts } from './command.server.ts'
import type { Source } from './run.server.ts'

// A year counted by somebody else, kept beside the checkout; the product does without it.
const folder = join(import.meta.dirname, '../../../../shared/reference/contacts')

const sourceOf = (name: string): Source => {
  const path = join(folder, name)
  return { open: () => createReadStream(path), size: statSync(path).size }
}
const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

interface Report {
  populations: object
  rates: { meanAge: number }
  figures: { id: string; rows: { code: string; count: number }[] }[]
}

describe.skipIf(!existsSync(folder))('a year counted independently', () => {
  test('is imported and counted the same', { timeout: 60_000 }, async () => {
    const desk = await openTestDesk()
    try {
      const expected = expectedOf('sample-year.expected.json')
      const options = { dryRun: false, acceptValid: false }
      const outcome = await importContacts(desk.database, desk.keys, sourceOf('sample-year.csv'), options)
      expect(outcome).toMatchObject({ rows: expected.rows, contacts: expected.rows, rejected: [] })
      const analyst = await desk.people.analyst()
      const { from, to } = expected.period
      const report: Report = await (await analyst.fetch(`/api/report?from=${from}&to=${to}`)).json()
      const { situations, contacts, departments } = expected
      expect(report.populations).toEqual({ situations, contacts, departments })
      expect(report.rates.meanAge).toBeCloseTo(expected.meanAge, 10)
      for (const [id, counts] of Object.entries<Record<string, number>>(expected.figures)) {
        const rows = report.figures.find((figure) => figure.id === id)?.rows ?? []
        const counted = rows.filter(({ count }) => count > 0).map(({ code, count }) => [code, count])
        expect({ id, ...Object.fromEntries(counted) }).toEqual({ id, ...counts })
      }
    } finally {
      await desk.close()
    }
  })

  test('with faults planted in it, shows each of them and nothing else', { timeout: 60_000 }, async () => {
    const desk = await openTestDesk()
    try {
      const { planted } = expectedOf('sample-bad.expected.json')
      const run = (acceptValid: boolean) =>
        importContacts(desk.database, desk.keys, sourceOf('sample-bad.csv'), { dryRun: false, acceptValid })
      const refused = await run(false)
      expect(refused.rejected.map(({ line, column }) => [line, column])).toEqual(planted)
      expect(refused).toMatchObject({ rows: 138, contacts: 0, situations: 0 })
      expect(await run(true)).toMatchObject({ rows: 138, contacts: 132, unchanged: 0 })
    } finally {
      await desk.close()
    }
  })
})
