import { sql } from 'kysely'
import { type Db, send } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import type { DataKey, Keyring } from '#kernel/seal.server.ts'
import {
  departement,
  type PracticeEvent,
  type PracticeStatus,
  problem,
  region,
  serviceVisibility,
} from '#vocabulary'
import { contactFields, sealedChanges } from './contact.server.ts'
import { PracticeFields } from './contract.ts'

/** Each written field and its column; the contact is sealed (contact.server.ts), and the three sets of codes live in tables of their own. */
export const columns = {
  title: 'title',
  done: 'done',
  partners: 'partners',
  means: 'means',
  results: 'results',
  evidence: 'evidence',
  contactVisibility: 'contact_visibility',
  consentOn: 'consent_on',
  consentScope: 'consent_scope',
  reviewOn: 'review_on',
} as const satisfies Partial<Record<keyof PracticeFields, string>>

/** The columns that these fields fill. */
export const valuesOf = (fields: Partial<PracticeFields>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).flatMap(([field, column]) => {
      const value = fields[field as keyof typeof columns]
      return value === undefined ? [] : [[column, value === '' ? null : value]]
    }),
  )

/** Replaces the territories and problems that are given. */
export async function writeSets(db: Db, id: string, fields: Partial<PracticeFields>): Promise<void> {
  const { departements, regions, problems } = fields
  if (departements) {
    await send(db, db.deleteFrom('practice_departement').where('practice_id', '=', id).compile())
    const rows = [...new Set(departements)].map((code) => ({ practice_id: id, departement: code }))
    if (rows.length > 0) await send(db, db.insertInto('practice_departement').values(rows).compile())
  }
  if (regions) {
    await send(db, db.deleteFrom('practice_region').where('practice_id', '=', id).compile())
    const rows = [...new Set(regions)].map((code) => ({ practice_id: id, region: code }))
    if (rows.length > 0) await send(db, db.insertInto('practice_region').values(rows).compile())
  }
  if (problems) {
    await send(db, db.deleteFrom('practice_problem').where('practice_id', '=', id).compile())
    const rows = [...new Set(problems)].map((code) => ({ practice_id: id, problem: code }))
    if (rows.length > 0) await send(db, db.insertInto('practice_problem').values(rows).compile())
  }
}

/** What a search looks into: everything told of it, and the names of its territories and problems. */
export async function writeSearchText(db: Db, id: string, fields: PracticeFields): Promise<void> {
  const words = [
    fields.title,
    fields.done,
    fields.partners,
    fields.means,
    fields.results,
    ...fields.departements.map((code) => `${code} ${departement.label(code)}`),
    ...fields.regions.map((code) => region.label(code)),
    ...fields.problems.map((code) => problem.label(code)),
  ].join(' ')
  const query = db.updateTable('practice').set({ search_text: sql<string>`fold(${words})` })
  await send(db, query.where('id', '=', id).compile())
}

/** What the sealed fields are called in the history. */
export const sealedTitles: ReadonlySet<string> = new Set(
  contactFields.map((field) => PracticeFields.shape[field].meta()?.title ?? field),
)

interface Change {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

const labels = { departements: departement, regions: region, problems: problem } as const

/** A field in words, as the history tells it. */
function inWords(field: keyof PracticeFields, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) {
    const list = labels[field as keyof typeof labels]
    return value.map((code) => list.label(code)).join(', ') || null
  }
  if (field === 'contactVisibility' || field === 'consentScope') return serviceVisibility.label(String(value))
  return String(value)
}

/** What differs, field by field, under the titles that people read. */
export function changesBetween(before: PracticeFields, after: PracticeFields): Change[] {
  return (Object.keys(PracticeFields.shape) as (keyof PracticeFields)[]).flatMap((field) => {
    const [was, is] = [inWords(field, before[field]), inWords(field, after[field])]
    if (was === is) return []
    return [{ field: PracticeFields.shape[field].meta()?.title ?? field, before: was, after: is }]
  })
}

/** Adds one line to the history of a practice; what changed of the contact is sealed. */
export async function remember(
  db: Db,
  happened: {
    readonly practiceId: string
    readonly by: string
    readonly kind: PracticeEvent
    readonly status?: PracticeStatus
    readonly changes?: readonly Change[]
    readonly seal?: { readonly keys: Keyring; readonly key: DataKey }
  },
): Promise<void> {
  const { practiceId, by, kind, status = null, changes = [], seal } = happened
  const isSealed = (change: Change) => seal !== undefined && sealedTitles.has(change.field)
  const hidden = changes.filter(isSealed)
  const id = newId()
  const row = {
    id,
    practice_id: practiceId,
    kind,
    status,
    changes: JSON.stringify(changes.filter((change) => !isSealed(change))),
    sealed_changes: seal && hidden.length > 0 ? sealedChanges(seal.keys, seal.key, id, hidden) : null,
    author_id: by,
  }
  await send(db, db.insertInto('practice_history').values(row).compile())
}
