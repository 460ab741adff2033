-- The directory of local services. An organisation answers for services, a place is where one stands, a service is what
-- somebody can be directed to; who is served is told apart from where it stands.

create extension if not exists pg_trgm;

-- A text without case, accents or ligatures, words apart by one space: what people type and what is written meet there.
create function fold(given text) returns text language sql immutable parallel safe
  return trim(regexp_replace(regexp_replace(replace(replace(lower(normalize(coalesce(given, ''), NFKD)),
    'œ', 'oe'), 'æ', 'ae'), '[\u0300-\u036f]', '', 'g'), '[^a-z0-9]+', ' ', 'g'));

create table organisation (
  id         uuid primary key,
  version    integer not null default 1,
  name       text not null check (fold(name) <> ''),
  kind       text not null references vocabulary.actor_kind,
  siret      text check (siret ~ '^[0-9]{14}$'),
  website    text,
  -- Read by the platform only.
  notes      text,
  active     boolean not null default true,
  created_at timestamptz not null default now()
);
create index organisation_name on organisation using gin (fold(name) gin_trgm_ops);

create table service_place (
  id              uuid primary key,
  version         integer not null default 1,
  organisation_id uuid references organisation,
  name            text,
  address         text,
  postcode        text check (postcode ~ '^[0-9]{5}$'),
  commune         text,
  departement     text not null references vocabulary.departement,
  latitude        double precision check (latitude between -90 and 90),
  longitude       double precision check (longitude between -180 and 180),
  -- Anything but `exact` is a confidential address: see visible.ts.
  precision       text not null default 'exact' references vocabulary.address_precision,
  access          text[] not null default '{}',
  created_at      timestamptz not null default now(),
  check ((latitude is null) = (longitude is null))
);
create index service_place_organisation on service_place (organisation_id);

create table service (
  id                 uuid primary key,
  version            integer not null default 1,
  organisation_id    uuid not null references organisation,
  -- Null: it has no door, one calls or writes.
  place_id           uuid references service_place,
  name               text not null check (fold(name) <> ''),
  description        text,
  visibility         text not null default 'public' references vocabulary.service_visibility,
  coverage           text not null default 'departements' references vocabulary.service_coverage,
  min_age            smallint check (min_age between 0 and 120),
  max_age            smallint check (max_age between 0 and 120),
  entry_note         text,
  cost               text references vocabulary.service_cost,
  cost_note          text,
  capacity           integer check (capacity >= 0),
  hours              jsonb check (jsonb_typeof(hours) = 'array'),
  time_zone          text not null,
  professional_notes text,
  internal_notes     text,
  -- Months after which a verification is asked again.
  verify_every       smallint not null default 6 check (verify_every between 1 and 36),
  verified_on        date,
  verified_by        uuid references account,
  -- Who said so outside of the platform, when nobody of it did.
  verified_with      text,
  verified_how       text references vocabulary.verification_method,
  active             boolean not null default true,
  merged_into        uuid references service,
  created_at         timestamptz not null default now(),
  modified_at        timestamptz not null default now(),
  check (min_age <= max_age),
  check (merged_into <> id),
  check ((verified_on is null) = (verified_how is null))
);
create index service_organisation on service (organisation_id);
create index service_by_place on service (place_id);
create index service_merged on service (merged_into) where merged_into is not null;

create table service_offer (
  service_id uuid not null references service on delete cascade,
  kind       text not null references vocabulary.service_kind,
  primary key (service_id, kind)
);
create table service_public (
  service_id uuid not null references service on delete cascade,
  audience   text not null references vocabulary.service_audience,
  primary key (service_id, audience)
);
create table service_way_in (
  service_id uuid not null references service on delete cascade,
  entry      text not null references vocabulary.service_entry,
  primary key (service_id, entry)
);
create table service_meeting (
  service_id uuid not null references service on delete cascade,
  reach      text not null references vocabulary.service_reach,
  primary key (service_id, reach)
);
create table service_language (
  service_id uuid not null references service on delete cascade,
  language   text not null references vocabulary.spoken_language,
  primary key (service_id, language)
);
-- Who is served, which is not where the service stands.
create table service_departement (
  service_id  uuid not null references service on delete cascade,
  departement text not null references vocabulary.departement,
  primary key (service_id, departement)
);
create index service_departement_code on service_departement (departement, service_id);

