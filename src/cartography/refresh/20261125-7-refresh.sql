-- A service keeps its own entry without an account: somebody there receives a personal link, confirms what is written or
-- proposes something else, and may ask not to be listed. What they send is put down as it comes; the desk acts upon it.

-- Why fields of a proposal were not accepted: [{field, reason}], as who proposed them reads it.
alter table service_proposal add column reasons jsonb not null default '[]' check (jsonb_typeof(reasons) = 'array');

-- Whom the platform writes to about an entry.
create table correspondent (
  id          uuid primary key,
  service_id  uuid not null references service on delete cascade,
  name        text,
  email       text not null check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  added_at    timestamptz not null default now(),
  added_by    uuid references account,
  -- When they were first told that they are listed.
  told_at     timestamptz,
  -- They asked to be left out: nobody writes to this address any more, about any entry.
  objected_at timestamptz,
  unique (id, service_id)
);
create unique index correspondent_email on correspondent (service_id, lower(email));
create index correspondent_objected on correspondent (lower(email)) where objected_at is not null;

-- What was to be written to them. The link is made when the message leaves: no token waits here.
create table refresh_message (
  id               uuid primary key,
  correspondent_id uuid not null references correspondent on delete cascade,
  kind             text not null references vocabulary.refresh_message_kind,
  asked_at         timestamptz not null default clock_timestamp(),
  asked_by         uuid references account,
  attempts         integer not null default 0,
  sent_at          timestamptz,
  -- Given up: they objected in between, or the entry is gone.
  dropped_at       timestamptz,
  last_trouble     text references vocabulary.delivery_trouble,
  check (sent_at is null or dropped_at is null)
);
create index refresh_message_correspondent on refresh_message (correspondent_id, asked_at desc);
create unique index refresh_message_waiting on refresh_message (correspondent_id, kind)
  where sent_at is null and dropped_at is null;

-- What came back by the link, as it was said.
create table refresh_reply (
  id               uuid primary key,
  service_id       uuid not null,
  correspondent_id uuid not null,
  kind             text not null references vocabulary.refresh_reply_kind,
  -- The entry that they had before them.
  seen_version     integer not null,
  -- The contacts that they were shown: the others are not theirs to take away.
  seen_contacts    uuid[] not null default '{}',
  fields           jsonb check (jsonb_typeof(fields) = 'object'),
  remark           text check (length(remark) <= 4000),
  replied_at       timestamptz not null default clock_timestamp(),
  settled_at       timestamptz,
  proposal_id      uuid references service_proposal on delete set null,
  check ((kind = 'proposed') = (fields is not null)),
  foreign key (correspondent_id, service_id) references correspondent (id, service_id) on delete cascade
);
create index refresh_reply_correspondent on refresh_reply (correspondent_id, replied_at desc);
create index refresh_reply_service on refresh_reply (service_id, replied_at desc);
create index refresh_reply_waiting on refresh_reply (replied_at) where settled_at is null;
-- Pressed twice, said once.
create unique index refresh_reply_confirmed on refresh_reply (correspondent_id, seen_version) where kind = 'confirmed';

-- A public page can only put a reply down: that one is there makes the desk look, with its own rights.
create function settle_refresh_later() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.enqueue('settle_refresh', json_build_object('id', new.id), 'settle_refresh:' || new.id, null);
  return null;
end
$$;
revoke execute on function settle_refresh_later from public;
create trigger settle_refresh_later after insert on refresh_reply
  for each row execute function settle_refresh_later();

alter table correspondent enable row level security;
alter table refresh_reply enable row level security;
create policy staff on correspondent to repere_app using (true) with check (true);
create policy own on correspondent for select to repere_public
  using (id = link_holder('service') and service_id = linked('service'));
create policy staff on refresh_reply to repere_app using (true) with check (true);
create policy own on refresh_reply for select to repere_public
  using (correspondent_id = link_holder('service') and service_id = linked('service'));
create policy reply on refresh_reply for insert to repere_public
  with check (correspondent_id = link_holder('service') and service_id = linked('service') and settled_at is null);
grant select on correspondent to repere_public;
grant select, insert (id, service_id, correspondent_id, kind, seen_version, seen_contacts, fields, remark)
  on refresh_reply to repere_public;

-- The entry as its own service may read it by a link that travelled by e-mail: nothing internal, no confidential address,
-- no contact that professionals do not see. One row at most, that of the link of the transaction.
create view refresh_record with (security_barrier) as
  select asked.id, s.version, s.name, s.description, s.coverage, s.min_age, s.max_age, s.entry_note, s.cost,
    s.cost_note, s.capacity, s.hours, s.time_zone, s.professional_notes, s.verified_on, s.visibility,
    o.name as organisation,
    array(select x.kind from service_offer x where x.service_id = s.id) as kinds,
    array(select x.audience from service_public x where x.service_id = s.id) as audiences,
    array(select x.entry from service_way_in x where x.service_id = s.id) as entries,
    array(select x.reach from service_meeting x where x.service_id = s.id) as reaches,
    array(select x.language from service_language x where x.service_id = s.id) as languages,
    array(select x.departement from service_departement x where x.service_id = s.id) as departements,
    p.id is not null as has_place,
    p.precision <> 'exact' as is_confidential,
    case when p.precision = 'exact' then p.name end as place_name,
    case when p.precision = 'exact' then p.address end as address,
    case when p.precision = 'exact' then p.postcode end as postcode,
    case when p.precision in ('exact', 'commune') then p.commune end as commune,
    p.departement as stands_in,
    coalesce(p.access, '{}') as access,
    (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'person', c.person, 'function', c.function,
      'phone', c.phone, 'email', c.email, 'web', c.web, 'visibility', c.visibility,
      'isFrontGate', c.is_front_gate) order by c.position, c.id), '[]')
     from service_contact c where c.service_id = s.id and c.visibility <> 'internal'
     and (c.is_front_gate or coalesce(p.precision, 'exact') = 'exact')) as contacts
  from service asked
  join service s on s.id = coalesce(asked.merged_into, asked.id)
  join organisation o on o.id = s.organisation_id
  left join service_place p on p.id = s.place_id
  where asked.id = linked('service');
grant select on refresh_record to repere_public;

-- What became of what they said.
create view refresh_answer with (security_barrier) as
  select r.id as reply_id, r.kind, r.replied_at, p.state, coalesce(p.reasons, '[]') as reasons
  from refresh_reply r left join service_proposal p on p.id = r.proposal_id
  where r.correspondent_id = link_holder('service') and r.service_id = linked('service');
grant select on refresh_answer to repere_public;
