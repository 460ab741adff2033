-- The way of a transmission to whoever must read it, and the clock that runs until a named person has.
-- The state of every package lies here; jobs carry only identifiers and are made again from these rows when they are lost.

create table delivery (
  id              uuid primary key,
  -- A canary has no transmission: it goes the whole way to show that the way is open.
  kind            text not null default 'alert' check (kind in ('alert', 'canary')),
  transmission_id uuid references transmission,
  authority_id    uuid references authority,
  unit_id         uuid references authority_unit,
  channel         text not null references vocabulary.delivery_channel,
  urgent          boolean not null,
  state           text not null default 'queued' references vocabulary.delivery_state,
  -- A package sealed again, for a new or a lost key, comes with a higher edition under the same identifier.
  edition         integer not null default 1,
  sent_edition    integer not null default 0,
  send_after      timestamptz not null,
  created_at      timestamptz not null default now(),
  attempts        integer not null default 0,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  last_trouble    text references vocabulary.delivery_trouble,
  undeliverable_at timestamptz,
  delivered_at    timestamptz,
  read_at         timestamptz,
  acknowledged_at timestamptz,
  recalled_at     timestamptz,
  -- The receiver has been told to erase it.
  recall_told_at  timestamptz,
  handed_over_at  timestamptz,
  handed_over_by  uuid references account,
  hand_over_way   text references vocabulary.hand_over_way,
  sealed_handed_to bytea,
  data_key_id     uuid,
  check ((kind = 'alert') = (transmission_id is not null)),
  check (kind = 'canary' or (authority_id is not null and unit_id is not null)),
  check ((handed_over_at is null) = (handed_over_by is null and hand_over_way is null and sealed_handed_to is null)),
  check (state <> 'recalled' or recalled_at is not null)
);
-- One that was taken back stays as it was; the transmission may then leave under another.
create unique index delivery_transmission on delivery (transmission_id) where state <> 'recalled';
create index delivery_history on delivery (transmission_id) where state = 'recalled';
-- What is still to be sent, or told to be erased: few, whatever the history.
create index delivery_to_send on delivery (next_attempt_at)
  where state <> 'recalled' and sent_edition < edition and channel = 'portal';
create index delivery_to_recall on delivery (recalled_at) where state = 'recalled' and recall_told_at is null;
create index delivery_undelivered on delivery (send_after) where state in ('queued', 'handed', 'undeliverable');
create index delivery_authority on delivery (authority_id, state);
create index delivery_canary on delivery (created_at) where kind = 'canary';

-- A transmission that has left the hands of its authors always has its row here: checked when the transaction ends (R6).
create function demand_delivery() returns trigger language plpgsql as $$
begin
  if exists (
    select from app.transmission t
    where t.id = new.id
      and t.status not in ('draft', 'submitted', 'returned', 'cancelled')
      and not exists (select from app.delivery d where d.transmission_id = t.id and d.state <> 'recalled')
  ) then
    raise exception 'transmission without its delivery' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger transmission_has_delivery after insert or update of status on transmission
  deferrable initially deferred for each row
  when (new.status not in ('draft', 'submitted', 'returned', 'cancelled'))
  execute function demand_delivery();

-- ... and cannot lose it.
create function keep_delivery() returns trigger language plpgsql as $$
begin
  if old.transmission_id is not null and exists (
    select from app.transmission t
    where t.id = old.transmission_id
      and t.status not in ('draft', 'submitted', 'returned', 'cancelled')
      and not exists (select from app.delivery d where d.transmission_id = t.id and d.state <> 'recalled')
  ) then
    raise exception 'delivery of a transmission that still runs' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger delivery_is_kept after delete on delivery
  deferrable initially deferred for each row execute function keep_delivery();
create constraint trigger delivery_is_not_taken_away after update of transmission_id, state on delivery
  deferrable initially deferred for each row
  when (new.state = 'recalled' or new.transmission_id is distinct from old.transmission_id)
  execute function keep_delivery();

-- When the clock rings. Minutes; those of a return are whole days around its date, and may come before it.
create table clock_setting (
  step           text primary key references vocabulary.clock_step,
  delay_minutes  integer not null,
  -- After the last step was dealt with and the silence goes on, it rings again.
  repeat_minutes integer check (repeat_minutes >= 5),
  changed_at     timestamptz not null default now(),
  changed_by     uuid references account,
  check (step like 'return\_%' or delay_minutes >= 0),
  check (step not like 'return\_%' or delay_minutes % 1440 = 0)
);
insert into clock_setting (step, delay_minutes, repeat_minutes) values
  ('urgent_reminder', 15, null),
  ('urgent_phone_task', 30, null),
  ('urgent_duty_officer', 60, 30),
  ('ordinary_reminder', 1440, null),
  ('ordinary_phone_task', 2880, null),
  ('ordinary_duty_officer', 4320, 1440),
  ('return_before', -20160, null),
  ('return_due', 0, null),
  ('return_late', 20160, null),
  ('return_very_late', 43200, 43200);

create table escalation (
  id              uuid primary key default gen_random_uuid(),
  transmission_id uuid not null references transmission on delete cascade,
  step            text not null references vocabulary.clock_step,
  -- The last step rings again until somebody named has answered.
  round           integer not null default 1,
  kind            text not null references vocabulary.escalation_kind,
  due_at          timestamptz not null,
  made_at         timestamptz not null default now(),
  done_at         timestamptz,
  -- Nobody: the product did it.
  done_by         uuid references account,
  outcome         text references vocabulary.escalation_outcome,
  sealed_note     bytea,
  unique (transmission_id, step, round),
  check ((done_at is null) = (outcome is null))
);
create index escalation_open on escalation (due_at, id) where done_at is null;

-- Notices by e-mail: who is to be told that something waits. The words are constant and the address is read when it leaves.
create table notice (
  id              uuid primary key default gen_random_uuid(),
  delivery_id     uuid not null references delivery on delete cascade,
  person_id       uuid not null,
  kind            text not null references vocabulary.notice_kind,
  escalation_id   uuid references escalation on delete cascade,
  made_at         timestamptz not null default now(),
  sent_at         timestamptz,
  -- The person left, or the transmission was acknowledged or recalled before it could leave.
  dropped_at      timestamptz,
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_trouble    text references vocabulary.delivery_trouble,
  unique nulls not distinct (delivery_id, person_id, escalation_id)
);
create index notice_waiting on notice (next_attempt_at) where sent_at is null and dropped_at is null;
create index notice_escalation on notice (escalation_id) where escalation_id is not null;

-- What the partner zone has told us, once each.
create table relay_event (
  id         uuid primary key,
  kind       text not null,
  package_id uuid,
  at         timestamptz not null,
  applied_at timestamptz not null default now()
);
create index relay_event_applied on relay_event (applied_at);

-- One row: how the machinery itself is doing.
create table pulse (
  only_one        boolean primary key default true check (only_one),
  -- How far the events of the partner zone were read; and where a second reading starts, for what was committed late.
  cursor          bigint not null default 0,
  trailing_cursor bigint not null default 0,
  stuck_events    integer not null default 0,
  collected_at    timestamptz,
  reconciled_at   timestamptz,
  mail_configured boolean not null default false,
  mail_answered_at timestamptz,
  canary_at       timestamptz,
  started_at      timestamptz not null default now()
);
insert into pulse default values;
