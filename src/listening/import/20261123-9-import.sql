-- One file of contacts brought through the browser: looked through first, imported when somebody says so, by a job.
-- The file itself, its name and what was found in it stay sealed, and the file goes when the import ends.

create table import_run (
  id           uuid primary key,
  state        text not null check (state in ('checking', 'checked', 'importing', 'done', 'cancelled', 'failed')),
  uploaded_at  timestamptz not null default clock_timestamp(),
  uploaded_by  uuid not null references account,
  ended_at     timestamptz,
  accept_valid boolean not null default false,
  -- Percentage of the stage under way.
  progress     smallint not null default 0 check (progress between 0 and 100),
  -- Rows of the file, then rows already dealt with by the import: where it goes on after an interruption.
  row_count    integer not null default 0,
  row_done     integer not null default 0,
  -- What the import would make once checked, what it made once done.
  contacts     integer not null default 0,
  situations   integer not null default 0,
  unchanged    integer not null default 0,
  faulty       integer not null default 0,
  fault_count  integer not null default 0,
  sealed_name  bytea not null,
  sealed_file  bytea,
  sealed_findings bytea
);
create index import_run_uploaded on import_run (uploaded_at desc);
-- One at a time.
create unique index import_run_active on import_run ((true)) where state in ('checking', 'importing');
