-- Who answers for the protection of children somewhere: authorities, the units through which they receive, and which unit
-- answers for which département. Projected from reference.data.ts at start; people then keep it, and nothing overwrites them.

create table authority (
  id          uuid primary key,
  version     integer not null default 1,
  code        text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name        text not null,
  -- The name folded (no case, accent, space or punctuation): two entries may not be taken for one another.
  name_key    text not null unique check (name_key <> ''),
  channel     text not null default 'portal' references vocabulary.delivery_channel,
  time_zone   text not null,
  -- [{weekday: 1-7, opens: '08:30', closes: '17:00'}]; null: nobody has asked yet.
  hours       jsonb check (jsonb_typeof(hours) = 'array'),
  notes       text,
  active      boolean not null default true,
  verified_on date,
  verified_by uuid references account,
  check (verified_by is null or verified_on is not null)
);

create table authority_unit (
  id           uuid primary key,
  version      integer not null default 1,
  authority_id uuid not null references authority,
  recipient    text not null references vocabulary.transmission_recipient,
  name         text not null,
  name_key     text not null unique check (name_key <> ''),
  phone        text,
  email        text,
  address      text,
  notes        text,
  time_zone    text not null,
  hours        jsonb check (jsonb_typeof(hours) = 'array'),
  -- The one unit that receives when no département is known or none answers.
  is_fallback  boolean not null default false,
  active       boolean not null default true,
  verified_on  date,
  verified_by  uuid references account,
  check (verified_by is null or verified_on is not null),
  check (active or not is_fallback)
);
create index authority_unit_authority on authority_unit (authority_id);
create unique index authority_unit_fallback on authority_unit (is_fallback) where is_fallback;

-- The Rhône is shared: '69' has two parts, every other département is whole.
create table authority_route (
  departement text not null references vocabulary.departement,
  part        text not null default '' check (part in ('', 'rhone', 'metropole')),
  unit_id     uuid not null references authority_unit,
  primary key (departement, part),
  check ((departement = '69') = (part <> ''))
);
create index authority_route_unit on authority_route (unit_id);

create table authority_history (
  id           uuid primary key,
  authority_id uuid not null references authority,
  unit_id      uuid references authority_unit,
  kind         text not null references vocabulary.authority_change,
  -- [{field, before, after}], as a person reads them.
  changes      jsonb not null default '[]',
  happened_at  timestamptz not null default now(),
  author_id    uuid references account
);
create index authority_history_authority on authority_history (authority_id, happened_at desc, id);

-- A unit that answers for somebody cannot be closed: alerts would have nowhere to go.
create function keep_routed_unit() returns trigger language plpgsql as $$
begin
  if not new.active and exists (select from app.authority_route r where r.unit_id = new.id) then
    raise exception 'unit % is closed while a route leads to it', new.id
      using errcode = 'check_violation', constraint = 'authority_unit_routed';
  end if;
  return null;
end $$;
create constraint trigger authority_unit_routed after insert or update of active on authority_unit
  deferrable initially deferred for each row execute function keep_routed_unit();

create function keep_route_open() returns trigger language plpgsql as $$
begin
  if not exists (select from app.authority_unit u join app.authority a on a.id = u.authority_id
                 where u.id = new.unit_id and u.active and a.active) then
    raise exception 'route % leads to a closed unit', new.departement
      using errcode = 'check_violation', constraint = 'authority_route_open';
  end if;
  return null;
end $$;
create constraint trigger authority_route_open after insert or update on authority_route
  deferrable initially deferred for each row execute function keep_route_open();

create function keep_routed_authority() returns trigger language plpgsql as $$
begin
  if not new.active and (
    exists (select from app.authority_unit u where u.authority_id = new.id and u.is_fallback)
    or exists (select from app.authority_route r join app.authority_unit u on u.id = r.unit_id
               where u.authority_id = new.id)) then
    raise exception 'authority % is closed while a route leads to it', new.id
      using errcode = 'check_violation', constraint = 'authority_routed';
  end if;
  return null;
end $$;
create constraint trigger authority_routed after update of active on authority
  deferrable initially deferred for each row execute function keep_routed_authority();
