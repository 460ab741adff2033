-- What is said on every page for a time. Nothing is changed: whatever is decided is one more row, and the last one that
-- has begun is in force; without a text, nothing is said.
create table site_banner (
  number       bigint generated always as identity primary key,
  text         text check (length(text) between 1 and 400),
  is_urgent    boolean not null default false,
  link_href    text check (link_href ~ '^/[^/]' and length(link_href) <= 200),
  link_label   text check (length(link_label) between 1 and 80),
  starts_at    timestamptz not null,
  ends_at      timestamptz check (ends_at > starts_at),
  -- The row that this one takes back.
  undoes       bigint references site_banner,
  decided_at   timestamptz not null default now(),
  decided_by   uuid not null references account,
  check ((link_href is null) = (link_label is null))
);

-- The one in force, and those that will follow it.
create view published_banner with (security_barrier) as
  select number, text, is_urgent, link_href, link_label, starts_at, ends_at from site_banner
  where number >= (select coalesce(max(number), 0) from site_banner where starts_at <= now());
grant select on published_banner to repere_public;

-- The figures of a year as they were published: what had to be hidden is not there.
create table site_figure (
  year         smallint not null check (year between 2000 and 2200),
  position     smallint not null,
  title        text not null,
  rule         text not null,
  rows         jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid references account,
  primary key (year, position)
);
create view published_figure with (security_barrier) as
  select year, position, title, rule, rows, published_at from site_figure;
grant select on published_figure to repere_public;

-- The towns that the public directory can be asked by.
grant select on town to repere_public;
