import { stringify } from 'csv-stringify/sync'
import writeXlsx from 'write-excel-file/node'
import type { Db } from '#kernel/db.server.ts'
import type { Bytes } from '#kernel/http.server.ts'
import { campaignResponseStatus, type QuestionnaireAddressee } from '#vocabulary'
import { cellsOf, codebookOf, columnsOf } from '../survey/columns.ts'
import { surveyOf } from './results.server.ts'

/** Where a line comes from, before what it answers. */
const heads = [
  'campagne',
  'annee',
  'territoire',
  'departements',
  'region',
  'statut',
  'envoyee_le',
  'saisie_telephone',
  'version',
] as const

/** A cell that a spreadsheet would run as a formula is made text. */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

interface Table {
  readonly header: readonly string[]
  readonly lines: readonly (readonly string[])[]
}

/** The answers of every version of a questionnaire that a campaign asked, no column of which ever shifts. */
async function tableOf(db: Db, campaignId: string, addressee: QuestionnaireAddressee, partials: boolean) {
  const { survey_id } = await surveyOf(db, campaignId, addressee)
  const [versions, rows] = await Promise.all([
    db
      .selectFrom('survey_version')
      .select(['number', 'content as survey'])
      .where('survey_id', '=', survey_id)
      .where('status', '<>', 'draft')
      .orderBy('number')
      .execute(),
    db
      .selectFrom('campaign_target as target')
      .innerJoin('campaign', 'campaign.id', 'target.campaign_id')
      .innerJoin('campaign_answer as answer', 'answer.target_id', 'target.id')
      .innerJoin('campaign_survey as of', (join) =>
        join
          .onRef('of.campaign_id', '=', 'target.campaign_id')
          .onRef('of.addressee', '=', 'target.addressee'),
      )
      .innerJoin('survey_version as version', 'version.id', 'of.version_id')
      .leftJoin('campaign_person as signatory', 'signatory.id', 'target.submitted_by')
      .select(['campaign.name', 'campaign.year', 'target.territory', 'target.departements', 'target.region'])
      .select(['target.status', 'target.submitted_at', 'answer.answers', 'version.number', 'version.content'])
      .select('signatory.account_id')
      .where('target.campaign_id', '=', campaignId)
      .where('target.addressee', '=', addressee)
      .where('target.status', 'in', partials ? ['submitted', 'partial'] : ['submitted'])
      .orderBy('target.territory')
      .execute(),
  ])
  const columns = columnsOf(versions)
  const answers: Table = {
    header: [...heads, ...columns.map(({ name }) => name)],
    lines: rows.map((row) => [
      row.name,
      String(row.year),
      row.territory,
      row.departements.join(' '),
      row.region ?? '',
      campaignResponseStatus.label(row.status),
      row.submitted_at ?? '',
      row.account_id ? 'oui' : 'non',
      String(row.number),
      ...cellsOf(columns, row.content, row.answers),
    ]),
  }
  const codebook: Table = {
    header: ['colonne', 'libelle', 'type', 'codes', 'versions'],
    lines: codebookOf(versions).map(({ column, label, kind, codes, versions: asked }) => [
      column,
      label,
      kind,
      codes,
      asked,
    ]),
  }
  return { answers, codebook }
}

const csvOf = ({ header, lines }: Table): string =>
  // A mark so that spreadsheets read the accents.
  `\uFEFF${stringify([[...header], ...lines.map((line) => line.map(harmless))], { record_delimiter: 'windows' })}`

const sheetOf = (sheet: string, { header, lines }: Table) => ({
  sheet,
  data: [
    header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...lines.map((line) =>
      line.map((cell) => (cell === '' ? null : { value: harmless(cell), type: String })),
    ),
  ],
})

/** The answers as a file: CSV, its dictionary as CSV, or both in one spreadsheet. */
export async function exportOf(
  db: Db,
  campaignId: string,
  {
    addressee,
    format,
    partials,
  }: { addressee: QuestionnaireAddressee; format: 'csv' | 'xlsx' | 'codebook'; partials: boolean },
): Promise<Bytes> {
  const { answers, codebook } = await tableOf(db, campaignId, addressee, partials)
  const name = `reponses-${addressee.replaceAll('_', '-')}`
  if (format === 'xlsx') {
    const body = await writeXlsx([sheetOf('Réponses', answers), sheetOf('Dictionnaire', codebook)]).toBuffer()
    return {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      filename: `${name}.xlsx`,
      body,
    }
  }
  const isCodebook = format === 'codebook'
  return {
    type: 'text/csv; charset=utf-8',
    filename: isCodebook ? `${name}-dictionnaire.csv` : `${name}.csv`,
    body: csvOf(isCodebook ? codebook : answers),
  }
}
