-- Campaigns: questionnaires asked of authorities, the people who answer for them, and what they answer. One answer for each
-- authority and addressee, which several people fill; its raw JSON beside one typed row per thing that is counted.

create table campaign (
  id          uuid primary key,
  version     integer not null default 1,
  name        text not null check (name <> ''),
  -- By which campaigns are compared.
  year        smallint not null check (year between 2000 and 2199),
  -- Read by respondents on the first page: why, who will read, whom to ask, how long it takes.
  purpose     text not null,
  readers     text not null,
  contact     text not null,
  minutes     smallint not null check (minutes between 1 and 600),
  opens_on    date not null,
  closes_on   date not null,
  launched_at timestamptz,
  launched_by uuid references account,
  closed_at   timestamptz,
  created_at  timestamptz not null default now(),
  created_by  uuid references account,
  check (closes_on >= opens_on),
  check (closed_at is null or launched_at is not null)
);
create index campaign_period on campaign (opens_on) where launched_at is not null;

create table campaign_survey (
  campaign_id uuid not null references campaign on delete cascade,
  addressee   text not null references vocabulary.questionnaire_addressee,
  version_id  uuid not null references survey_version,
  primary key (campaign_id, addressee)
);
create index campaign_survey_version on campaign_survey (version_id);

create table campaign_target (
  id           uuid primary key,
  campaign_id  uuid not null,
  addressee    text not null,
  authority_id uuid not null references authority,
  -- As they were when it was asked: the name of the authority and where it answers for.
  territory    text not null,
  departements text[] not null default '{}',
  region       text references vocabulary.region,
  -- What the same authority answered the last time.
  previous_id  uuid references campaign_target,
  status       text not null default 'invited' references vocabulary.campaign_response_status,
  -- Rises at each write of the answer.
  version      integer not null default 1,
  opened_at    timestamptz,
  started_at   timestamptz,
  submitted_at timestamptz,
  submitted_by uuid,
  declined_at  timestamptz,
  refusal      text references vocabulary.campaign_refusal,
  refusal_note text,
  asked        integer not null default 0,
  answered     integer not null default 0,
  foreign key (campaign_id, addressee) references campaign_survey on delete cascade,
  unique (campaign_id, addressee, authority_id),
  check ((status = 'submitted') = (submitted_at is not null)),
  check ((status = 'declined') = (declined_at is not null)),
  check ((refusal is not null) = (declined_at is not null))
);
create index campaign_target_authority on campaign_target (authority_id, addressee);

-- Professional contacts only: who was asked to answer, and whoever wrote down an answer given by telephone.
create table campaign_person (
  id         uuid primary key,
  target_id  uuid not null references campaign_target on delete cascade,
  name       text not null check (name <> ''),
  email      text,
  job        text,
  -- Typed by this account, while the person was on the telephone.
  account_id uuid references account,
  opened_at  timestamptz,
  removed_at timestamptz,
  added_at   timestamptz not null default now(),
  added_by   uuid references account
);
create unique index campaign_person_email on campaign_person (target_id, lower(email)) where removed_at is null;
create index campaign_person_target on campaign_person (target_id);
alter table campaign_target add foreign key (submitted_by) references campaign_person;

create table campaign_message (
  id         uuid primary key,
  person_id  uuid not null references campaign_person on delete cascade,
  kind       text not null references vocabulary.campaign_message_kind,
  created_at timestamptz not null default now(),
  created_by uuid references account,
  attempts   integer not null default 0,
  sent_at    timestamptz,
  dropped_at timestamptz,
  trouble    text references vocabulary.delivery_trouble
);
create index campaign_message_person on campaign_message (person_id, created_at desc);
create index campaign_message_waiting on campaign_message (created_at) where sent_at is null and dropped_at is null;

create table campaign_answer (
  target_id  uuid primary key references campaign_target on delete cascade,
  answers    jsonb not null check (jsonb_typeof(answers) = 'object'),
  changed_at timestamptz not null default now()
);

-- One row per answer, question, and option or line: what is counted.
create table campaign_value (
  target_id uuid not null references campaign_target on delete cascade,
  question  text not null,
  part      text not null default '',
  code      text,
  amount    numeric,
  day       date,
  words     text,
  primary key (target_id, question, part)
);

