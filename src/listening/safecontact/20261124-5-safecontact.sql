-- How somebody may be reached without harm, who was allowed to, and what came of it. The only way to write a call is to
-- have been authorised: the keys below refuse any other, whoever writes.

-- How long what was agreed holds, and how fast a late promise climbs: what coordinators settle for the house.
create table reach_rule (
  "only"                      boolean primary key default true check ("only"),
  stale_after_days          smallint not null default 30 check (stale_after_days between 1 and 90),
  team_after_minutes        integer not null default 30 check (team_after_minutes >= 0),
  coordinator_after_minutes integer not null default 120 check (coordinator_after_minutes >= team_after_minutes),
  high_team_after_minutes   integer not null default 5 check (high_team_after_minutes >= 0),
  high_coordinator_after_minutes integer not null default 30
    check (high_coordinator_after_minutes >= high_team_after_minutes)
);
insert into reach_rule default values;

create table safe_contact (
  id           uuid primary key,
  version      integer not null default 1,
  -- The same for all the means of one person.
  person_id    uuid not null,
  situation_id uuid references situation,
  contact_id   uuid references contact,
  relation     text not null references vocabulary.safe_relation,
  channel      text not null references vocabulary.safe_channel,
  allowed      boolean not null default false,
  time_zone    text not null default 'Europe/Paris',
  voicemail    text not null default 'none' references vocabulary.safe_voicemail,
  hides_number boolean not null default true,
  sealed_means bytea,
  data_key_id  uuid not null,
  confirmed_at timestamptz,
  confirmed_by uuid references account,
  withdrawn_at timestamptz,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references account,
  unique (id, person_id),
  check (situation_id is not null or contact_id is not null),
  check ((confirmed_at is null) = (confirmed_by is null))
);
create unique index safe_contact_one_per_channel on safe_contact (person_id, channel) where withdrawn_at is null;
create index safe_contact_situation on safe_contact (situation_id) where situation_id is not null;
create index safe_contact_contact on safe_contact (contact_id) where contact_id is not null;

-- The agreement of a second person, for letters.
create table reach_agreement (
  id              uuid primary key,
  safe_contact_id uuid not null references safe_contact,
  purpose         text not null references vocabulary.reach_purpose,
  asked_by        uuid not null references account,
  asked_at        timestamptz not null default now(),
  agreed_by       uuid references account,
  agreed_at       timestamptz,
  unique (id, safe_contact_id, asked_by),
  check (agreed_by <> asked_by),
  check ((agreed_by is null) = (agreed_at is null))
);
create index reach_agreement_safe_contact on reach_agreement (safe_contact_id, asked_at);

create table contact_authorisation (
  id              uuid primary key,
  safe_contact_id uuid not null,
  person_id       uuid not null,
  actor_id        uuid not null references account,
  purpose         text not null references vocabulary.reach_purpose,
  agreement_id    uuid unique,
  given_at        timestamptz not null default now(),
  expires_at      timestamptz not null,
  used_at         timestamptz,
  outcome         text references vocabulary.callback_outcome,
  unique (id, person_id),
  foreign key (safe_contact_id, person_id) references safe_contact (id, person_id),
  foreign key (agreement_id, safe_contact_id, actor_id) references reach_agreement (id, safe_contact_id, asked_by),
  check (expires_at > given_at and expires_at <= given_at + interval '10 minutes'),
  check (used_at >= given_at),
  check ((used_at is null) = (outcome is null))
);
create index contact_authorisation_safe_contact on contact_authorisation (safe_contact_id, given_at);
create index contact_authorisation_unused on contact_authorisation (actor_id) where used_at is null;

-- Nobody is authorised towards somebody who did not allow it, nor alone towards a letter.
create function demand_allowed() returns trigger language plpgsql as $$
declare
  means safe_contact;
