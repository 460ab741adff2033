-- The words of the directory, each once: what is misspelt is compared with them, not with every entry. Those that hold a
-- figure are found as they are written.
create table service_word (
  word text primary key
);
create index service_word_like on service_word using gin (word gin_trgm_ops);

alter table service_index add column words text[] not null
  generated always as (string_to_array(search_text, ' ')) stored;
create index service_index_words on service_index using gin (words);

create function learn_words() returns trigger language plpgsql as $$
begin
  insert into app.service_word (word)
  select distinct said.word from fresh, unnest(fresh.words) as said (word)
  where length(said.word) > 2 and said.word !~ '[0-9]' order by 1
  on conflict do nothing;
  return null;
end $$;
revoke execute on function learn_words from public;
create trigger learn_words_added after insert on service_index referencing new table as fresh
  for each statement execute function learn_words();
create trigger learn_words_changed after update on service_index referencing new table as fresh
  for each statement execute function learn_words();

insert into service_word (word)
select distinct said.word from service_index, unnest(words) as said (word)
where length(said.word) > 2 and said.word !~ '[0-9]';
