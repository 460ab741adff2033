-- An alert to an authority, one row per recipient: written, read again by somebody else, sent, acknowledged, answered.
-- Rows of one `writing_id` were written together: while they are open, their text is the same.

create table transmission (
  id            uuid primary key,
  version       integer not null default 1,
  reference     text not null unique,
  writing_id    uuid not null,
  situation_id  uuid not null references situation,
  authority_id  uuid references authority,
  unit_id       uuid references authority_unit,
  recipient     text references vocabulary.transmission_recipient,
  -- Why this recipient, as département of one of the minor's places: what the list filters on.
  departement   text references vocabulary.departement,
  status        text not null default 'draft' references vocabulary.transmission_status,
  urgent        boolean not null default false,
  complement_of uuid references transmission,
  author_id     uuid not null references account,
  created_at    timestamptz not null default now(),
  moved_at      timestamptz not null default now(),
  submitted_at  timestamptz,
  validator_id  uuid references account,
  validated_at  timestamptz,
  send_after    timestamptz,
  sent_at       timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  return_due_on date,
  return_received_at timestamptz,
  return_outcome text references vocabulary.return_outcome,
  redirected_at timestamptz,
  readdressed_as uuid references transmission,
  cancelled_at  timestamptz,
  -- What the author writes, and what was frozen of it at validation: the second is what leaves, and never changes.
  sealed_draft  bytea not null,
  sealed_content bytea,
  data_key_id   uuid not null,
  constraint transmission_second_reader check (validator_id <> author_id),
  constraint transmission_addressed
    check ((unit_id is null) = (authority_id is null) and (unit_id is null) = (recipient is null)
           and (unit_id is not null or status in ('draft', 'cancelled'))),
  constraint transmission_submitted
    check (case when status in ('draft', 'returned') then submitted_at is null
                when status = 'cancelled' then true else submitted_at is not null end),
  constraint transmission_validated
    check ((validated_at is null) = (validator_id is null) and (validated_at is null) = (sealed_content is null)
           and (validated_at is null) = (send_after is null) and send_after >= validated_at
           and case when status in ('draft', 'submitted', 'returned') then validated_at is null
                    when status = 'cancelled' then true else validated_at is not null end),
  constraint transmission_sent
    check ((sent_at is not null)
           = (status in ('sent', 'acknowledged', 'return_due', 'return_overdue', 'return_received', 'redirected'))),
  constraint transmission_acknowledged
    check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null or sent_at is not null)
           and (status not in ('acknowledged', 'return_due', 'return_overdue') or acknowledged_at is not null)),
  constraint transmission_returned
    check ((return_received_at is not null) = (status = 'return_received')
           and (status <> 'return_received' or return_outcome is not null)
           and (return_outcome is null or sent_at is not null)),
  constraint transmission_redirected
    check ((redirected_at is not null) = (status = 'redirected') and (readdressed_as is null or redirected_at is not null)),
  constraint transmission_cancelled check ((cancelled_at is not null) = (status = 'cancelled')),
  constraint transmission_other check (complement_of <> id)
);

-- One open writing for one recipient. The data key is that of the file where it was begun: files that are merged may bring
-- two writings to the same recipient together, and neither may be lost for it.
create unique index transmission_open on transmission (data_key_id, unit_id)
  where status in ('draft', 'submitted', 'returned') and unit_id is not null;
create index transmission_situation on transmission (situation_id);
create index transmission_writing on transmission (writing_id);
-- The urgent first, then the oldest: what waits for a second reader.
create index transmission_to_validate on transmission ((not urgent), submitted_at, id) where status = 'submitted';
create index transmission_moved on transmission (status, moved_at desc, id desc);
create index transmission_all on transmission (moved_at desc, id desc);
create index transmission_departement on transmission (departement, moved_at desc, id desc);
create index transmission_author on transmission (author_id, moved_at desc, id desc);
create index transmission_due on transmission (return_due_on, id)
  where status in ('acknowledged', 'return_due', 'return_overdue');
create index transmission_on_its_way on transmission (send_after, id) where status in ('validated', 'sent');
create index transmission_complement on transmission (complement_of) where complement_of is not null;

-- The number of the year's last transmission: `IP-2026-0007`.
create table transmission_number (
  year smallint primary key,
  last integer not null
);

-- Its history: who, when, what. Remarks, reasons and notes are sealed.
create table transmission_event (
  id              uuid primary key,
  transmission_id uuid not null references transmission on delete cascade,
  kind            text not null references vocabulary.transmission_event,
  happened_at     timestamptz not null,
  recorded_at     timestamptz not null default now(),
  actor_id        uuid references account,
  -- Somebody of the authority, by the name under which they answered.
  person_name     text,
  outcome         text references vocabulary.return_outcome,
  sealed_note     bytea,
  data_key_id     uuid not null,
  -- What is told twice is one thing.
  unique (transmission_id, kind, happened_at)
);

-- A step is allowed here too: the same pairs as in steps.ts, and a test compares them.
create function transmission_step_allowed(from_status text, to_status text) returns boolean language sql immutable as $$
  select from_status = to_status or (from_status, to_status) in (
    ('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'draft'), ('submitted', 'returned'),
    ('submitted', 'validated'), ('validated', 'returned'), ('validated', 'sent'),
    ('draft', 'cancelled'), ('submitted', 'cancelled'), ('returned', 'cancelled'), ('validated', 'cancelled'),
    ('sent', 'acknowledged'), ('acknowledged', 'return_due'), ('acknowledged', 'return_overdue'),
    ('return_due', 'return_overdue'),
    ('sent', 'return_received'), ('acknowledged', 'return_received'), ('return_due', 'return_received'),
    ('return_overdue', 'return_received'),
    ('sent', 'redirected'), ('acknowledged', 'redirected'), ('return_due', 'redirected'), ('return_overdue', 'redirected'))
$$;

-- What was frozen stays as it is, unless the transmission is taken out of the outbox; what was submitted is not erased.
create function transmission_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.status <> 'draft' then
      raise exception 'a transmission that was submitted is never erased' using errcode = 'check_violation',
        constraint = 'transmission_kept';
    end if;
    return old;
  end if;
  if not transmission_step_allowed(old.status, new.status) then
    raise exception 'a transmission does not go from % to %', old.status, new.status using errcode = 'check_violation',
      constraint = 'transmission_step';
  end if;
  if old.sealed_content is not null and new.status <> 'returned'
     and (new.sealed_content is distinct from old.sealed_content or new.unit_id is distinct from old.unit_id
          or new.authority_id is distinct from old.authority_id or new.urgent is distinct from old.urgent
          or new.author_id is distinct from old.author_id or new.validator_id is distinct from old.validator_id
          or new.data_key_id is distinct from old.data_key_id or new.complement_of is distinct from old.complement_of) then
    raise exception 'a validated transmission does not change' using errcode = 'check_violation',
      constraint = 'transmission_frozen';
  end if;
  return new;
end
$$;
create trigger transmission_guard before update or delete on transmission
  for each row execute function transmission_guard();
