/**
 * Fills a database with transmissions that are on their way, without anybody having written them: for the clock, that
 * is measured and checked over many of them. Run as the owner of the tables; $1 how many, $2 the instant of now.
 */
export const crowdSql = `
with maker as (
  insert into app.account (id, login, name, role, password_hash)
  values (gen_random_uuid(), 'foule-' || gen_random_uuid(), 'Foule fictive', 'listener', '-'),
         (gen_random_uuid(), 'foule-' || gen_random_uuid(), 'Foule fictive', 'coordinator', '-') returning id),
authors as (select (array_agg(id))[1] as author, (array_agg(id))[2] as validator from maker),
place as (
  insert into app.authority (id, code, name, name_key, time_zone)
  select id, 'foule-' || replace(id::text, '-', ''), 'Foule fictive ' || id, 'foule' || replace(id::text, '-', ''),
    'Europe/Paris' from (select gen_random_uuid() as id) one returning id),
unit as (
  insert into app.authority_unit (id, authority_id, recipient, name, name_key, time_zone)
  select gen_random_uuid(), id, 'crip', 'Cellule fictive ' || id, 'cellule' || replace(id::text, '-', ''),
    'Europe/Paris' from place returning id, authority_id),
data_key as (
  insert into app.data_key (id, version, wrapped) values (gen_random_uuid(), 1, '\\x00') returning id),
file as (
  insert into app.situation (id, reference, data_key_id)
  select gen_random_uuid(), 'foule-' || gen_random_uuid(), id from data_key returning id),
crowd as (
  select gen_random_uuid() as id, n, n % 2 = 0 as urgent, n % 7 = 0 as handed,
    $2::timestamptz - make_interval(mins => (n * 37) % 50) as since
  from generate_series(1, $1::integer) n),
sent as (
  insert into app.transmission (id, reference, writing_id, situation_id, authority_id, unit_id, recipient, status,
    urgent, author_id, submitted_at, validator_id, validated_at, send_after, sealed_draft, sealed_content, data_key_id)
  select c.id, 'foule-' || c.id, gen_random_uuid(), file.id, unit.authority_id, unit.id, 'crip', 'validated',
    c.urgent, author, c.since, validator, c.since, c.since, '\\x00', '\\x00', data_key.id
  from crowd c, file, unit, authors, data_key)
insert into app.delivery (id, transmission_id, authority_id, unit_id, channel, urgent, send_after, next_attempt_at)
select gen_random_uuid(), c.id, unit.authority_id, unit.id, case when handed then 'hand_over' else 'portal' end,
  c.urgent, c.since, 'infinity'
from crowd c, unit
`
