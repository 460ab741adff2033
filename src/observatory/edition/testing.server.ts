import type { TestDesk } from '#kernel/testing/harness.server.ts'
import { record, type ToldContact } from '../report/testing.server.ts'

const departements = [
  ...['59', '62', '02', '60', '80'],
  ...['33', '47', '64', '40', '24'],
  ...['75', '93', '94', '92', '77'],
]

/** A year of invented files in which some counts are large and some are small, always the same. */
export function inventYear(year: number, many: number): ToldContact[][] {
  return Array.from({ length: many }, (_, number): ToldContact[] => {
    const month = String(1 + (number % 12)).padStart(2, '0')
    const first: ToldContact = {
      at: `${year}-${month}-10T10:00:00Z`,
      callerProfile: number % 3 === 0 ? 'professional' : 'first_circle',
      departement: number % 47 === 0 ? '95' : (departements[number % 15] ?? '59'),
      gender: Math.floor(number / 15) % 3 === 1 ? 'boy' : 'girl',
      age: 13 + (number % 5),
      known: number % 2 === 0 ? 'yes' : 'no',
      problems: number % 5 < 4 ? ['runaway'] : number % 25 === 4 ? ['runaway', 'debt'] : ['substance_use'],
      actions: number % 4 === 0 ? ['ip_sent'] : [],
    }
    return number % 6 === 0 ? [first, { at: `${year}-12-20T10:00:00Z`, channel: 'chat' }] : [first]
  })
}

export const recordYear = (desk: TestDesk, year: number, many: number): Promise<string[]> =>
  record(desk, inventYear(year, many))
