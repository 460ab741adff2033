-- Who works when.
create table shift (
  id          uuid primary key,
  account_id  uuid not null references account,
  kind        text not null references vocabulary.shift_kind,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  -- Those that were written together, week after week.
  series_id   uuid,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account,
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours')
);
create index shift_time on shift (starts_at, ends_at);
create index shift_account on shift (account_id, starts_at);
create index shift_series on shift (series_id, starts_at) where series_id is not null;
