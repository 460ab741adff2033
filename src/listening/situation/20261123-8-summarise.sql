-- Rewrites what is read and counted of some situations, from the files and their finalised contacts.
-- A merged file has no summary: it is neither listed nor counted.

create function summarise(ids uuid[]) returns void language sql as $$
  -- One at a time for one file: what another transaction just wrote of it must be seen, not written again.
  select 1 from situation where id = any (ids) order by id for no key update;
  delete from situation_fact where situation_id = any (ids);
  delete from situation_summary where situation_id in (select id from situation where id = any (ids) and merged_into is not null);

  insert into situation_summary as kept
  select s.id, s.reference, s.stage, s.moved_at,
         c.opened_at, c.last_contact_at, coalesce(c.contact_count, 0), c.caller_profile,
         coalesce(s.gender, c.gender), coalesce(s.age, c.age), coalesce(s.departement, c.departement),
         coalesce(s.known_to_child_protection, c.known_to_child_protection), c.danger_level, c.certainty
  from situation s
  left join lateral (
    select min(occurred_at) as opened_at, max(occurred_at) as last_contact_at, count(*)::int as contact_count,
           (array_agg(caller_profile order by occurred_at, id))[1] as caller_profile,
           -- The first word that says something; failing that, the first word.
           coalesce((array_agg(minor_gender order by occurred_at, id) filter (where minor_gender not in ('unknown', 'undisclosed')))[1],
                    (array_agg(minor_gender order by occurred_at, id) filter (where minor_gender is not null))[1]) as gender,
           (array_agg(minor_age order by occurred_at, id) filter (where minor_age is not null))[1] as age,
           coalesce((array_agg(departement order by occurred_at, id) filter (where departement not in ('unknown', 'undisclosed')))[1],
                    (array_agg(departement order by occurred_at, id) filter (where departement is not null))[1]) as departement,
           coalesce((array_agg(known_to_child_protection order by occurred_at, id) filter (where known_to_child_protection not in ('unknown', 'undisclosed')))[1],
                    (array_agg(known_to_child_protection order by occurred_at, id) filter (where known_to_child_protection is not null))[1]) as known_to_child_protection,
           (array_agg(danger_level order by occurred_at desc, id desc) filter (where danger_level is not null))[1] as danger_level,
           (array_agg(certainty order by occurred_at desc, id desc) filter (where certainty is not null))[1] as certainty
    from contact where situation_id = s.id and finalised_at is not null
  ) c on true
  where s.id = any (ids) and s.merged_into is null
  on conflict (situation_id) do update set
    reference = excluded.reference, stage = excluded.stage, moved_at = excluded.moved_at, opened_at = excluded.opened_at,
    last_contact_at = excluded.last_contact_at, contact_count = excluded.contact_count,
    caller_profile = excluded.caller_profile, gender = excluded.gender, age = excluded.age,
    departement = excluded.departement, known_to_child_protection = excluded.known_to_child_protection,
    danger_level = excluded.danger_level, certainty = excluded.certainty;

  delete from situation_listing l
  where situation_id = any (ids)
    and (not exists (select from situation_summary s where s.situation_id = l.situation_id)
         or (reader <> '00000000-0000-0000-0000-000000000000'
             and not exists (select from assignment a where a.situation_id = l.situation_id and a.account_id = l.reader)));

  insert into situation_listing as kept (situation_id, reader, stage, danger_level, departement, moved_at, opened_at)
  select s.situation_id, r.reader, s.stage, coalesce(s.danger_level, ''), coalesce(s.departement, ''), s.moved_at,
         coalesce(s.opened_at, 'infinity')
  from situation_summary s
  cross join lateral (
    select '00000000-0000-0000-0000-000000000000'::uuid as reader
    union all select account_id from assignment a where a.situation_id = s.situation_id
  ) r
  where s.situation_id = any (ids)
  on conflict (situation_id, reader) do update set
    stage = excluded.stage, danger_level = excluded.danger_level, departement = excluded.departement,
    moved_at = excluded.moved_at, opened_at = excluded.opened_at
  where (kept.stage, kept.danger_level, kept.departement, kept.moved_at, kept.opened_at)
        <> (excluded.stage, excluded.danger_level, excluded.departement, excluded.moved_at, excluded.opened_at);

  insert into situation_fact (situation_id, kind, code, first_on, opened_on)
  select found.situation_id, found.kind, found.code,
         (min(found.at) at time zone 'Europe/Paris')::date, (summary.opened_at at time zone 'Europe/Paris')::date
  from (
    select c.situation_id, o.kind, o.code, c.occurred_at as at
    from contact c join observation o on o.contact_id = c.id
    where c.situation_id = any (ids) and c.finalised_at is not null and o.presence = 'present'
    union all
    select a.situation_id, 'action', a.kind, a.performed_at
    from action a left join contact c on c.id = a.contact_id
    where a.situation_id = any (ids) and a.cancelled_at is null and (a.contact_id is null or c.finalised_at is not null)
    union all
    select c.situation_id, 'measure', m.measure, c.occurred_at
    from contact c join contact_measure m on m.contact_id = c.id
    where c.situation_id = any (ids) and c.finalised_at is not null
    union all
    select m.situation_id, 'measure', m.measure, s.opened_at
    from situation_measure m join situation_summary s using (situation_id)
    where m.situation_id = any (ids)
  ) found
  join situation_summary summary on summary.situation_id = found.situation_id
  where summary.opened_at is not null
  group by found.situation_id, found.kind, found.code, summary.opened_at;
$$;
