-- Keyed hashes of what could tell two files that are one: telephone, handle, first name by sound with year or département.
-- A key belongs to a contact or to a situation; those of a contact follow it when it is attached, detached or merged.

create table lookup_key (
  hash         bigint not null,
  contact_id   uuid references contact on delete cascade,
  situation_id uuid references situation on delete cascade,
  check (num_nonnulls(contact_id, situation_id) = 1)
);
create index lookup_key_hash on lookup_key (hash);
create index lookup_key_contact on lookup_key (contact_id) where contact_id is not null;
create index lookup_key_situation on lookup_key (situation_id) where situation_id is not null;
