-- The helpline's own keys: what people of an authority answer is sealed to the one in use, and older answers still open.

create table helpline_key (
  id              uuid primary key,
  -- age, X25519.
  public_key      text not null unique,
  -- The identity that opens, sealed by the key file: the database alone opens nothing.
  sealed_identity bytea not null,
  created_at      timestamptz not null default now(),
  retired_at      timestamptz
);
-- One in use, whoever makes the first at the same moment.
create unique index helpline_key_in_use on helpline_key ((true)) where retired_at is null;