-- Who answered what, and what stood there before.
create table campaign_change (
  id        uuid primary key,
  target_id uuid not null references campaign_target on delete cascade,
  question  text not null,
  before    jsonb,
  after     jsonb,
  person_id uuid not null references campaign_person,
  at        timestamptz not null default clock_timestamp()
);
create index campaign_change_target on campaign_change (target_id, question, at desc);

create table campaign_event (
  id         uuid primary key,
  target_id  uuid not null references campaign_target on delete cascade,
  kind       text not null references vocabulary.campaign_event,
  at         timestamptz not null default clock_timestamp(),
  person_id  uuid references campaign_person,
  account_id uuid references account,
  note       text
);
create index campaign_event_target on campaign_event (target_id, at desc);

create table campaign_tag (
  target_id  uuid not null references campaign_target on delete cascade,
  question   text not null,
  tag        text not null check (tag <> ''),
  account_id uuid references account,
  at         timestamptz not null default now(),
  primary key (target_id, question, tag)
);

-- An answer that names services becomes a proposal to the directory, with its provenance, whoever sends it: respondents have
-- no right on the directory, and this is the one thing that they may say to it.
create function propose_named_services() returns trigger language plpgsql security definer set search_path = app as $$
begin
  delete from service_proposal where source = 'survey_answer' and source_id = new.id and state = 'waiting';
  insert into service_proposal (id, service_id, fields, source, source_id, said_by)
    select gen_random_uuid(), null, jsonb_build_object('remark', left(value.words, 4000)), 'survey_answer', new.id, new.territory
    from campaign_value value where value.target_id = new.id and value.question = 'services_named' and value.words is not null;
  return null;
end $$;
revoke execute on function propose_named_services() from public;
create trigger campaign_target_names_services after update of status on campaign_target
  for each row when (new.status = 'submitted' and old.status <> 'submitted') execute function propose_named_services();

-- A respondent sees, through the link of this transaction, one answer and what surrounds it; and what was answered last time.
do $$
declare name text;
begin
  foreach name in array array['campaign', 'campaign_survey', 'campaign_target', 'campaign_person', 'campaign_answer',
      'campaign_value', 'campaign_change', 'campaign_event'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy staff on %I to repere_app using (true) with check (true)', name);
  end loop;
end $$;
create policy linked on campaign_target to repere_public
  using (id = (select linked('survey'))) with check (id = (select linked('survey')));
create policy linked on campaign for select to repere_public
  using (id = (select t.campaign_id from campaign_target t where t.id = (select linked('survey'))));
create policy linked on campaign_survey for select to repere_public
  using (campaign_id = (select t.campaign_id from campaign_target t where t.id = (select linked('survey'))));
create policy linked on campaign_person to repere_public
  using (target_id = (select linked('survey'))) with check (target_id = (select linked('survey')));
create policy linked on campaign_answer to repere_public
  using (target_id = (select linked('survey'))) with check (target_id = (select linked('survey')));
create policy before on campaign_answer for select to repere_public
  using (target_id = (select t.previous_id from campaign_target t where t.id = (select linked('survey'))));
create policy linked on campaign_value to repere_public
  using (target_id = (select linked('survey'))) with check (target_id = (select linked('survey')));
create policy linked on campaign_change to repere_public
  using (target_id = (select linked('survey'))) with check (target_id = (select linked('survey')));
create policy linked on campaign_event for insert to repere_public with check (target_id = (select linked('survey')));

grant select on campaign, campaign_survey, campaign_target, campaign_person, campaign_answer, campaign_value,
  campaign_change to repere_public;
grant update (status, version, opened_at, started_at, submitted_at, submitted_by, declined_at, refusal, refusal_note,
  asked, answered) on campaign_target to repere_public;
grant update (opened_at) on campaign_person to repere_public;
grant insert, update (answers, changed_at) on campaign_answer to repere_public;
grant insert, delete on campaign_value to repere_public;
grant insert on campaign_change, campaign_event to repere_public;
