-- What comes into the directory as a file, and what leaves it as one.

-- Where an entry comes from, when a file brought it: the same reference from the same source is the same service.
create table service_source (
  source      text not null,
  reference   text not null,
  service_id  uuid not null references service on delete cascade,
  -- Of what was last read there: the same again changes nothing.
  digest      text not null,
  imported_at timestamptz not null default clock_timestamp(),
  imported_by uuid references account,
  primary key (source, reference)
);
create index service_source_service on service_source (service_id);

-- One file: looked through entry by entry, then written when somebody says so, by a job. The file itself and its name
-- stay sealed, and the file goes when the work ends.
create table exchange_run (
  id          uuid primary key,
  -- A file may only be looked through, against the rules of its format.
  only_check  boolean not null,
  format      text not null references vocabulary.exchange_format,
  -- Who made the file.
  source      text not null,
  state       text not null check (state in ('checking', 'checked', 'writing', 'done', 'cancelled', 'failed')),
  uploaded_at timestamptz not null default clock_timestamp(),
  uploaded_by uuid not null references account,
  ended_at    timestamptz,
  -- What becomes of the likely duplicates that nobody decided.
  undecided   text references vocabulary.exchange_decision,
  progress    smallint not null default 0 check (progress between 0 and 100),
  fault_count integer not null default 0,
  created     integer not null default 0,
  proposed    integer not null default 0,
  sealed_name bytea not null,
  sealed_file bytea
);
create index exchange_run_uploaded on exchange_run (uploaded_at desc);
create unique index exchange_run_active on exchange_run ((true)) where state in ('checking', 'writing');

create table exchange_item (
  run_id     uuid not null references exchange_run on delete cascade,
  position   integer not null,
  -- A line of a table, or where it lies in the JSON.
  place      text not null,
  name       text,
  reference  text,
  verdict    text not null references vocabulary.exchange_verdict,
  service_id uuid references service on delete set null,
  -- What it says, as the directory will hold it; gone once written.
  draft      jsonb,
  -- Which fields differ from what is there, in words; why it looks like another.
  changes    jsonb not null default '[]',
  reasons    text[] not null default '{}',
  decision   text references vocabulary.exchange_decision,
  -- Written, or refused at the last moment and why.
  written_at timestamptz,
  trouble    text,
  primary key (run_id, position)
);
create index exchange_item_verdict on exchange_item (run_id, verdict, position);

create table exchange_fault (
  run_id   uuid not null references exchange_run on delete cascade,
  position integer not null,
  place    text not null,
  field    text not null,
  message  text not null,
  primary key (run_id, position)
);

-- A file that leaves, made for an audience and looked through again before anybody may take it.
create table exchange_export (
  id           uuid primary key,
  format       text not null references vocabulary.exchange_format,
  audience     text not null references vocabulary.service_visibility,
  departement  text references vocabulary.departement,
  state        text not null check (state in ('making', 'ready', 'leaks', 'failed')),
  progress     smallint not null default 0 check (progress between 0 and 100),
  services     integer not null default 0,
  bytes        bigint not null default 0,
  requested_at timestamptz not null default clock_timestamp(),
  requested_by uuid not null references account,
  ended_at     timestamptz,
  -- Which entries would have told what they hide, and where; never what.
  leaks        jsonb not null default '[]'
);
create index exchange_export_requested on exchange_export (requested_at desc);

-- Its content, compressed, in pieces.
create table exchange_part (
  export_id uuid not null references exchange_export on delete cascade,
  position  integer not null,
  content   bytea not null,
  primary key (export_id, position)
);
