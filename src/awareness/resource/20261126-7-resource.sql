-- The catalogue of what is sent, shown and handed over: what the desk called its documentation becomes the resources of
-- everybody. The identifiers stay: what was sent is still told.

alter table document rename to resource;
alter table document_version rename to resource_version;
alter table resource_version rename column document_id to resource_id;
alter table sending rename column document_version_id to resource_version_id;
alter index document_title rename to resource_title;
alter index sending_document rename to sending_resource;

alter table resource
  add column slug text,
  add column visibility text not null default 'internal' references vocabulary.resource_visibility,
  add column language text not null default 'fr' references vocabulary.spoken_language,
  add column is_easy_to_read boolean not null default false,
  add column licence text references vocabulary.resource_licence,
  add column owner_id uuid references account,
  add column review_on date,
  add column updated_at timestamptz not null default now(),
  -- What is searched, folded.
  add column search_text text not null default '';
update resource set
  owner_id = created_by,
  search_text = fold(title || ' ' || coalesce(summary, '')),
  slug = trim('-' from left(replace(fold(title), ' ', '-'), 70)) || '-' || left(md5(id::text), 4);
alter table resource alter column slug set not null,
  add constraint resource_slug unique (slug),
  add constraint resource_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
create index resource_review on resource (review_on) where retired_at is null;
create index resource_search on resource using gin (search_text gin_trgm_ops);

create table resource_topic (
  resource_id uuid not null references resource on delete cascade,
  topic       text not null references vocabulary.resource_topic,
  primary key (resource_id, topic)
);
create index resource_topic_of on resource_topic (topic);

-- A file that was looked at, and what was seen: until a version takes it, it is nobody's.
create table resource_file (
  file_id    uuid primary key references file,
  notes      jsonb not null check (jsonb_typeof(notes) = 'object'),
  brought_by uuid references account,
  brought_at timestamptz not null default now()
);
create index resource_file_brought on resource_file (brought_at);

-- The files that the desk held go where all the files are, with the bytes that they had.
insert into file_content (sha256, size)
  select distinct on (sha256(file)) sha256(file), octet_length(file) from resource_version
  where octet_length(file) > 0 on conflict do nothing;
insert into file_chunk (sha256, position, bytes)
  select one.sha, n, substring(one.file from n * 262144 + 1 for 262144)
  from (select distinct on (sha256(file)) sha256(file) as sha, file from resource_version
        where octet_length(file) > 0) as one,
    generate_series(0, (octet_length(one.file) - 1) / 262144) as n
  on conflict do nothing;
-- Under the identifier of their version, which no other file has.
insert into file (id, sha256, name, media_type, stored_at)
  select id, sha256(file), file_name, 'application/pdf', created_at from resource_version where octet_length(file) > 0;
insert into resource_file (file_id, notes, brought_by, brought_at)
  select id, '{"removed": []}', created_by, created_at from resource_version where octet_length(file) > 0;
alter table resource_version add column file_id uuid unique references resource_file;
update resource_version set file_id = id where octet_length(file) > 0;
alter table resource_version drop column file, drop column file_name;

-- How often a version was taken, day by day: never by whom.
create table resource_download (
  version_id uuid not null references resource_version on delete cascade,
  day        date not null,
  count      integer not null check (count > 0),
  primary key (version_id, day)
);

-- What people looked for and did not find. The words come only with the fifth time that they are typed, until then they
-- are a keyed digest that nobody can read back.
create table resource_miss (
  digest   bytea primary key check (octet_length(digest) = 32),
  count    integer not null default 1 check (count > 0),
  words    text,
  last_day date not null default current_date,
  check ((words is not null) = (count >= 5))
);

-- Somebody asks for what is kept for professionals.
create table resource_request (
  id           uuid primary key,
  version      integer not null default 1,
  resource_id  uuid not null references resource,
  state        text not null default 'waiting' references vocabulary.resource_request_state,
  -- Who asks and why: the public pages seal it and cannot open it.
  sealed_words bytea not null check (octet_length(sealed_words) < 20000),
  asked_at     timestamptz not null default now(),
  settled_at   timestamptz,
  settled_by   uuid references account,
  -- When the message with the link left.
  written_at   timestamptz,
  last_trouble text references vocabulary.delivery_trouble,
  check ((state = 'waiting') = (settled_at is null))
);
create index resource_request_state on resource_request (state, asked_at desc, id);

-- The public pages see what is public whole, that what is for professionals exists, and nothing of the rest.
alter table resource enable row level security;
alter table resource_version enable row level security;
alter table resource_topic enable row level security;
alter table resource_file enable row level security;
alter table resource_request enable row level security;
create policy staff on resource to repere_app using (true) with check (true);
create policy staff on resource_version to repere_app using (true) with check (true);
create policy staff on resource_topic to repere_app using (true) with check (true);
create policy staff on resource_file to repere_app using (true) with check (true);
create policy staff on resource_request to repere_app using (true) with check (true);
create policy shown on resource for select to repere_public
  using (retired_at is null and visibility in ('public', 'professionals'));
create policy shown on resource_version for select to repere_public
  using (exists (select from resource r where r.id = resource_id
                 and (r.visibility = 'public' or r.id = linked('resource'))));
create policy shown on resource_topic for select to repere_public
  using (exists (select from resource r where r.id = resource_id));
create policy shown on resource_file for select to repere_public
  using (exists (select from resource_version v where v.file_id = resource_file.file_id));
create policy ask on resource_request for insert to repere_public with check (state = 'waiting');
grant select (id, slug, title, kind, audience, summary, visibility, language, is_easy_to_read, licence, updated_at,
  retired_at, search_text) on resource to repere_public;
grant select (id, resource_id, number, label, published_on, note, link, file_id) on resource_version to repere_public;
grant select on resource_topic to repere_public;
grant select (file_id, notes) on resource_file to repere_public;
grant insert (id, resource_id, sealed_words) on resource_request to repere_public;

-- What was granted to a professional is read with their link, and in no other way.
create policy asked on file for select to repere_public
  using (exists (select from resource_version v where v.file_id = file.id and v.resource_id = linked('resource')));
create policy asked on file_content for select to repere_public
  using (exists (select from file f where f.sha256 = file_content.sha256));
create policy asked on file_chunk for select to repere_public
  using (exists (select from file f where f.sha256 = file_chunk.sha256));

create function count_resource(taken uuid) returns void language sql security definer set search_path = app, pg_temp
  as $$ insert into resource_download (version_id, day, count)
        select v.id, (now() at time zone 'Europe/Paris')::date, 1 from resource_version v where v.id = taken
        on conflict (version_id, day) do update set count = resource_download.count + 1 $$;

create function miss_resource(asked bytea, said text) returns void language sql security definer
  set search_path = app, pg_temp
  as $$ insert into resource_miss (digest) values (asked)
        on conflict (digest) do update set count = resource_miss.count + 1, last_day = current_date,
          words = case when resource_miss.count + 1 >= 5 then left(said, 60) end $$;
revoke execute on function count_resource, miss_resource from public;
grant execute on function count_resource, miss_resource to repere_app, repere_public;
