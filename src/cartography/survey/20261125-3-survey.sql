-- The questionnaires and their versions. A draft is written; a published version never changes again, so that an answer always
-- says to which words it answered. Projected from questionnaires/*.ts at start as version 1; people then write the next ones.

create table survey (
  id         uuid primary key,
  code       text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title      text not null check (title <> ''),
  -- To whom it is sent; null: to whoever a campaign says.
  addressee  text references vocabulary.questionnaire_addressee,
  created_at timestamptz not null default now(),
  created_by uuid references account
);

create table survey_version (
  id           uuid primary key,
  survey_id    uuid not null references survey,
  -- 1, 2, 3…: what people call it.
  number       integer not null check (number > 0),
  -- Rises at each write of the draft.
  version      integer not null default 1,
  status       text not null default 'draft' references vocabulary.survey_status,
  -- The survey-core JSON.
  content      jsonb not null check (jsonb_typeof(content) = 'object'),
  created_at   timestamptz not null default now(),
  created_by   uuid references account,
  changed_at   timestamptz not null default now(),
  changed_by   uuid references account,
  published_at timestamptz,
  published_by uuid references account,
  retired_at   timestamptz,
  unique (survey_id, number),
  check ((status = 'draft') = (published_at is null)),
  check ((status = 'retired') = (retired_at is not null))
);
create unique index survey_version_draft on survey_version (survey_id) where status = 'draft';
create unique index survey_version_published on survey_version (survey_id) where status = 'published';

-- The questions and options of a published version, one row each: what answers refer to and what is counted by.
create table survey_question (
  version_id uuid not null references survey_version,
  code       text not null,
  kind       text not null references vocabulary.survey_question_kind,
  page       text not null,
  position   integer not null,
  title      text not null,
  primary key (version_id, code)
);
create index survey_question_code on survey_question (code);

create table survey_option (
  version_id uuid not null,
  question   text not null,
  -- A line of a table is an option of its own kind.
  part       text not null check (part in ('option', 'row')),
  code       text not null,
  position   integer not null,
  label      text not null,
  primary key (version_id, question, part, code),
  foreign key (version_id, question) references survey_question
);

create function keep_survey_version() returns trigger language plpgsql as $$
begin
  if old.status <> 'draft' and (tg_op = 'DELETE' or new.content is distinct from old.content
      or new.number <> old.number or new.survey_id <> old.survey_id or new.published_at <> old.published_at
      or new.status = 'draft' or (old.status = 'retired' and new.status <> 'retired')) then
    raise exception 'version % is published: it does not change', old.id
      using errcode = 'check_violation', constraint = 'survey_version_immutable';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger survey_version_immutable before update or delete on survey_version
  for each row execute function keep_survey_version();

-- Respondents read the words of a published version, and those of a draft when somebody tries it.
grant select on survey, survey_version to repere_public;
