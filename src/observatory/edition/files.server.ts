import { stringify } from 'csv-stringify/sync'
import { hiddenSymbol } from '../disclosure/gate.ts'
import { type EditionOutput, hidingRule } from './output.ts'

/** A file of an edition. */
export interface EditionFile {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

type Value = string | number | null

/** A table as it leaves: the same fields and rows in every form. */
export interface OpenTable {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly fields: readonly {
    readonly name: string
    readonly title: string
    readonly type: 'string' | 'integer' | 'number'
  }[]
  readonly rows: readonly (readonly Value[])[]
}

const licence = {
  name: 'etalab-2.0',
  title: 'Licence Ouverte 2.0',
  path: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
}

/** The tables of an edition, from the one set of data that everything else is made from. */
export function openTables({ figures, crossings, threshold }: EditionOutput): OpenTable[] {
  const tables = figures.map(({ id, title, rule, base, rows }): OpenTable => {
    const hasBases = rows.some((row) => row.base !== undefined)
    return {
      name: id,
      title,
      description: `${rule} ${hidingRule(threshold)}`,
      fields: [
        { name: 'code', title: 'Code', type: 'string' },
        { name: 'libelle', title: 'Libellé', type: 'string' },
        { name: 'nombre', title: 'Nombre', type: 'integer' },
        { name: 'pourcentage', title: 'Part de la base, en pourcentage', type: 'number' },
        { name: 'base', title: 'Base', type: 'integer' },
      ],
      rows: rows.map((row) => [
        row.code,
        row.label,
        row.count,
        row.percent,
        hasBases ? (row.base ?? null) : base,
      ]),
    }
  })
  const crossed = crossings.map(
    ({ id, title, rule, axes, rows }): OpenTable => ({
      name: id,
      title,
      description: `${rule} ${hidingRule(threshold)}`,
      fields: [
        ...axes.flatMap(({ id: axis, title: of }) => [
          { name: axis, title: `${of} : code`, type: 'string' as const },
          { name: `${axis}_libelle`, title: of, type: 'string' as const },
        ]),
        { name: 'nombre', title: 'Nombre', type: 'integer' },
      ],
      rows: rows.map(({ at, count }) => [
        ...at.flatMap(({ code, label }) => [code ?? 'ensemble', label]),
        count,
      ]),
    }),
  )
  return [...tables, ...crossed]
}

const csvOf = ({ fields, rows }: OpenTable): string =>
  stringify(
    rows.map((row) => row.map((value) => value ?? hiddenSymbol)),
    {
      header: true,
      columns: fields.map(({ name }) => name),
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  )

const jsonOf = ({ fields, rows }: OpenTable): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(fields.map(({ name }, index) => [name, row[index] ?? null]))),
    null,
    1,
  )}\n`

const schemaOf = ({ fields }: OpenTable) => ({
  fields: fields.map((field) => ({ ...field, ...(field.type === 'number' && { decimalChar: '.' }) })),
  missingValues: [hiddenSymbol],
})

const file = (name: string, type: string, text: string): EditionFile => ({
  name,
  type,
  content: Buffer.from(text),
})

/** The files of an edition that machines read: a CSV and a JSON for each table, and what describes them all. */
export function openFiles(
  output: EditionOutput,
  changes: readonly { readonly at: string; readonly note: string }[],
): EditionFile[] {
  const tables = openTables(output)
  const description = {
    $schema: 'https://datapackage.org/profiles/1.0/datapackage.json',
    name: `repere-${output.year}`,
    title: output.title,
    description: `${output.methodWords} ${hidingRule(output.threshold)}`,
    created: output.publishedAt,
    version: String(changes.length),
    licenses: [licence],
    temporal: output.period,
    method: output.method,
    ...(output.erratum && { erratum: output.erratum }),
    changelog: changes,
    resources: tables.flatMap((table) =>
      (['csv', 'json'] as const).map((format) => ({
        name: `${table.name.replaceAll('_', '-')}-${format}`,
        path: `${table.name}.${format}`,
        title: table.title,
        description: table.description,
        profile: 'tabular-data-resource',
        format,
        mediatype: format === 'csv' ? 'text/csv' : 'application/json',
        encoding: 'utf-8',
        ...(format === 'csv' && { dialect: { delimiter: ',', lineTerminator: '\r\n', header: true } }),
        schema: schemaOf(table),
      })),
    ),
  }
  return [
    ...tables.flatMap((table) => [
      file(`${table.name}.csv`, 'text/csv; charset=utf-8', csvOf(table)),
      file(`${table.name}.json`, 'application/json; charset=utf-8', jsonOf(table)),
    ]),
    file('datapackage.json', 'application/json; charset=utf-8', `${JSON.stringify(description, null, 1)}\n`),
  ]
}
