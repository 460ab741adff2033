-- Interventions before professionals and before everyone: asked for, planned, held, counted, evaluated. Whatever names or
-- reaches somebody is sealed under a key of its own, and goes with it.

create table intervention (
  id                uuid primary key,
  version           integer not null default 1,
  kind              text not null references vocabulary.awareness_kind,
  status            text not null default 'planned' references vocabulary.intervention_status,
  title             text not null check (fold(title) <> ''),
  -- Where it takes place, or for whom: an organisation, never a person.
  organisation      text,
  starts_at         timestamptz,
  ends_at           timestamptz,
  departement       text references vocabulary.departement,
  place             text,
  video_link        text,
  notes             text,
  organiser_id      uuid not null references account,
  -- Of the calendar event: the identifier is that of the row, the number grows with each change sent out.
  sequence          integer not null default 0 check (sequence >= 0),
  cancelled_reason  text,
  attendance_method text references vocabulary.attendance_method,
  counted_at        timestamptz,
  counted_by        uuid references account,
  -- The names of those who signed are gone after this day.
  purge_on          date,
  data_key_id       uuid not null references data_key,
  created_at        timestamptz not null default now(),
  check ((starts_at is null) = (ends_at is null)),
  check (ends_at > starts_at),
  check (starts_at is not null or status in ('requested', 'cancelled')),
  check (status = 'cancelled' or cancelled_reason is null)
);
create index intervention_starts on intervention (starts_at, id);

-- Before whom, and how many: expected, then there. Nobody was counted while `present` is null.
create table intervention_audience (
  intervention_id uuid not null references intervention on delete cascade,
  audience        text not null references vocabulary.audience,
  expected        integer not null default 0 check (expected between 0 and 100000),
  present         integer check (present between 0 and 100000),
  primary key (intervention_id, audience)
);

-- Who speaks and who welcomes: somebody of the house, or somebody whose name and address are sealed.
create table intervention_person (
  id              uuid primary key,
  intervention_id uuid not null references intervention on delete cascade,
  role            text not null references vocabulary.intervention_role,
  account_id      uuid references account,
  -- Their name, organisation and address.
  sealed          bytea,
  has_email       boolean not null default false,
  -- Kept while letters tell that they were once invited.
  removed_at      timestamptz,
  added_at        timestamptz not null default now(),
  check (account_id is not null or sealed is not null)
);
create index intervention_person_of on intervention_person (intervention_id);
create index intervention_person_account on intervention_person (account_id) where account_id is not null;

create table intervention_material (
  intervention_id uuid not null references intervention on delete cascade,
  resource_id     uuid not null references document,
  primary key (intervention_id, resource_id)
);

create table intervention_signature (
  id              uuid primary key,
  intervention_id uuid not null references intervention on delete cascade,
  audience        text not null references vocabulary.audience,
  sealed          bytea not null,
  signed_at       timestamptz not null default now()
);
create index intervention_signature_of on intervention_signature (intervention_id, signed_at);

create table intervention_request (
  id              uuid primary key,
  version         integer not null default 1,
  -- The form that was sent: sending it twice makes one request.
  form            bytea not null unique check (octet_length(form) = 32),
  reference       text not null unique,
  status          text not null default 'received' references vocabulary.intervention_request_status,
  audience        text not null references vocabulary.audience,
  departement     text references vocabulary.departement,
  expected        integer not null check (expected between 1 and 100000),
  wished_from     date,
  wished_to       date,
  -- Who asks, how to reach them, about what: null once purged. Sealed by the public pages, then under a key of its own.
  sealed          bytea,
  data_key_id     uuid references data_key,
  -- What was last answered, sealed under the same key.
  answer          bytea,
  answered_at     timestamptz,
  answered_by     uuid references account,
  intervention_id uuid references intervention,
  -- One of many from the same place in a short time: received all the same.
  is_flagged      boolean not null default false,
  received_at     timestamptz not null default now(),
  purge_on        date not null,
  check (wished_to >= wished_from)
);
create index intervention_request_received on intervention_request (received_at desc, id);
create index intervention_request_purge on intervention_request (purge_on) where sealed is not null;
create index intervention_request_of on intervention_request (intervention_id) where intervention_id is not null;

