-- A contact: a call, a chat, a form. It is there from the second it is picked up, and a draft until it is finalised.

create table contact (
  id            uuid primary key,
  version       integer not null default 1,
  situation_id  uuid references situation,
  data_key_id   uuid not null,
  channel       text not null references vocabulary.contact_channel,
  direction     text not null references vocabulary.contact_direction,
  occurred_at   timestamptz not null,
  ended_at      timestamptz,
  recorded_at   timestamptz not null default now(),
  recorded_by   uuid references account,
  listener_id   uuid references account,
  finalised_at  timestamptz,
  disposition   text references vocabulary.disposition,
  caller_profile text references vocabulary.caller_profile,
  caller_detail text references vocabulary.caller_detail,
  caller_sector text references vocabulary.professional_sector,
  caller_gender text references vocabulary.caller_gender,
  caller_name_absence text references vocabulary.absence,
  departement   text references vocabulary.departement,
  minor_gender  text references vocabulary.minor_gender,
  minor_age     smallint check (minor_age between 0 and 25),
  minor_age_absence text references vocabulary.absence,
  known_to_child_protection text references vocabulary.known_to_child_protection,
  living_place  text references vocabulary.living_place,
  school_status text references vocabulary.school_status,
  certainty     text references vocabulary.certainty,
  danger_level  text references vocabulary.danger_level,
  qualification text references vocabulary.qualification,
  sealed_caller bytea,
  sealed_minor  bytea,
  sealed_narrative bytea,
  attached_at   timestamptz,
  attached_by   uuid references account,
  import_ref    text,
  check (minor_age is null or minor_age_absence is null),
  check (disposition is null or situation_id is null)
)
-- A contact of ordinary length stays whole in its row: sealed text cannot be made smaller, and cutting it off costs more.
with (toast_tuple_target = 4080);
alter table contact alter sealed_narrative set storage external;
create unique index contact_import_ref on contact (import_ref) where import_ref is not null;
create index contact_situation on contact (situation_id, occurred_at) where situation_id is not null;
create index contact_draft on contact (recorded_by, occurred_at) where finalised_at is null;
create index contact_counted on contact (occurred_at, channel) where situation_id is not null and finalised_at is not null;
create index contact_dismissed on contact (occurred_at, disposition) where disposition is not null and finalised_at is not null;
create index contact_unattached on contact (occurred_at, id) where situation_id is null;

create table contact_permission (
  contact_id uuid not null references contact on delete cascade,
  permission text not null references vocabulary.caller_permission,
  primary key (contact_id, permission)
);

create table contact_measure (
  contact_id uuid not null references contact on delete cascade,
  measure    text not null references vocabulary.measure,
  primary key (contact_id, measure)
);
