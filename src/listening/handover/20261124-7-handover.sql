-- What one shift leaves to the next: identifiers as they stood, one sealed note, and who took it.
create table handover (
  id          uuid primary key,
  kind        text not null references vocabulary.handover_kind,
  written_at  timestamptz not null default now(),
  written_by  uuid not null references account,
  sheet       jsonb not null,
  sealed_note bytea,
  data_key_id uuid not null,
  taken_at    timestamptz,
  taken_by    uuid references account,
  check ((taken_at is null) = (taken_by is null)),
  check (taken_by <> written_by)
);
create index handover_waiting on handover (written_at) where taken_at is null;
create index handover_written on handover (written_at desc, id);

-- A situation that somebody asks the next shift to watch, in one sentence sealed under the key of the file.
create table handover_flag (
  id              uuid primary key,
  situation_id    uuid not null references situation,
  sealed_sentence bytea not null,
  data_key_id     uuid not null,
  flagged_at      timestamptz not null default now(),
  flagged_by      uuid not null references account,
  cleared_at      timestamptz,
  cleared_by      uuid references account
);
create index handover_flag_open on handover_flag (situation_id) where cleared_at is null;
