-- Names, addresses and minutes are sealed under the data key of their meeting, contacts of practices under that of the
-- practice. What was written plain before waits here until it is sealed, at the next start.

alter table meeting
  add column data_key_id uuid,
  add column sealed_minutes bytea;

alter table meeting_participant
  alter column name drop not null,
  add column sealed bytea,
  -- Whether they can be written to.
  add column has_email boolean not null default false,
  add check (name is not null or sealed is not null);
update meeting_participant set has_email = true where email is not null;
-- The same address twice is found under the lock of the meeting, once they are open.
drop index meeting_participant_email;

alter table meeting_decision
  alter column owner drop not null,
  add column sealed_owner bytea,
  add check (owner is not null or sealed_owner is not null);

alter table practice
  add column data_key_id uuid,
  -- Who tells of it, and who allowed it to be published. The plain columns hold the contact of what is published to all
  -- with a contact for all, and nothing else.
  add column sealed_contact bytea,
  drop constraint practice_check,
  add constraint practice_consent_whole check ((consent_on is null) = (consent_scope is null)
    and (consent_on is null or consent_by is not null or sealed_contact is not null));
alter table practice_history add column sealed_changes bytea;

-- Practices that anyone may read, and their documents; the contact only when it is for all.
create view published_practice with (security_barrier) as
  select p.id, p.title, p.done, p.partners, p.means, p.results, p.evidence, p.published_at, p.search_text,
    case when p.contact_visibility = 'public' then p.contact_name end as contact_name,
    case when p.contact_visibility = 'public' then p.contact_role end as contact_role,
    case when p.contact_visibility = 'public' then p.contact_email end as contact_email,
    case when p.contact_visibility = 'public' then p.contact_phone end as contact_phone,
    array(select d.departement from practice_departement d where d.practice_id = p.id order by 1) as departements,
    array(select r.region from practice_region r where r.practice_id = p.id order by 1) as regions,
    array(select q.problem from practice_problem q where q.practice_id = p.id order by 1) as problems,
    array(select a.departement from practice_adoption a where a.practice_id = p.id order by 1) as adoptions
  from practice p where p.status = 'published_all';
create view published_practice_document with (security_barrier) as
  select d.id, d.practice_id, d.name, d.media_type, d.size, d.file, d.added_at
  from practice_document d join practice p on p.id = d.practice_id
  where p.status = 'published_all' and d.removed_at is null;
grant select on published_practice, published_practice_document to repere_public;