begin
  select * into means from safe_contact where id = new.safe_contact_id for share;
  if not found then
    return new;
  end if;
  if not means.allowed or means.confirmed_at is null
     or (means.withdrawn_at is not null and means.withdrawn_at <= new.given_at) then
    raise exception 'this person may not be reached' using errcode = 'check_violation';
  end if;
  if means.channel = 'post' and not exists (
    select from reach_agreement where id = new.agreement_id and agreed_by is not null) then
    raise exception 'a letter needs a second person' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contact_authorisation_allowed before insert on contact_authorisation
  for each row execute function demand_allowed();

-- An authorisation says for ever to whom and for whom it was given; only what came of it is written later.
create function keep_authorisation() returns trigger language plpgsql as $$
begin
  if (new.id, new.safe_contact_id, new.person_id, new.actor_id, new.purpose, new.agreement_id, new.given_at, new.expires_at)
     is distinct from
     (old.id, old.safe_contact_id, old.person_id, old.actor_id, old.purpose, old.agreement_id, old.given_at, old.expires_at) then
    raise exception 'an authorisation does not change' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contact_authorisation_kept before update on contact_authorisation
  for each row execute function keep_authorisation();

alter table callback
  add column safe_contact_id uuid,
  add column person_id uuid,
  add column priority text not null default 'normal' references vocabulary.callback_priority,
  add column team text references vocabulary.callback_team,
  add column no_answer_plan text references vocabulary.no_answer_plan,
  add column rhythm text references vocabulary.callback_rhythm,
  add column repeats_until date,
  -- The window this occurrence has by its rule, whatever it was postponed to.
  add column rule_opens_at timestamptz,
  add column rule_closes_at timestamptz,
  add column follows_id uuid unique references callback on delete set null,
  add foreign key (safe_contact_id, person_id) references safe_contact (id, person_id),
  add unique (id, person_id),
  add check ((safe_contact_id is null) = (person_id is null)),
  add check ((rhythm is null) = (repeats_until is null) and (rhythm is null) = (rule_opens_at is null)
             and (rhythm is null) = (rule_closes_at is null));

-- A call back is made to the person it was promised to, once for each authorisation. What was written before this rule
-- stays as it is; nothing new is written without it.
alter table callback_attempt
  add column authorisation_id uuid,
  add column person_id uuid,
  add column contact_id uuid references contact,
  add foreign key (authorisation_id, person_id) references contact_authorisation (id, person_id),
  add foreign key (callback_id, person_id) references callback (id, person_id) on delete cascade,
  add check (authorisation_id is not null and person_id is not null) not valid;
create unique index callback_attempt_authorisation on callback_attempt (authorisation_id);

alter table contact
  add column authorisation_id uuid unique references contact_authorisation;

-- The call began while the authorisation was good, and is noted the same half-day; the author is who was authorised.
create function use_authorisation() returns trigger language plpgsql as $$
declare
  given contact_authorisation;
begin
  select * into given from contact_authorisation where id = new.authorisation_id for update;
  if not found then
    return new;
  end if;
  if given.used_at is not null or new.author_id is distinct from given.actor_id
     or new.happened_at < given.given_at or new.happened_at > given.expires_at
     or new.recorded_at > given.given_at + interval '12 hours' then
    raise exception 'this authorisation is no longer good' using errcode = 'check_violation';
  end if;
  update contact_authorisation set used_at = greatest(new.recorded_at, given.given_at), outcome = new.outcome where id = given.id;
  return new;
end $$;
create trigger callback_attempt_authorised before insert on callback_attempt
  for each row execute function use_authorisation();

-- A contact that we made towards somebody carries its authorisation; one brought from another tool was made there.
create function demand_authorisation() returns trigger language plpgsql as $$
begin
  if new.direction <> 'callback' or new.import_ref is not null then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if old.direction = 'callback' and old.authorisation_id is not distinct from new.authorisation_id then
      return new;
    end if;
  end if;
  if new.authorisation_id is null or not exists (
    select from contact_authorisation a where a.id = new.authorisation_id
      and new.occurred_at between a.given_at and a.expires_at) then
    raise exception 'a call we make needs an authorisation' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger contact_authorised before insert or update of direction, authorisation_id on contact
  for each row execute function demand_authorisation();
