import type { Services } from '#kernel/http.server.ts'
import { sentenceOf } from '#kernel/refusal.ts'
import { type Report, ReportQuery } from './contract.ts'
import { reportAsCsv } from './csv.server.ts'
import { tally } from './tally.server.ts'
import { reportAsText } from './text.server.ts'

/** What the command `report` receives. */
export interface ReportArguments {
  readonly services: Pick<Services, 'database'>
  readonly say: (line: string) => void
  readonly print: (text: string) => void
  readonly from: string
  readonly to: string
  readonly format: 'text' | 'json' | 'csv'
}

const forms: Readonly<Record<ReportArguments['format'], (report: Report) => string>> = {
  text: reportAsText,
  json: (report) => JSON.stringify(report, null, 2),
  csv: reportAsCsv,
}

/** Prints the report of a period; gives the exit code, 2 for dates that make no period. */
export async function runReport({
  services,
  say,
  print,
  from,
  to,
  format,
}: ReportArguments): Promise<number> {
  const asked = ReportQuery.safeParse({ from, to })
  if (!asked.success) {
    say('Les dates s’écrivent AAAA-MM-JJ, comme 2023-04-03. Corrigez --from ou --to, puis relancez.')
    return 2
  }
  if (from > to) {
    say(sentenceOf('period_reversed'))
    return 2
  }
  const report = await services.database.transaction().execute((db) => tally(db, { from, to }))
  print(forms[format](report))
  return 0
}
