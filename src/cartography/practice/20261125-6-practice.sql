-- What a territory does and others could take up. Nothing is published without the consent of whoever tells it, nor
-- without somebody other than its writers having read it again.

create table practice (
  id                 uuid primary key,
  version            integer not null default 1,
  status             text not null default 'draft' references vocabulary.practice_status,
  title              text not null check (fold(title) <> ''),
  done               text not null check (fold(done) <> ''),
  partners           text,
  means              text,
  results            text,
  evidence           text,
  contact_name       text,
  contact_role       text,
  contact_email      text,
  contact_phone      text,
  contact_visibility text not null default 'internal' references vocabulary.service_visibility,
  -- Who allowed it to be published, when, and to whom.
  consent_by         text,
  consent_on         date,
  consent_scope      text references vocabulary.service_visibility check (consent_scope <> 'internal'),
  owner_id           uuid not null references account,
  review_on          date,
  reviewed_by        uuid references account,
  reviewed_at        timestamptz,
  published_at       timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  -- Where it applies, as the codes of its départements and regions; what is searched, folded.
  search_text        text not null default '',
  check (num_nulls(consent_by, consent_on, consent_scope) in (0, 3)),
  check ((reviewed_by is null) = (reviewed_at is null)),
  constraint practice_publishable check (
    status not in ('published_professionals', 'published_all')
    or (reviewed_by is not null and consent_on is not null and review_on is not null
        and (status <> 'published_all' or consent_scope = 'public')))
);
create index practice_updated on practice (updated_at desc, id);
create index practice_review on practice (review_on) where status in ('published_professionals', 'published_all');

-- Who wrote of it since it was last reviewed: none of them may review it.
create table practice_writer (
  practice_id uuid not null references practice,
  account_id  uuid not null references account,
  primary key (practice_id, account_id)
);

create function keep_practice_reviewed() returns trigger language plpgsql as $$
begin
  if new.reviewed_by is not null and exists (
    select from app.practice_writer w where w.practice_id = new.id and w.account_id = new.reviewed_by) then
    raise exception 'practice % is reviewed by one of its writers', new.id
      using errcode = 'check_violation', constraint = 'practice_reviewed_by_another';
  end if;
  return null;
end $$;
create constraint trigger practice_reviewed after insert or update of reviewed_by on practice
  for each row execute function keep_practice_reviewed();

create table practice_departement (
  practice_id uuid not null references practice,
  departement text not null references vocabulary.departement,
  primary key (practice_id, departement)
);
create index practice_departement_code on practice_departement (departement);

create table practice_region (
  practice_id uuid not null references practice,
  region      text not null references vocabulary.region,
  primary key (practice_id, region)
);

create table practice_problem (
  practice_id uuid not null references practice,
  problem     text not null references vocabulary.problem,
  primary key (practice_id, problem)
);
create index practice_problem_code on practice_problem (problem);

create table practice_document (
  id          uuid primary key,
  practice_id uuid not null references practice,
  name        text not null,
  media_type  text not null,
  size        integer not null check (size between 1 and 10485760),
  file        bytea not null,
  added_at    timestamptz not null default now(),
  added_by    uuid not null references account,
  removed_at  timestamptz,
  check (octet_length(file) = size)
);
create index practice_document_practice on practice_document (practice_id);
alter table practice_document alter column file set storage external;

create table practice_adoption (
  practice_id uuid not null references practice,
  departement text not null references vocabulary.departement,
  adopted_on  date,
  note        text,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null references account,
  primary key (practice_id, departement)
);
create index practice_adoption_departement on practice_adoption (departement);

create table practice_comment (
  id           uuid primary key,
  practice_id  uuid not null references practice,
  body         text not null,
  written_at   timestamptz not null default now(),
  written_by   uuid not null references account,
  withdrawn_at timestamptz
);
create index practice_comment_practice on practice_comment (practice_id, written_at);

create table practice_history (
  id          uuid primary key,
  practice_id uuid not null references practice,
  kind        text not null references vocabulary.practice_event,
  status      text references vocabulary.practice_status,
  -- [{field, before, after}], as a person reads them.
  changes     jsonb not null default '[]',
  happened_at timestamptz not null default now(),
  author_id   uuid references account
);
create index practice_history_practice on practice_history (practice_id, happened_at desc, id);

-- Whom the platform meets, whether or not the directory holds them.
create table local_actor (
  id              uuid primary key,
  version         integer not null default 1,
  name            text not null check (fold(name) <> ''),
  kind            text not null references vocabulary.actor_kind,
  departement     text references vocabulary.departement,
  organisation_id uuid references organisation,
  created_at      timestamptz not null default now(),
  created_by      uuid references account
);
create unique index local_actor_name on local_actor (fold(name), kind, coalesce(departement, ''));

create table meeting_series (
  id         uuid primary key,
  rhythm     text not null references vocabulary.meeting_rhythm,
  created_at timestamptz not null default now(),
  created_by uuid not null references account
);

