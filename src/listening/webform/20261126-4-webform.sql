-- A message of the public form, until a listener takes it. What tells and what names is sealed to the helpline: whoever
-- wrote it, and the zone that received it, cannot read it again. Nothing of the sender's address is here.
create table web_letter (
  id           uuid primary key,
  -- Drawn with the form: the same form sent twice is one letter.
  token        bytea not null unique,
  -- What the sender may keep, to name this letter later.
  receipt      text not null,
  received_at  timestamptz not null default now(),
  writer       text references vocabulary.web_writer,
  departement  text references vocabulary.departement,
  minor_age    smallint check (minor_age between 0 and 25),
  worry        text references vocabulary.web_worry,
  wants_call   boolean not null,
  -- Sent without the calculation that a browser makes: perhaps a machine, perhaps an old telephone.
  is_unproven  boolean not null,
  -- One of many from the same place.
  is_frequent  boolean not null,
  sealed       bytea,
  taken_at     timestamptz,
  taken_by     uuid references account,
  contact_id   uuid references contact on delete set null,
  check ((sealed is null) = (taken_at is not null))
);
create index web_letter_waiting on web_letter (received_at, id) where taken_at is null;
create index web_letter_receipt on web_letter (receipt);

-- The slot of the public pages: what is dropped is announced to every desk, and cannot be read from there.
create function drop_letter(
  letter uuid, drawn bytea, kept text, who text, place text, age smallint, degree text, call_wanted boolean,
  unproven boolean, frequent boolean, words bytea
) returns void language plpgsql security definer set search_path = app as $$
begin
  insert into web_letter (id, token, receipt, writer, departement, minor_age, worry, wants_call, is_unproven,
      is_frequent, sealed)
    values (letter, drawn, kept, who, place, age, degree, call_wanted, unproven, frequent, words)
    on conflict (token) do nothing;
  if found then perform pg_notify('repere_live', 'contact ' || letter); end if;
end $$;
revoke execute on function drop_letter from public;
grant execute on function drop_letter to repere_app, repere_public;
