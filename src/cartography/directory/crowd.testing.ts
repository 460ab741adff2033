/**
 * Fills a directory of $1 services over the 101 départements: names that share their words as real ones do, a hundredth of
 * them national, places scattered around each prefecture, a third confidential, freshness of every age.
 */
const crowdSql = `
with words as (select
    array['Maison','Espace','Point','Équipe mobile','Service','Centre','Relais','Accueil','Antenne','Permanence'] as a,
    array['des adolescents','d’écoute','éducatif','de prévention','du Phare','des Tilleuls','de la Passerelle','jeunesse',
          'des familles','de santé','du Belvédère','de la Boussole','des Rives','du Moulin','des Genêts','de la Clairière'] as b,
    array['Nord','Sud','Est','Ouest','centre','littoral','plateau','vallée','bocage','rive droite','rive gauche'] as c),
codes as (select array_agg(departement order by departement) as all_codes from app.town where is_prefecture),
orgs as (
  insert into app.organisation (id, name, kind)
  select overlay(overlay(md5('crowd-organisation' || n) placing '4' from 13) placing '8' from 17)::uuid, 'Association ' || b[1 + n % 16] || ' ' || n || ' (exemple)', 'association'
  from words, generate_series(1, greatest(1, $1::int / 5)) n returning 1),
places as (
  insert into app.service_place (id, organisation_id, commune, departement, address, latitude, longitude, precision)
  select overlay(overlay(md5('crowd-place' || n) placing '4' from 13) placing '8' from 17)::uuid, overlay(overlay(md5('crowd-organisation' || 1 + n % greatest(1, $1::int / 5)) placing '4' from 13) placing '8' from 17)::uuid,
    case when n % 3 = 0 then t.name else 'Commune-' || n % 4000 end, t.departement, n || ' rue de l’Exemple',
    t.latitude + ((n * 7919) % 1000 - 500) / 1000.0, t.longitude + ((n * 104729::bigint) % 1000 - 500) / 800.0,
    case when n % 9 = 0 then 'commune' when n % 17 = 0 then 'departement' else 'exact' end
  from generate_series(1, $1::int) n, codes join app.town t on t.is_prefecture
  where t.departement = all_codes[1 + n % 101] returning 1),
services as (
  insert into app.service (id, organisation_id, place_id, name, visibility, coverage, min_age, max_age, hours, time_zone,
    verified_on, verified_how)
  select overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid, overlay(overlay(md5('crowd-organisation' || 1 + n % greatest(1, $1::int / 5)) placing '4' from 13) placing '8' from 17)::uuid,
    overlay(overlay(md5('crowd-place' || n) placing '4' from 13) placing '8' from 17)::uuid,
    a[1 + n % 10] || ' ' || b[1 + n / 10 % 16] || ' ' || c[1 + n / 160 % 11] || ' ' || n || ' (exemple)',
    case when n % 20 = 0 then 'internal' when n % 7 = 0 then 'professionals_only' else 'public' end,
    case when n % 200 = 0 then 'national' when n % 200 = 100 then 'by_distance' else 'departements' end,
    case when n % 2 = 0 then 11 + n % 4 end, case when n % 2 = 0 then 18 + n % 4 end,
    case n % 4 when 0 then null when 1 then (select jsonb_agg(jsonb_build_object('weekday', d, 'opens', '09:00',
      'closes', '17:30')) from generate_series(1, 5) d) else (select jsonb_agg(jsonb_build_object('weekday', d,
      'opens', '08:00', 'closes', '20:00')) from generate_series(1, 6) d) end,
    'Europe/Paris', current_date - n % 400, 'phone'
  from words, generate_series(1, $1::int) n returning 1)
select 1`

const parts = [
  `insert into app.service_offer select distinct overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid, k.code
   from generate_series(1, $1::int) n join vocabulary.service_kind k on k.position in (n % 15, n * 7 % 15)`,
  `insert into app.service_public select overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid, 'minors' from generate_series(1, $1::int) n`,
  `insert into app.service_way_in select overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid,
     case when n % 2 = 0 then 'public' else 'professionals' end from generate_series(1, $1::int) n`,
  `insert into app.service_departement select s.id, p.departement from app.service s
   join app.service_place p on p.id = s.place_id where $1::int > 0 on conflict do nothing`,
  `insert into app.service_contact (id, service_id, position, phone, visibility)
   select overlay(overlay(md5('crowd-contact' || n) placing '4' from 13) placing '8' from 17)::uuid, overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid, 0,
     '01 99 ' || lpad((n % 1000000)::text, 6, '0'), case when n % 3 = 0 then 'professionals_only' else 'public' end
   from generate_series(1, $1::int) n`,
] as const

const indexSql = `select app.index_services(array(
  select overlay(overlay(md5('crowd-service' || n) placing '4' from 13) placing '8' from 17)::uuid from generate_series($1::int, $2::int) n))`

/** Fills the directory through whatever asks the database, with what a search reads in batches. */
export async function fillDirectory(
  run: (text: string, values: unknown[]) => Promise<unknown>,
  services: number,
): Promise<void> {
  for (const text of [crowdSql, ...parts]) await run(text, [services])
  for (let from = 1; from <= services; from += 5000) {
    await run(indexSql, [from, Math.min(services, from + 4999)])
  }
}