create table service_contact (
  id            uuid primary key,
  service_id    uuid not null references service on delete cascade,
  position      smallint not null,
  person        text,
  function      text,
  phone         text,
  -- Its last nine figures: the same number, however it is written.
  phone_key     text generated always as (nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 9), '')) stored,
  email         text,
  web           text,
  visibility    text not null default 'professionals_only' references vocabulary.service_visibility,
  -- The only door that a confidential address shows.
  is_front_gate boolean not null default false,
  check (num_nonnulls(person, function, phone, email, web) > 0)
);
create index service_contact_service on service_contact (service_id, position);
create index service_contact_phone on service_contact (phone_key) where phone_key is not null;
create index service_contact_email on service_contact (lower(email)) where email is not null;

create table service_history (
  id          uuid primary key,
  service_id  uuid not null references service on delete cascade,
  kind        text not null references vocabulary.directory_change,
  -- [{field, before, after}], as a person reads them.
  changes     jsonb not null default '[]',
  -- Who, when it is nobody of the platform.
  said_by     text,
  happened_at timestamptz not null default clock_timestamp(),
  author_id   uuid references account
);
create index service_history_service on service_history (service_id, happened_at desc, id);

-- What somebody proposes to write: a partner, an answer to a questionnaire. A person accepts it field by field.
create table service_proposal (
  id          uuid primary key,
  version     integer not null default 1,
  -- Null: a service that the directory does not know.
  service_id  uuid references service on delete cascade,
  fields      jsonb not null check (jsonb_typeof(fields) = 'object'),
  source      text not null references vocabulary.proposal_source,
  -- What it comes from: the answer, the link, the file.
  source_id   uuid,
  said_by     text,
  state       text not null default 'waiting' references vocabulary.proposal_state,
  proposed_at timestamptz not null default clock_timestamp(),
  decided_at  timestamptz,
  decided_by  uuid references account,
  accepted    text[],
  check ((state = 'waiting') = (decided_at is null))
);
create index service_proposal_waiting on service_proposal (proposed_at, id) where state = 'waiting';
create index service_proposal_service on service_proposal (service_id, proposed_at desc);

create table service_merge (
  id         uuid primary key,
  kept_id    uuid not null references service,
  gone_id    uuid not null references service,
  -- What the merge brought to the one that stays, to be taken back when it is undone.
  brought    jsonb not null,
  merged_at  timestamptz not null default clock_timestamp(),
  merged_by  uuid references account,
  undone_at  timestamptz,
  undone_by  uuid references account
);
create unique index service_merge_gone on service_merge (gone_id) where undone_at is null;
create index service_merge_kept on service_merge (kept_id);

-- Pairs that a person looked at and found to be two services.
create table service_distinct (
  one_id     uuid not null references service on delete cascade,
  other_id   uuid not null references service on delete cascade,
  said_by    uuid references account,
  said_at    timestamptz not null default now(),
  primary key (one_id, other_id),
  check (one_id < other_id)
);

-- Towns that a listener may name; those where an address told everywhere stands come with it (see index_services).
create table town (
  departement   text not null references vocabulary.departement,
  name          text not null,
  latitude      double precision not null,
  longitude     double precision not null,
  is_prefecture boolean not null default false,
  primary key (departement, name)
);
create index town_name on town using gin (fold(name) gin_trgm_ops);
create unique index town_prefecture on town (departement) where is_prefecture;

-- What a search reads: one row for each service, holding nothing that a lesser audience may not learn.
create table service_index (
  service_id   uuid primary key references service on delete cascade,
  name_key     text not null,
  -- Name, organisation, published town: never the confidential address, never a note.
  search_text  text not null,
  visibility   text not null,
  active       boolean not null,
  kinds        text[] not null,
  audiences    text[] not null,
  entries      text[] not null,
  departements text[] not null,
  -- Served wherever one is.
  is_anywhere  boolean not null,
  stands_in    text,
  -- As published: reduced when the address is confidential, so that distances do not give it away.
  latitude     double precision,
  longitude    double precision,
  min_age      smallint not null,
  max_age      smallint not null,
  time_zone    text not null,
  -- Minutes of the week, Monday 0:00 being 0; null: nobody knows.
  open_minutes int4multirange,
  confirm_on   date not null,
  stale_on     date not null,
  hidden_on    date not null
);
create index service_index_name on service_index (name_key, service_id);
create index service_index_text on service_index using gin (search_text gin_trgm_ops);
create index service_index_served on service_index using gin (departements, kinds);
create index service_index_anywhere on service_index (name_key, service_id) where is_anywhere;
create index service_index_where on service_index (latitude, longitude) where latitude is not null;
create index service_index_due on service_index (confirm_on, service_id) where active;
create index service_index_stands on service_index (stands_in);

