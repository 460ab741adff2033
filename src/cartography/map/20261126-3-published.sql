-- What anyone may read of the directory, as visible.ts says it: services that are open, verified and for all; a
-- confidential address tells its town or its département, and nothing of its contacts but the front gate.
create view published_service with (security_barrier) as
  select s.id, s.name, s.description, o.name as organisation, o.website, i.kinds, i.audiences, i.entries,
    array(select x.reach from service_meeting x where x.service_id = s.id order by x.reach) as reaches,
    array(select x.language from service_language x where x.service_id = s.id order by x.language) as languages,
    i.departements, i.is_anywhere, i.stands_in, s.min_age, s.max_age, s.entry_note, s.cost, s.cost_note, s.hours,
    s.time_zone, s.verified_on, i.name_key,
    p.precision <> 'exact' as is_confidential,
    case when p.precision = 'exact' then p.name end as place_name,
    case when p.precision = 'exact' then p.address end as address,
    case when p.precision = 'exact' then p.postcode end as postcode,
    case when p.precision <> 'departement' then p.commune end as commune,
    case when p.precision <> 'departement' then i.latitude end as latitude,
    case when p.precision <> 'departement' then i.longitude end as longitude,
    coalesce(p.access, '{}') as access,
    (select coalesce(jsonb_agg(jsonb_build_object('person', c.person, 'function', c.function, 'phone', c.phone,
      'email', c.email, 'web', c.web) order by c.position, c.id), '[]')
     from service_contact c where c.service_id = s.id and c.visibility = 'public'
     and (c.is_front_gate or coalesce(p.precision, 'exact') = 'exact')) as contacts
  from service_index i
  join service s on s.id = i.service_id
  join organisation o on o.id = s.organisation_id
  left join service_place p on p.id = s.place_id
  where i.visibility = 'public' and i.active and i.hidden_on > (now() at time zone 'Europe/Paris')::date;
grant select on published_service to repere_public;
