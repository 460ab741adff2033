-- The podcast: what it says of itself, its series, its episodes, the sounds that were brought, and how often it was
-- downloaded, without anything of whoever listens.

create table podcast_show (
  id          boolean primary key default true check (id),
  version     integer not null default 1,
  -- Never changes: whoever follows the podcast knows it by this.
  guid        uuid not null default gen_random_uuid(),
  title       text not null,
  summary     text not null,
  author      text not null,
  owner_email text check (owner_email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  licence     text not null references vocabulary.resource_licence,
  -- No other platform may take the feed over.
  is_locked   boolean not null default true,
  updated_at  timestamptz not null default now()
);
insert into podcast_show (title, summary, author, licence) values (
  'Repère, le podcast',
  'Des voix calmes pour comprendre ce qui met des mineurs en danger, et savoir quoi faire. Pour les proches et pour les professionnels.',
  'Repère', 'cc_by_nc_nd');

create table podcast_series (
  id         uuid primary key,
  version    integer not null default 1,
  number     integer not null unique check (number > 0),
  title      text not null,
  summary    text,
  created_at timestamptz not null default now()
);

create table podcast_audio (
  id          uuid primary key,
  episode_id  uuid not null,
  -- Nothing once it was refused: its bytes are forgotten.
  file_id     uuid references file,
  name        text not null,
  size        bigint not null,
  state       text not null default 'checking' references vocabulary.podcast_audio_state,
  fault       text references vocabulary.podcast_audio_fault,
  progress    smallint not null default 0 check (progress between 0 and 100),
  format      text check (format in ('mp3', 'opus')),
  duration_ms integer,
  bit_rate    integer,
  sample_rate integer,
  channels    smallint,
  -- LUFS of the whole, and the highest sample in dBFS.
  loudness    real,
  peak        real,
  added_at    timestamptz not null default now(),
  added_by    uuid references account,
  check ((state = 'refused') = (fault is not null)),
  check (state <> 'accepted' or (file_id is not null and format is not null and duration_ms > 0))
);
create index podcast_audio_of on podcast_audio (episode_id, added_at desc);

create table podcast_episode (
  id                 uuid primary key,
  version            integer not null default 1,
  guid               uuid not null unique default gen_random_uuid(),
  slug               text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  series_id          uuid references podcast_series,
  number             integer check (number > 0),
  kind               text not null references vocabulary.podcast_kind,
  title              text not null,
  summary            text not null,
  notes              text,
  licence            text not null references vocabulary.resource_licence,
  is_explicit        boolean not null default false,
  -- [{title, url}] and [{start, title}], in order.
  links              jsonb not null default '[]' check (jsonb_typeof(links) = 'array'),
  chapters           jsonb not null default '[]' check (jsonb_typeof(chapters) = 'array'),
  audio_id           uuid references podcast_audio,
  -- [{start, end, speaker, text}] as read from the transcript; the three files are what is served of it.
  cues               jsonb not null default '[]' check (jsonb_typeof(cues) = 'array'),
  transcript_file_id uuid references file,
  text_file_id       uuid references file,
  chapters_file_id   uuid references file,
  status             text not null default 'draft' references vocabulary.podcast_status,
  publish_at         timestamptz,
  -- First publication: it stays when the episode comes back.
  published_at       timestamptz,
  withdrawn_reason   text,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  check ((status = 'scheduled') = (publish_at is not null)),
  check (status not in ('published', 'scheduled') or (audio_id is not null and transcript_file_id is not null)),
  check (status <> 'published' or published_at is not null)
);
create index podcast_episode_published on podcast_episode (published_at desc) where status = 'published';
create index podcast_episode_series on podcast_episode (series_id);
alter table podcast_audio add foreign key (episode_id) references podcast_episode;

create table podcast_person (
  episode_id uuid not null references podcast_episode on delete cascade,
  position   smallint not null,
  name       text not null,
  role       text not null references vocabulary.podcast_role,
  primary key (episode_id, position)
);

create table podcast_history (
  id          uuid primary key,
  episode_id  uuid not null references podcast_episode on delete cascade,
  kind        text not null references vocabulary.podcast_event,
  detail      text,
  happened_at timestamptz not null default clock_timestamp(),
  author_id   uuid references account
);
create index podcast_history_of on podcast_history (episode_id, happened_at desc);

-- A number per episode and day, and nothing else: who they were was never written down.
create table podcast_download (
  episode_id uuid not null references podcast_episode on delete cascade,
  day        date not null,
  count      integer not null check (count > 0),
  primary key (episode_id, day)
);

-- What is public of a published episode.
create view published_episode with (security_barrier) as
  select e.id, e.guid, e.slug, e.number, e.kind, e.title, e.summary, e.notes, e.licence, e.is_explicit, e.links,
    e.chapters, e.cues, e.published_at, e.updated_at, e.transcript_file_id, e.text_file_id, e.chapters_file_id,
    a.file_id as audio_file_id, a.format, a.size, a.duration_ms,
    s.number as series_number, s.title as series_title, s.summary as series_summary,
    coalesce((select jsonb_agg(jsonb_build_object('name', p.name, 'role', p.role) order by p.position)
              from podcast_person p where p.episode_id = e.id), '[]') as people
  from podcast_episode e
  join podcast_audio a on a.id = e.audio_id
  left join podcast_series s on s.id = e.series_id
  where e.status = 'published';
grant select on published_episode, podcast_show to repere_public;

-- The public pages may say that an episode was downloaded once more that day, and no more than that.
create function count_podcast_download(episode uuid, on_day date) returns boolean
  language sql security definer set search_path = app, pg_temp as $$
  insert into podcast_download (episode_id, day, count)
    select e.id, on_day, 1 from podcast_episode e
    where e.id = episode and e.status = 'published' and on_day between current_date - 2 and current_date + 1
    on conflict (episode_id, day) do update set count = podcast_download.count + 1
    returning true $$;
revoke execute on function count_podcast_download from public;
grant execute on function count_podcast_download to repere_app, repere_public;
