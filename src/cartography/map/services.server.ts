import { sql } from 'kysely'
import { houseToday } from '#cartography/directory/freshness.ts'
import { type Audience, visibleTo } from '#cartography/directory/visible.ts'
import type { Db } from '#kernel/db.server.ts'
import { isDepartement, type ServiceKind, serviceKind } from '#vocabulary'
import { classedLevel, countedLevel, type MapLevel, type MapPlace } from './level.ts'

type Executes = Pick<Db, 'getExecutor'>

interface Served {
  readonly code: string
  readonly all: number
  readonly minors: number
  /** Those for minors that have a door there. */
  readonly doors: number
}

interface Counts {
  readonly of: (code: string) => Omit<Served, 'code'>
  /** Those that answer wherever one is. */
  readonly anywhere: Omit<Served, 'code' | 'doors'>
}

const nobody = { all: 0, minors: 0, doors: 0 }

/** The services that callers would be told of: open, verified, and for this audience. Anyone at all reads what is published. */
const told = (audience: Audience) =>
  audience === 'public'
    ? sql`published_service`
    : sql`(select s.*, case when p.precision <> 'departement' then p.commune end as commune
        from service_index s join service o on o.id = s.service_id left join service_place p on p.id = o.place_id
        where s.active and s.hidden_on > ${houseToday()}::date
          and s.visibility = any(${visibleTo(audience).rows}::text[]))`

const ofKind = (kind?: ServiceKind) =>
  sql`(${kind ?? null}::text is null or i.kinds @> array[${kind ?? null}::text])`

/** How many services serve each département, as callers would be told of them: open, verified, and for this audience. */
export async function countServices(db: Executes, audience: Audience, kind?: ServiceKind): Promise<Counts> {
  const { rows } = await sql<Served & { readonly is_anywhere: boolean }>`
    select i.is_anywhere, coalesce(served.code, '') as code, count(*)::int as all,
      count(*) filter (where i.audiences @> array['minors'])::int as minors,
      count(*) filter (where i.audiences @> array['minors'] and i.stands_in = served.code)::int as doors
    from ${told(audience)} i left join lateral unnest(i.departements) as served (code) on true
    where ${ofKind(kind)}
    group by 1, 2`.execute(db)
  const byCode = new Map(rows.filter((row) => !row.is_anywhere).map((row) => [row.code, row]))
  return {
    of: (code) => byCode.get(code) ?? nobody,
    anywhere: rows.find((row) => row.is_anywhere) ?? nobody,
  }
}

/** Where those services stand, by town, as precisely as that is published; a département alone is no place to show. */
async function placesOf(
  db: Executes,
  audience: Audience,
  kind?: ServiceKind,
  forMinors = false,
): Promise<MapPlace[]> {
  const { rows } = await sql<MapPlace>`
    select i.stands_in as departement, i.commune as name, count(*)::int as count,
      avg(i.latitude) as latitude, avg(i.longitude) as longitude
    from ${told(audience)} i
    where ${ofKind(kind)} and i.latitude is not null and i.commune is not null
      and (not ${forMinors} or i.audiences @> array['minors'])
    group by 1, 2 order by 1, 3 desc, 2`.execute(db)
  return rows.filter(({ departement }) => isDepartement(departement))
}

const inNumber = (count: number, one: string, many: string) =>
  `${new Intl.NumberFormat('fr-FR').format(count)}\u00a0${count < 2 ? one : many}`

const seen =
  'Comptent les services en activité dont la fiche n’est pas masquée faute de vérification, et qui disent servir le département, où qu’ils se tiennent.'

/** How many services serve each département. */
export async function servicesLevel(db: Executes, audience: Audience, kind?: ServiceKind): Promise<MapLevel> {
  const counts = await countServices(db, audience, kind)
  const places = await placesOf(db, audience, kind)
  const { all } = counts.anywhere
  return countedLevel({
    title: kind ? `Services par département\u00a0: ${serviceKind.label(kind)}` : 'Services par département',
    rule: seen,
    places,
    none: 'aucun service',
    words: (count) => inNumber(count, 'service', 'services'),
    countOf: (code) => counts.of(code).all,
    outside:
      all > 0
        ? `${inNumber(all, 'service répond', 'services répondent')} de partout en plus de ceux-là.`
        : null,
  })
}

/** Where no service for minors is, or none that has a door. */
export async function gapsLevel(db: Executes, audience: Audience, kind?: ServiceKind): Promise<MapLevel> {
  const counts = await countServices(db, audience, kind)
  const places = await placesOf(db, audience, kind, true)
  const { minors } = counts.anywhere
  const title = 'Départements sans service pour les mineurs'
  return classedLevel({
    title: kind ? `${title}\u00a0: ${serviceKind.label(kind)}` : title,
    rule: `${seen} Seuls comptent ici ceux qui disent accueillir des mineurs.`,
    outside:
      minors > 0
        ? `${inNumber(minors, 'service pour les mineurs répond', 'services pour les mineurs répondent')} de partout\u00a0: ils ne comblent pas ces manques.`
        : null,
    places,
    classes: [
      { id: 'gap', label: 'Aucun service pour les mineurs dans le département', fill: 'step-4' },
      { id: 'comes', label: 'Desservi, sans lieu dans le département', fill: 'step-2' },
      { id: 'door', label: 'Au moins un lieu dans le département', fill: 'step-0' },
    ],
    of: (code) => {
      const { minors: own, doors } = counts.of(code)
      if (own === 0) return { class: 'gap', value: 0, text: 'aucun service pour les mineurs' }
      const words = inNumber(own, 'service pour les mineurs', 'services pour les mineurs')
      return doors > 0
        ? { class: 'door', value: own, text: words }
        : { class: 'comes', value: own, text: `${words}, sans lieu sur place` }
    },
  })
}
