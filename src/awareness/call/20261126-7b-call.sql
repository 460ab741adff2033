-- Calls for local projects: published, answered by organisations without an account, read by several people who do not
-- see one another's marks until all are given, decided, followed.

create table project_call (
  id          uuid primary key,
  version     integer not null default 1,
  slug        text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  status      text not null default 'draft' references vocabulary.project_call_status,
  title       text not null check (fold(title) <> ''),
  summary     text,
  terms       text not null,
  -- In whole euros: what there is to share, and the most that one project may have.
  amount      integer check (amount > 0),
  amount_each integer check (amount_each > 0),
  opens_on    date not null,
  closes_on   date not null,
  created_at  timestamptz not null default now(),
  created_by  uuid not null references account,
  check (closes_on >= opens_on)
);

create table project_call_departement (
  call_id     uuid not null references project_call on delete cascade,
  departement text not null references vocabulary.departement,
  primary key (call_id, departement)
);

create table project_criterion (
  id       uuid primary key,
  call_id  uuid not null references project_call on delete cascade,
  position integer not null check (position >= 0),
  label    text not null,
  weight   integer not null check (weight between 1 and 10),
  unique (call_id, position)
);

create table project_reviewer (
  call_id    uuid not null references project_call,
  account_id uuid not null references account,
  primary key (call_id, account_id)
);

create table application (
  id             uuid primary key,
  version        integer not null default 1,
  call_id        uuid not null references project_call,
  number         integer generated always as identity,
  state          text not null default 'draft' references vocabulary.application_state,
  departement    text references vocabulary.departement,
  amount         integer check (amount > 0),
  -- Who applies and for what: under the key of the public pages, whose link reads it again.
  sealed_words   bytea not null check (octet_length(sealed_words) < 100000),
  created_at     timestamptz not null default now(),
  submitted_at   timestamptz,
  decided_at     timestamptz,
  decided_by     uuid references account,
  granted        integer check (granted > 0),
  sealed_reasons bytea,
  -- The last message that left: the link at the start, the decision at the end.
  written_at     timestamptz,
  last_trouble   text references vocabulary.delivery_trouble,
  check ((state in ('accepted', 'declined')) = (decided_at is not null)),
  check ((granted is not null) = (state = 'accepted')),
  check (state not in ('submitted', 'accepted', 'declined') or (submitted_at is not null and departement is not null
    and amount is not null))
);
create index application_call on application (call_id, state, number);

create table application_file (
  id             uuid primary key,
  application_id uuid not null references application on delete cascade,
  media_type     text not null,
  size           integer not null check (size between 1 and 5242880),
  sealed_name    bytea not null,
  -- Statutes, accounts, letters name people: they lie sealed, never in what is served.
  sealed_file    bytea not null,
  added_at       timestamptz not null default now()
);
create index application_file_of on application_file (application_id);
alter table application_file alter column sealed_file set storage external;

create table review (
  application_id uuid not null references application,
  reviewer_id    uuid not null references account,
  version        integer not null default 1,
  -- Somebody who has a tie to the applicant says so, and has no say.
  has_conflict   boolean not null default false,
  sealed_words   bytea,
  given_at       timestamptz,
  primary key (application_id, reviewer_id)
);

create table review_score (
  application_id uuid not null,
  reviewer_id    uuid not null,
  criterion_id   uuid not null references project_criterion,
  score          integer not null check (score between 0 and 5),
  primary key (application_id, reviewer_id, criterion_id),
  foreign key (application_id, reviewer_id) references review on delete cascade
);

create table project_milestone (
  id             uuid primary key,
  version        integer not null default 1,
  application_id uuid not null references application,
  kind           text not null references vocabulary.milestone_kind,
  label          text not null,
  due_on         date not null,
  done_on        date,
  note           text
);
create index project_milestone_of on project_milestone (application_id, due_on);
create index project_milestone_due on project_milestone (due_on) where done_on is null;

alter table project_call enable row level security;
alter table project_call_departement enable row level security;
alter table project_criterion enable row level security;
alter table application enable row level security;
alter table application_file enable row level security;
create policy staff on project_call to repere_app using (true) with check (true);
create policy staff on project_call_departement to repere_app using (true) with check (true);
create policy staff on project_criterion to repere_app using (true) with check (true);
create policy staff on application to repere_app using (true) with check (true);
create policy staff on application_file to repere_app using (true) with check (true);

create function today_in_paris() returns date language sql stable
  return (now() at time zone 'Europe/Paris')::date;
create policy shown on project_call for select to repere_public using (status in ('published', 'decided'));
create policy shown on project_call_departement for select to repere_public
  using (exists (select from project_call c where c.id = call_id));
create policy shown on project_criterion for select to repere_public
  using (exists (select from project_call c where c.id = call_id));
create policy own on application for select to repere_public using (id = linked('application'));
create policy write on application for update to repere_public
  using (id = linked('application') and state in ('draft', 'submitted')
    and exists (select from project_call c where c.id = call_id and c.status = 'published'
                and today_in_paris() between c.opens_on and c.closes_on))
  with check (id = linked('application') and state in ('draft', 'submitted', 'withdrawn'));
create policy own on application_file for select to repere_public using (application_id = linked('application'));
create policy bring on application_file for insert to repere_public
  with check (application_id = linked('application')
    and exists (select from application a where a.id = application_id and a.state = 'draft'));
create policy take on application_file for delete to repere_public
  using (application_id = linked('application')
    and exists (select from application a where a.id = application_id and a.state = 'draft'));
grant select (id, slug, status, title, summary, terms, amount, amount_each, opens_on, closes_on) on project_call
  to repere_public;
grant select on project_call_departement, project_criterion to repere_public;
grant select (id, version, call_id, number, created_at, state, departement, amount, sealed_words, submitted_at, decided_at,
  granted, sealed_reasons), update (version, state, departement, amount, sealed_words, submitted_at)
  on application to repere_public;
grant select, insert (id, application_id, media_type, size, sealed_name, sealed_file), delete on application_file
  to repere_public;

-- Opens a draft with its personal link, while the call is open; the message with the link follows.
-- The function below makes one link, for whoever owns these tables: even they only see links through policies.
create policy opener on link for insert to current_user with check (purpose = 'application');
create function open_application(of_call uuid, draft uuid, words bytea, link_id uuid, link_digest bytea)
  returns boolean language plpgsql security definer set search_path = app, pg_temp as $$
begin
  if not exists (select from project_call c where c.id = of_call and c.status = 'published'
                 and today_in_paris() between c.opens_on and c.closes_on) then return false; end if;
  insert into application (id, call_id, sealed_words) values (draft, of_call, words);
  insert into link (id, digest, purpose, subject_id, holder_id, expires_at)
    values (link_id, link_digest, 'application', draft, draft, now() + interval '400 days');
  perform graphile_worker.enqueue('write_application', json_build_object('id', draft),
    'write_application:' || draft, null);
  return true;
end $$;
revoke execute on function open_application from public;
grant execute on function open_application to repere_app, repere_public;
