-- What was said or seen of a problem, a sign, a mode or a place of exploitation: dated and authored by its contact, and sourced.

create table observation (
  contact_id uuid not null references contact on delete cascade,
  kind       text not null,
  code       text not null,
  presence   text not null references vocabulary.presence,
  source     text references vocabulary.source,
  primary key (contact_id, kind, code),
  foreign key (kind, code) references vocabulary.observable (kind, code)
);
