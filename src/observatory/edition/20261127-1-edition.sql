-- A year of counts, closed: what was counted, by which rule, in which words, and on what. Nothing of it changes, whatever
-- becomes of the files.
create table edition (
  id           uuid primary key,
  year         smallint not null check (year between 2000 and 2200),
  title        text not null check (length(title) between 1 and 120),
  period_from  date not null,
  period_to    date not null check (period_to >= period_from),
  -- The code that counts its facts, kept for as long as there is an edition that names it.
  method       text not null,
  -- The figures with their rules and their words, and the counts of what is not counted on files.
  figures      jsonb not null,
  -- Which row of `edition_fact` is which file, to explain what changed since; opened for nothing else.
  sealed_links bytea not null,
  supersedes   uuid unique references edition,
  erratum      text check (length(erratum) between 1 and 2000),
  closed_at    timestamptz not null default now(),
  closed_by    uuid references account,
  check ((supersedes is null) = (erratum is null))
);
create unique index edition_first_of_year on edition (year) where supersedes is null;

-- What each file said, without anything that leads back to it; the numbers were drawn.
create table edition_fact (
  edition_id     uuid not null references edition,
  number         integer not null,
  month          text not null check (month ~ '^\d{4}-\d{2}$'),
  caller_profile text references vocabulary.caller_profile,
  gender         text references vocabulary.minor_gender,
  age            smallint,
  departement    text references vocabulary.departement,
  known_to_child_protection text references vocabulary.known_to_child_protection,
  stage          text not null references vocabulary.situation_stage,
  danger_level   text references vocabulary.danger_level,
  certainty      text references vocabulary.certainty,
  -- `problem/runaway`
  words          text[] not null,
  primary key (edition_id, number)
);

-- What is said around the figures: the present text, and each one that was saved.
create table edition_chapter (
  id         uuid primary key,
  edition_id uuid not null references edition,
  version    integer not null default 1,
  position   smallint not null,
  title      text not null check (length(title) between 1 and 160),
  body       text not null check (length(body) <= 40000),
  removed_at timestamptz,
  saved_at   timestamptz not null default now(),
  saved_by   uuid references account
);
create index edition_chapter_of on edition_chapter (edition_id, position);
create table edition_chapter_version (
  chapter_id uuid not null references edition_chapter,
  version    integer not null,
  title      text not null,
  body       text not null,
  saved_at   timestamptz not null default now(),
  saved_by   uuid references account,
  primary key (chapter_id, version)
);

-- What left, for whom: `output` is what may be read, `record` is every count it was made from, told or not.
create table edition_release (
  id           uuid primary key,
  edition_id   uuid not null references edition,
  audience     text not null check (audience in ('public', 'professional')),
  note         text not null check (length(note) between 1 and 2000),
  output       jsonb not null,
  record       jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid references account
);
create index edition_release_of on edition_release (edition_id);
create table edition_file (
  release_id uuid not null references edition_release,
  name       text not null,
  type       text not null,
  content    bytea not null,
  primary key (release_id, name)
);

create function stays_as_it_is() returns trigger language plpgsql as $$
begin
  raise exception '% is written once', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger written_once before update or delete or truncate on edition
  for each statement execute function stays_as_it_is();
create trigger written_once before update or delete or truncate on edition_fact
  for each statement execute function stays_as_it_is();
create trigger written_once before update or delete or truncate on edition_chapter_version
  for each statement execute function stays_as_it_is();
create trigger written_once before update or delete or truncate on edition_release
  for each statement execute function stays_as_it_is();
create trigger written_once before update or delete or truncate on edition_file
  for each statement execute function stays_as_it_is();

-- What anyone may read: the last thing said of each year, its files, and what was said before it.
create view published_edition with (security_barrier) as
  select distinct on (e.year) e.year, e.title, e.period_from, e.period_to, e.erratum, r.note, r.output, r.published_at
  from edition_release r join edition e on e.id = r.edition_id
  where r.audience = 'public' order by e.year, r.published_at desc;
create view published_edition_file with (security_barrier) as
  select l.year, f.name, f.type, f.content
  from (
    select distinct on (e.year) e.year, r.id from edition_release r join edition e on e.id = r.edition_id
    where r.audience = 'public' order by e.year, r.published_at desc
  ) l join edition_file f on f.release_id = l.id;
create view published_edition_change with (security_barrier) as
  select e.year, e.title, r.note, e.erratum, r.published_at
  from edition_release r join edition e on e.id = r.edition_id where r.audience = 'public';
grant select on published_edition, published_edition_file, published_edition_change to repere_public;
