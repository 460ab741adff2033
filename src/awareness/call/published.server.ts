import { sql } from 'kysely'
import type { Db } from '#kernel/db.server.ts'
import type { FieldFault } from '#kernel/refusal.ts'
import { type Departement, departement } from '#vocabulary'

const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })
export const dayOf = (date: string): string => day.format(new Date(`${date}T00:00:00Z`))
export const euros = (amount: number): string => `${amount.toLocaleString('fr-FR')} €`

/** A call that anybody may read, with what it asks and how it chooses. */
export async function published(db: Db, by: { readonly slug: string } | { readonly id: string }) {
  const query = db
    .selectFrom('project_call')
    .select(['id', 'slug', 'status', 'title', 'summary', 'terms', 'amount', 'amount_each'])
    .select(['opens_on', 'closes_on'])
    .select([
      sql<Departement[]>`array(select d.departement from project_call_departement d
        where d.call_id = project_call.id order by 1)`.as('departements'),
      sql<{ label: string; weight: number }[]>`coalesce((select jsonb_agg(jsonb_build_object('label', c.label,
        'weight', c.weight) order by c.position) from project_criterion c where c.call_id = project_call.id), '[]')`.as(
        'criteria',
      ),
      sql<boolean>`status = 'published' and today_in_paris() between opens_on and closes_on`.as('isOpen'),
    ])
    .where('status', 'in', ['published', 'decided'])
  return 'slug' in by
    ? query.where('slug', '=', by.slug).executeTakeFirst()
    : query.where('id', '=', by.id).executeTakeFirst()
}
export type Published = NonNullable<Awaited<ReturnType<typeof published>>>

/** A call as its pages tell it. */
export const callWords = (call: Published) => {
  const weights = call.criteria.reduce((sum, { weight }) => sum + weight, 0)
  return {
    title: call.title,
    slug: call.slug,
    summary: call.summary,
    terms: call.terms,
    isOpen: call.isOpen,
    opens: dayOf(call.opens_on),
    closes: dayOf(call.closes_on),
    where:
      call.departements.length > 0
        ? call.departements.map((code) => departement.label(code)).join(', ')
        : 'Toute la France',
    amount: call.amount === null ? null : euros(call.amount),
    amountEach: call.amount_each === null ? null : euros(call.amount_each),
    criteria: call.criteria.map(
      ({ label, weight }) => `${label} : ${Math.round((weight / weights) * 100)} % de la note`,
    ),
  }
}

/** What a form has to say of what was typed. */
export const faultsOf = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): FieldFault[] => issues.map(({ path, message }) => ({ field: String(path[0]), message }))