create table intervention_letter (
  id           uuid primary key,
  kind         text not null references vocabulary.intervention_letter_kind,
  person_id    uuid references intervention_person on delete cascade,
  request_id   uuid references intervention_request on delete cascade,
  -- Of the calendar event; how many times the request was answered.
  sequence     integer not null,
  created_at   timestamptz not null default now(),
  sent_at      timestamptz,
  dropped_at   timestamptz,
  attempts     integer not null default 0,
  last_trouble text references vocabulary.delivery_trouble,
  check (num_nonnulls(person_id, request_id) = 1),
  unique (person_id, kind, sequence),
  unique (request_id, kind, sequence)
);

-- An evaluation is opened by one code, the same for everybody. What is answered is added to counters: there is no row of
-- anybody, so nothing to join to a person. What a door keeps of a form is only that it was used.
create table evaluation (
  intervention_id uuid not null references intervention on delete cascade,
  moment          text not null references vocabulary.evaluation_moment,
  code            text not null unique,
  opened_at       timestamptz not null default now(),
  closed_at       timestamptz,
  answers         integer not null default 0,
  primary key (intervention_id, moment)
);

create table evaluation_count (
  intervention_id uuid not null,
  moment          text not null,
  question        text not null references vocabulary.evaluation_question,
  points          smallint not null check (points between 1 and 5),
  count           integer not null,
  primary key (intervention_id, moment, question, points),
  foreign key (intervention_id, moment) references evaluation on delete cascade
);

create table evaluation_words (
  id              uuid primary key default gen_random_uuid(),
  intervention_id uuid not null references intervention on delete cascade,
  words           text not null
);
create index evaluation_words_of on evaluation_words (intervention_id);

create table evaluation_form (
  digest          bytea primary key check (octet_length(digest) = 32),
  intervention_id uuid not null references intervention on delete cascade
);
create index evaluation_form_of on evaluation_form (intervention_id);

-- What somebody who has the code may see: what it is about, and when it is asked.
create function evaluation_title(given text)
  returns table (title text, moment text, starts_at timestamptz)
  language sql stable security definer set search_path = app
  as $$
    select i.title, e.moment, i.starts_at from evaluation e join intervention i on i.id = e.intervention_id
    where e.code = given and e.closed_at is null and i.status <> 'cancelled'
  $$;

-- Adds an answer to the counters; the words are written again with those of the others, in a drawn order. The same form
-- sent twice counts once.
create function give_evaluation(given text, sent bytea, given_points jsonb, said text) returns boolean
  language plpgsql security definer set search_path = app as $$
declare
  asked evaluation;
  known text[];
begin
  select * into asked from evaluation e
    where e.code = given and e.closed_at is null for update;
  if asked is null then return false; end if;
  insert into evaluation_form (digest, intervention_id) values (sent, asked.intervention_id) on conflict do nothing;
  if not found then return true; end if;
  update evaluation e set answers = answers + 1
    where e.intervention_id = asked.intervention_id and e.moment = asked.moment;
  insert into evaluation_count (intervention_id, moment, question, points, count)
    select asked.intervention_id, asked.moment, one.key, one.value::smallint, 1 from jsonb_each_text(given_points) as one
    on conflict (intervention_id, moment, question, points) do update set count = evaluation_count.count + 1;
  if asked.moment = 'after' and trim(coalesce(said, '')) <> '' then
    with taken as (delete from evaluation_words w where w.intervention_id = asked.intervention_id returning w.words)
      select coalesce(array_agg(taken.words), '{}') into known from taken;
    insert into evaluation_words (intervention_id, words)
      select asked.intervention_id, one from unnest(known || trim(said)) as one order by random();
  end if;
  return true;
end $$;

-- Receives a request from the public form, once for each form; gives back the reference to keep.
create function ask_intervention(
  given_id uuid, given_form bytea, given_reference text, given_audience text, given_departement text,
  given_expected integer, given_from date, given_to date, given_sealed bytea, flagged boolean
) returns text language plpgsql security definer set search_path = app as $$
declare
  kept text;
begin
  insert into intervention_request (id, form, reference, audience, departement, expected, wished_from, wished_to, sealed,
      is_flagged, purge_on)
    values (given_id, given_form, given_reference, given_audience, given_departement, given_expected, given_from,
      given_to, given_sealed, flagged, current_date + interval '2 years')
    on conflict (form) do nothing returning reference into kept;
  if kept is not null then
    perform graphile_worker.enqueue('intervention_request', json_build_object('id', given_id),
      'intervention_request:' || given_id, null);
    return kept;
  end if;
  select reference into kept from intervention_request where form = given_form;
  return kept;
end $$;

revoke execute on function evaluation_title, give_evaluation, ask_intervention from public;
grant execute on function evaluation_title, give_evaluation, ask_intervention to repere_app, repere_public;
