-- The file of a minor. What it says of itself lies in `situation`; what is read, sorted and counted lies in
-- `situation_summary`, `situation_listing` and `situation_fact`, which only summarise() writes, from the file and its finalised contacts.

create table situation (
  id            uuid primary key,
  reference     text not null unique,
  version       integer not null default 1,
  data_key_id   uuid not null,
  sealed_identity bytea,
  sealed_note   bytea,
  gender        text references vocabulary.minor_gender,
  age           smallint check (age between 0 and 25),
  departement   text references vocabulary.departement,
  living_place  text references vocabulary.living_place,
  school_status text references vocabulary.school_status,
  known_to_child_protection text references vocabulary.known_to_child_protection,
  stage         text not null default 'open' references vocabulary.situation_stage,
  closing_reason text references vocabulary.closing_reason,
  external_reference text,
  import_ref    text unique,
  merged_into   uuid references situation,
  created_at    timestamptz not null default now(),
  created_by    uuid references account,
  moved_at      timestamptz not null default now(),
  check ((stage = 'closed') = (closing_reason is not null) or stage = 'archived')
);
create index situation_merged on situation (merged_into) where merged_into is not null;

-- The number of the year's last file: `2026-0143`.
create table situation_number (
  year smallint primary key,
  last integer not null
);

create table situation_measure (
  situation_id uuid not null references situation on delete cascade,
  measure      text not null references vocabulary.measure,
  -- There only because an absorbed file has it: goes when that file goes.
  inherited    boolean not null default false,
  primary key (situation_id, measure)
);

create table place (
  id           uuid primary key,
  situation_id uuid not null references situation on delete cascade,
  role         text not null references vocabulary.place_role,
  departement  text references vocabulary.departement,
  since        date,
  until        date,
  sealed_address bytea,
  data_key_id  uuid not null,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references account,
  check (until >= since)
);
create index place_situation on place (situation_id);

create table situation_link (
  situation_id uuid not null references situation on delete cascade,
  other_id     uuid not null references situation on delete cascade,
  kind         text not null references vocabulary.situation_link,
  recorded_at  timestamptz not null default now(),
  recorded_by  uuid references account,
  primary key (situation_id, other_id),
  check (situation_id <> other_id)
);
create index situation_link_other on situation_link (other_id);

create table assignment (
  situation_id uuid not null references situation on delete cascade,
  account_id   uuid not null references account,
  assigned_at  timestamptz not null default now(),
  inherited    boolean not null default false,
  primary key (situation_id, account_id)
);

create table stage_change (
  id             uuid primary key,
  situation_id   uuid not null references situation on delete cascade,
  from_stage     text not null references vocabulary.situation_stage,
  to_stage       text not null references vocabulary.situation_stage,
  closing_reason text references vocabulary.closing_reason,
  happened_at    timestamptz not null,
  recorded_at    timestamptz not null default now(),
  recorded_by    uuid references account
);
create index stage_change_situation on stage_change (situation_id);

-- What a merge moved, so that it can be undone to the row. What is not a row of its own stays where it is: the absorbed
-- file keeps its identity, its fields and its links, and lends its measures and its assignments ("inherited").
create table situation_merge (
  id          uuid primary key,
  kept_id     uuid not null references situation,
  absorbed_id uuid not null references situation,
  moved       jsonb not null,
  merged_at   timestamptz not null default now(),
  merged_by   uuid references account,
  undone_at   timestamptz,
  undone_by   uuid references account
);
create index situation_merge_kept on situation_merge (kept_id);
create index situation_merge_absorbed on situation_merge (absorbed_id);

create table situation_summary (
  situation_id    uuid primary key references situation on delete cascade,
  reference       text not null,
  stage           text not null,
  moved_at        timestamptz not null,
  opened_at       timestamptz,
  last_contact_at timestamptz,
  contact_count   integer not null,
  caller_profile  text,
  gender          text,
  age             smallint,
  departement     text,
  known_to_child_protection text,
  danger_level    text,
  certainty       text
);
create index summary_opened on situation_summary (opened_at, situation_id);
create index summary_reference on situation_summary (reference text_pattern_ops);

-- What the list of files is read from: each file once for everyone (the nil reader) and once for each person it is assigned
-- to, with all that the list filters and sorts on. Whatever the filters, a page is read in its order: a département filters
-- the other two inside its index; without it, the few groups (stage, danger level) are read side by side.
create table situation_listing (
  situation_id uuid not null references situation on delete cascade,
  reader       uuid not null,
  stage        text not null,
  danger_level text not null,
  departement  text not null,
  moved_at     timestamptz not null,
  -- A file without any contact counts as opened last.
  opened_at    timestamptz not null,
  primary key (situation_id, reader)
);
create index listing_moved on situation_listing (reader, moved_at, situation_id);
create index listing_group_moved on situation_listing (reader, stage, danger_level, moved_at, situation_id);
create index listing_departement_moved on situation_listing (reader, departement, moved_at, situation_id, stage, danger_level);
create index listing_opened on situation_listing (reader, opened_at, situation_id);
create index listing_group_opened on situation_listing (reader, stage, danger_level, opened_at, situation_id);
create index listing_departement_opened on situation_listing (reader, departement, opened_at, situation_id, stage, danger_level);

create table situation_fact (
  situation_id uuid not null references situation on delete cascade,
  kind         text not null,
  code         text not null,
  -- Days of the Paris calendar, which is what a period is made of: their index is a third of that of instants.
  first_on     date not null,
  opened_on    date not null,
  primary key (situation_id, kind, code)
);
-- The report counts each word as one stretch of this index, without touching the table.
create index fact_counted on situation_fact (kind, code, opened_on, first_on);
