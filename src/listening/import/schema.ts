import type { List } from '#kernel/list.ts'
import { type Column, importColumns, listMark } from './columns.ts'

interface SchemaField {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly type: 'string' | 'datetime' | 'integer' | 'list'
  readonly delimiter?: string
  readonly itemType?: 'string'
  /** Codes with their labels; of a list, those of its items. */
  readonly categories?: readonly { readonly value: string; readonly label: string }[]
  readonly itemCategories?: readonly { readonly value: string; readonly label: string }[]
  readonly constraints: Readonly<Record<string, unknown>>
}

/** The columns of an import of contacts as a Table Schema of the Data Package standard, version 2. */
export function tableSchema() {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    name: 'contacts',
    title: 'Contacts à importer dans Repère',
    fieldsMatch: 'equal',
    fields: importColumns.map(fieldOf),
    primaryKey: ['contact_ref'],
    missingValues: [''],
  }
}

function fieldOf(column: Column): SchemaField {
  const { name, title, description, isRequired, kind } = column
  const head = { name, title, description }
  const required = isRequired ? { required: true } : {}
  switch (kind.is) {
    case 'reference':
      return {
        ...head,
        type: 'string',
        constraints: { ...required, maxLength: kind.limit, ...(name === 'contact_ref' && { unique: true }) },
      }
    case 'instant':
      return { ...head, type: 'datetime', constraints: required }
    case 'age':
      return { ...head, type: 'integer', constraints: { ...required, minimum: kind.from, maximum: kind.to } }
    case 'code':
      return {
        ...head,
        type: 'string',
        categories: termsOf(kind.of),
        constraints: { ...required, enum: kind.of.codes },
      }
    case 'codes':
      return {
        ...head,
        type: 'list',
        delimiter: listMark,
        itemType: 'string',
        itemCategories: termsOf(kind.of),
        constraints: required,
      }
    case 'text':
      return { ...head, type: 'string', constraints: { ...required, maxLength: kind.limit } }
  }
}

const termsOf = (of: List) => of.codes.map((code) => ({ value: code, label: of.label(code) }))
