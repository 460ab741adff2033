-- Rewrites what is read and counted of some situations, from the files and their finalised contacts.
-- A merged file has no summary: it is neither listed nor counted.

-- One file at a time: the plans do not depend on how many there are, and are made once a connection.
create function summarise(ids uuid[]) returns void language plpgsql as $$
declare
  file   situation;
  told   record;
  one    uuid;
  day    date;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  -- One at a time for one file: what another transaction just wrote of it must be seen, not written again.
  for one in select unnest(ids) order by 1 loop
    select * into file from situation where id = one for no key update;
    continue when not found;
    if file.merged_into is not null then
      delete from situation_fact where situation_id = file.id;
      delete from situation_listing where situation_id = file.id;
      delete from situation_summary where situation_id = file.id;
      continue;
    end if;

    -- Read in the order of time: the first of an array was said first, the last one is the latest.
    select min(occurred_at) as opened_at, max(occurred_at) as last_contact_at, count(*)::int as contact_count,
           (array_agg(c.caller_profile))[1] as caller_profile,
           -- The first word that says something; failing that, the first word.
           coalesce((array_agg(c.minor_gender) filter (where c.minor_gender not in ('unknown', 'undisclosed')))[1],
                    (array_agg(c.minor_gender) filter (where c.minor_gender is not null))[1]) as gender,
           (array_agg(c.minor_age) filter (where c.minor_age is not null))[1] as age,
           coalesce((array_agg(c.departement) filter (where c.departement not in ('unknown', 'undisclosed')))[1],
                    (array_agg(c.departement) filter (where c.departement is not null))[1]) as departement,
           coalesce((array_agg(c.known_to_child_protection) filter (where c.known_to_child_protection not in ('unknown', 'undisclosed')))[1],
                    (array_agg(c.known_to_child_protection) filter (where c.known_to_child_protection is not null))[1]) as known,
           (array_agg(c.danger_level) filter (where c.danger_level is not null))[count(c.danger_level)] as danger_level,
           (array_agg(c.certainty) filter (where c.certainty is not null))[count(c.certainty)] as certainty
    into told
    from (
      select occurred_at, caller_profile, minor_gender, minor_age, departement, known_to_child_protection, danger_level, certainty
      from contact where situation_id = file.id and finalised_at is not null order by occurred_at, id
    ) c;

    insert into situation_summary
    values (file.id, file.reference, file.stage, file.moved_at, told.opened_at, told.last_contact_at, told.contact_count,
            told.caller_profile, coalesce(file.gender, told.gender), coalesce(file.age, told.age),
            coalesce(file.departement, told.departement), coalesce(file.known_to_child_protection, told.known),
            told.danger_level, told.certainty)
    on conflict (situation_id) do update set
      reference = excluded.reference, stage = excluded.stage, moved_at = excluded.moved_at, opened_at = excluded.opened_at,
      last_contact_at = excluded.last_contact_at, contact_count = excluded.contact_count,
      caller_profile = excluded.caller_profile, gender = excluded.gender, age = excluded.age,
      departement = excluded.departement, known_to_child_protection = excluded.known_to_child_protection,
      danger_level = excluded.danger_level, certainty = excluded.certainty;

    delete from situation_listing l
    where l.situation_id = file.id and l.reader <> nobody
      and not exists (select from assignment a where a.situation_id = file.id and a.account_id = l.reader);

    insert into situation_listing as kept (situation_id, reader, stage, danger_level, departement, moved_at, opened_at)
    select file.id, r.reader, file.stage, coalesce(told.danger_level, ''),
           coalesce(file.departement, told.departement, ''), file.moved_at, coalesce(told.opened_at, 'infinity')
    from (
      select nobody as reader
      union all select account_id from assignment where situation_id = file.id
    ) r
    on conflict (situation_id, reader) do update set
      stage = excluded.stage, danger_level = excluded.danger_level, departement = excluded.departement,
      moved_at = excluded.moved_at, opened_at = excluded.opened_at
    where (kept.stage, kept.danger_level, kept.departement, kept.moved_at, kept.opened_at)
          <> (excluded.stage, excluded.danger_level, excluded.departement, excluded.moved_at, excluded.opened_at);

    -- Of the facts, only what has changed is written. The report counts by days, those of Paris.
    day := (told.opened_at at time zone 'Europe/Paris')::date;
    with said (kind, code, at) as (
      select o.kind, o.code, c.occurred_at
      from contact c join observation o on o.contact_id = c.id
      where c.situation_id = file.id and c.finalised_at is not null and o.presence = 'present'
      union all
      select 'action', a.kind, a.performed_at
      from action a left join contact c on c.id = a.contact_id
      where a.situation_id = file.id and a.cancelled_at is null and (a.contact_id is null or c.finalised_at is not null)
      union all
      select 'measure', m.measure, c.occurred_at
      from contact c join contact_measure m on m.contact_id = c.id
      where c.situation_id = file.id and c.finalised_at is not null
      union all
      select 'measure', m.measure, told.opened_at from situation_measure m where m.situation_id = file.id
    ), found as materialized (
      select kind, code, (min(at) at time zone 'Europe/Paris')::date as first_on
      from said where told.opened_at is not null group by kind, code
    ), gone as (
      delete from situation_fact f
      where f.situation_id = file.id and not exists (select from found where (found.kind, found.code) = (f.kind, f.code))
    )
    insert into situation_fact (situation_id, kind, code, first_on, opened_on)
    select file.id, found.kind, found.code, found.first_on, day
    from found
    left join situation_fact f on f.situation_id = file.id and f.kind = found.kind and f.code = found.code
    where (f.first_on, f.opened_on) is distinct from (found.first_on, day)
    on conflict (situation_id, kind, code) do update set first_on = excluded.first_on, opened_on = excluded.opened_on;
  end loop;
end
$$;