-- The week of a service as minutes since Monday 0:00.
create function week_minutes(hours jsonb) returns int4multirange language sql immutable parallel safe
  return case when hours is null then null else (
    select coalesce(range_agg(int4range(
      (h ->> 'weekday')::int * 1440 - 1440 + split_part(h ->> 'opens', ':', 1)::int * 60
        + split_part(h ->> 'opens', ':', 2)::int,
      (h ->> 'weekday')::int * 1440 - 1440 + split_part(h ->> 'closes', ':', 1)::int * 60
        + split_part(h ->> 'closes', ':', 2)::int)), '{}'::int4multirange)
    from jsonb_array_elements(hours) h) end;

-- Writes again what a search reads of these services; whoever changes a service, its place or its organisation calls it.
create function index_services(ids uuid[]) returns void language sql as $$
  delete from app.service_index i using app.service s
    where i.service_id = s.id and s.id = any(ids) and s.merged_into is not null;
  insert into app.service_index
  select s.id, app.fold(s.name),
    app.fold(concat_ws(' ', s.name, o.name, case when p.precision <> 'departement' then p.commune end)),
    s.visibility, s.active and o.active,
    array(select kind from app.service_offer where service_id = s.id order by kind),
    array(select audience from app.service_public where service_id = s.id order by audience),
    array(select entry from app.service_way_in where service_id = s.id order by entry),
    case when s.coverage = 'departements'
      then array(select departement from app.service_departement where service_id = s.id order by departement)
      else '{}' end,
    s.coverage <> 'departements', p.departement,
    case p.precision when 'exact' then p.latitude when 'commune' then round(p.latitude::numeric, 1) else t.latitude end,
    case p.precision when 'exact' then p.longitude when 'commune' then round(p.longitude::numeric, 1) else t.longitude end,
    coalesce(s.min_age, 0), coalesce(s.max_age, 120), s.time_zone, app.week_minutes(s.hours),
    case when s.verified_on is null then s.created_at::date
      else (s.verified_on + make_interval(months => s.verify_every))::date end,
    (coalesce(s.verified_on, s.created_at::date) + make_interval(days => s.verify_every * 45))::date,
    (coalesce(s.verified_on, s.created_at::date) + make_interval(months => 2 * s.verify_every))::date
  from app.service s
  join app.organisation o on o.id = s.organisation_id
  left join app.service_place p on p.id = s.place_id
  left join app.town t on t.departement = p.departement and t.is_prefecture
  where s.id = any(ids) and s.merged_into is null
  on conflict (service_id) do update set
    name_key = excluded.name_key, search_text = excluded.search_text, visibility = excluded.visibility,
    active = excluded.active, kinds = excluded.kinds, audiences = excluded.audiences, entries = excluded.entries,
    departements = excluded.departements, is_anywhere = excluded.is_anywhere, stands_in = excluded.stands_in,
    latitude = excluded.latitude, longitude = excluded.longitude, min_age = excluded.min_age,
    max_age = excluded.max_age, time_zone = excluded.time_zone, open_minutes = excluded.open_minutes,
    confirm_on = excluded.confirm_on, stale_on = excluded.stale_on, hidden_on = excluded.hidden_on;
  insert into app.town (departement, name, latitude, longitude)
  select p.departement, trim(p.commune), round(avg(p.latitude)::numeric, 2), round(avg(p.longitude)::numeric, 2)
  from app.service s join app.service_place p on p.id = s.place_id
  where s.id = any(ids) and p.precision = 'exact' and p.latitude is not null and trim(p.commune) <> ''
    and not exists (select from app.town t where t.departement = p.departement and app.fold(t.name) = app.fold(p.commune))
  group by 1, 2 on conflict do nothing;
$$;

alter table orientation add foreign key (service_id) references service;
create index orientation_service on orientation (service_id) where service_id is not null;
