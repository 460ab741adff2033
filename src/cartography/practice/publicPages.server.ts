import { type SqlBool, sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import {
  type PublicAnswer,
  type PublicCall,
  type PublicPage,
  show,
  textOf,
} from '#kernel/public/public.server.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Departement, isDepartement, type Problem, problem, type Region, regionOf } from '#vocabulary'

type Executes = Pick<Db, 'getExecutor'>

/** A practice as anyone may read it. */
export interface OpenPractice {
  readonly id: string
  readonly title: string
  readonly done: string
  readonly partners: string | null
  readonly means: string | null
  readonly results: string | null
  readonly evidence: string | null
  readonly publishedAt: string
  readonly departements: readonly Departement[]
  readonly regions: readonly Region[]
  readonly problems: readonly Problem[]
  readonly adoptions: readonly Departement[]
  readonly contactName: string | null
  readonly contactRole: string | null
  readonly contactEmail: string | null
  readonly contactPhone: string | null
}

export interface OpenDocument {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
}

/** What is looked for among the practices. */
export interface Sought {
  readonly text?: string | undefined
  readonly problem?: string | undefined
  readonly departement?: string | undefined
}

const perPage = 20
const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const columns = sql`id, title, done, partners, means, results, evidence, published_at as "publishedAt", departements,
  regions, problems, adoptions, contact_name as "contactName", contact_role as "contactRole",
  contact_email as "contactEmail", contact_phone as "contactPhone"`

/** One page of what answers; a letter forgotten or two in the wrong order are forgiven. */
async function find(db: Executes, sought: Sought, page: number) {
  const { text, problem: about, departement: where } = sought
  const conditions = [
    sql<SqlBool>`true`,
    ...(text
      ? [
          sql<SqlBool>`not exists (select from regexp_split_to_table(fold(${text}), ' ') as word
            where position(word in p.search_text) = 0 and word_similarity(word, p.search_text) < 0.45)`,
        ]
      : []),
    ...(about ? [sql<SqlBool>`p.problems @> array[${about}::text]`] : []),
    ...(where
      ? [
          sql<SqlBool>`(p.departements @> array[${where}::text] or p.adoptions @> array[${where}::text]
            or p.regions @> array[${regionOf(where) ?? ''}::text])`,
        ]
      : []),
  ]
  const { rows } = await sql<OpenPractice & { readonly total: number }>`
    select ${columns}, count(*) over ()::int as total from published_practice p
    where ${sql.join(conditions, sql` and `)}
    order by p.published_at desc, p.id limit ${perPage} offset ${(page - 1) * perPage}`.execute(db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

/** The addresses of the practices that anybody may read. */
export async function practiceAddresses(db: Executes): Promise<string[]> {
  const { rows } = await sql<{ readonly id: string }>`
    select id from published_practice order by published_at desc, id limit 10000`.execute(db)
  return rows.map(({ id }) => `/pratiques/${id}`)
}

const noSuchPage = () => refuse('not_found')

async function list({ db, query }: PublicCall): Promise<PublicAnswer> {
  const about = textOf(query, 'probleme')
  const where = textOf(query, 'departement')
  const sought: Sought = {
    text: textOf(query, 'texte')?.slice(0, 200),
    problem: about && problem.has(about) ? about : undefined,
    departement: where && isDepartement(where) ? where : undefined,
  }
  const page = Math.floor(Math.min(Math.max(Number(textOf(query, 'page')) || 1, 1), 500))
  const found = await find(db, sought, page)
  const props = { ...found, sought, page, pages: Math.ceil(found.total / perPage) }
  return show('PracticesPage', props, { title: 'Pratiques des territoires' })
}

/** The practices that territories share with everyone: a list to search, a page for each, their documents. */
export const practicePages: readonly PublicPage[] = [
  {
    path: '/pratiques',
    keptFor: 60,
    asks: ['probleme', 'departement', 'page'],
    run: list,
  },
  {
    // What somebody types makes too many pages for them to be kept.
    path: '/pratiques/recherche',
    addresses: () => [],
    run: list,
  },
  {
    path: '/pratiques/:id',
    keptFor: 60,
    addresses: () => [],
    run: async ({ db, params }) => {
      const id = params.id ?? ''
      if (!isId.test(id)) return noSuchPage()
      const { rows } = await sql<OpenPractice>`
        select ${columns} from published_practice p where p.id = ${id}::uuid`.execute(db)
      const practice = rows[0] ?? noSuchPage()
      const documents = await sql<OpenDocument>`
        select id, name, media_type as type, size from published_practice_document
        where practice_id = ${id}::uuid order by added_at, id`.execute(db)
      return show('PracticePage', { practice, documents: documents.rows }, { title: practice.title })
    },
  },
  {
    path: '/pratiques/:id/documents/:document',
    unlisted: true,
    run: async ({ db, params }) => {
      const { id = '', document = '' } = params
      if (!isId.test(id) || !isId.test(document)) return noSuchPage()
      const { rows } = await sql<OpenDocument & { readonly file: Buffer }>`
        select name, media_type as type, file from published_practice_document
        where id = ${document}::uuid and practice_id = ${id}::uuid`.execute(db)
      const found = rows[0] ?? noSuchPage()
      return { kind: 'file', type: found.type, filename: found.name, body: found.file }
    },
  },
]