create table meeting (
  id               uuid primary key,
  version          integer not null default 1,
  series_id        uuid references meeting_series,
  nature           text not null references vocabulary.meeting_nature,
  -- The form of a working session.
  kind             text references vocabulary.working_session_kind,
  status           text not null default 'planned' references vocabulary.meeting_status,
  title            text not null check (fold(title) <> ''),
  starts_at        timestamptz not null,
  ends_at          timestamptz not null,
  departement      text references vocabulary.departement,
  place            text,
  video_link       text,
  agenda           text,
  minutes          text,
  organiser_id     uuid not null references account,
  -- Of the calendar event: the identifier is that of the row, the number grows with each change sent out.
  sequence         integer not null default 0 check (sequence >= 0),
  cancelled_reason text,
  created_at       timestamptz not null default now(),
  check (ends_at > starts_at),
  check ((nature = 'working_session') = (kind is not null)),
  check (status = 'cancelled' or cancelled_reason is null)
);
create index meeting_starts on meeting (starts_at, id);
create index meeting_series_of on meeting (series_id) where series_id is not null;

create table meeting_actor (
  meeting_id uuid not null references meeting,
  actor_id   uuid not null references local_actor,
  primary key (meeting_id, actor_id)
);
create index meeting_actor_of on meeting_actor (actor_id);

create table meeting_participant (
  id         uuid primary key,
  meeting_id uuid not null references meeting,
  actor_id   uuid references local_actor,
  name       text not null,
  email      text,
  attendance text not null default 'expected' references vocabulary.attendance,
  -- Whether a code to give their opinion was sent; which one, nothing tells.
  feedback_asked boolean not null default false,
  -- Kept while messages tell that they were once invited.
  removed_at timestamptz
);
create index meeting_participant_of on meeting_participant (meeting_id);
create unique index meeting_participant_email on meeting_participant (meeting_id, lower(email))
  where email is not null and removed_at is null;

create table meeting_decision (
  id         uuid primary key,
  version    integer not null default 1,
  meeting_id uuid not null references meeting,
  words      text not null,
  owner      text not null,
  due_on     date,
  done_on    date,
  done_by    uuid references account,
  created_at timestamptz not null default now()
);
create index meeting_decision_of on meeting_decision (meeting_id);
create index meeting_decision_open on meeting_decision (due_on, id) where done_on is null;

create table meeting_message (
  id             uuid primary key,
  meeting_id     uuid not null references meeting,
  participant_id uuid not null references meeting_participant,
  kind           text not null references vocabulary.meeting_message_kind,
  sequence       integer not null,
  created_at     timestamptz not null default now(),
  sent_at        timestamptz,
  -- Another message of the same event says more than this one.
  dropped_at     timestamptz,
  attempts       integer not null default 0,
  last_trouble   text references vocabulary.delivery_trouble,
  unique (participant_id, kind, sequence)
);
create index meeting_message_of on meeting_message (meeting_id);

-- What people think of a meeting, and nothing by which to know who: no identifier of theirs, no instant, and a key drawn
-- at random. The rows of a meeting are written again in a drawn order at each answer, so that neither their place on the
-- disk nor the transaction that wrote them tells the order in which they came.
create table meeting_feedback_code (
  digest     bytea primary key check (octet_length(digest) = 32),
  meeting_id uuid not null references meeting
);
create index meeting_feedback_code_of on meeting_feedback_code (meeting_id);

create table meeting_feedback (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meeting,
  usefulness text not null references vocabulary.feedback_usefulness,
  words      text
);
create index meeting_feedback_of on meeting_feedback (meeting_id);

-- The title that somebody who holds a code may see.
create function feedback_title(code bytea) returns text language sql stable security definer set search_path = app
  as $$ select m.title from meeting_feedback_code c join meeting m on m.id = c.meeting_id where c.digest = code $$;

create function give_feedback(code bytea, given text, said text) returns boolean
  language plpgsql security definer set search_path = app as $$
declare
  of_meeting uuid;
  known jsonb;
begin
  delete from meeting_feedback_code where digest = code returning meeting_id into of_meeting;
  if of_meeting is null then return false; end if;
  -- Two answers at once are written one after the other.
  perform 1 from meeting where id = of_meeting for update;
  with taken as (delete from meeting_feedback where meeting_id = of_meeting returning usefulness, words)
    select coalesce(jsonb_agg(to_jsonb(taken)), '[]') into known from taken;
  known := known || jsonb_build_array(jsonb_build_object('usefulness', given, 'words', nullif(trim(said), '')));
  insert into meeting_feedback (meeting_id, usefulness, words)
    select of_meeting, one ->> 'usefulness', one ->> 'words'
    from jsonb_array_elements(known) as one order by random();
  return true;
end $$;
revoke execute on function feedback_title, give_feedback from public;
grant execute on function feedback_title, give_feedback to repere_app, repere_public;
