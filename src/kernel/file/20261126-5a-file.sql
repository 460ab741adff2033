-- Files that people bring: the database is the truth, in pieces of 256 kB, so that nobody ever holds a whole one in
-- memory. The same bytes brought twice are kept once.

create table file_content (
  sha256    bytea primary key check (octet_length(sha256) = 32),
  size      bigint not null check (size > 0),
  stored_at timestamptz not null default now()
);

create table file_chunk (
  sha256   bytea not null references file_content on delete cascade,
  position integer not null check (position >= 0),
  bytes    bytea not null,
  primary key (sha256, position)
);
-- Sounds and pictures are compressed already.
alter table file_chunk alter column bytes set storage external;

create table file (
  id         uuid primary key,
  sha256     bytea not null references file_content,
  name       text not null,
  media_type text not null,
  -- Whether anybody may read it; nothing else opens a file to the public pages.
  is_public  boolean not null default false,
  stored_at  timestamptz not null default now()
);
create index file_of_content on file (sha256);
create index file_public on file (id) where is_public;

alter table file enable row level security;
alter table file_content enable row level security;
alter table file_chunk enable row level security;
create policy staff on file to repere_app using (true) with check (true);
create policy staff on file_content to repere_app using (true) with check (true);
create policy staff on file_chunk to repere_app using (true) with check (true);
create policy opened on file for select to repere_public using (is_public);
create policy opened on file_content for select to repere_public
  using (exists (select from file where file.sha256 = file_content.sha256 and file.is_public));
create policy opened on file_chunk for select to repere_public
  using (exists (select from file where file.sha256 = file_chunk.sha256 and file.is_public));
grant select on file, file_content, file_chunk to repere_public;
