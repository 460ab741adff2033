-- A contributor may invite a colleague to the same answer, by the same personal links. The public pages only say whom; the
-- message and its trace are made here, with other rights, and no more than a few times.

alter table campaign_person add column invited_by uuid references campaign_person;
create index campaign_person_invited_by on campaign_person (invited_by) where invited_by is not null;

create policy colleague on campaign_person for insert to repere_public
  with check (target_id = (select linked('survey')) and invited_by = (select link_holder('survey'))
    and email is not null and account_id is null and added_by is null and removed_at is null);
grant insert (id, target_id, name, email, job, invited_by) on campaign_person to repere_public;

create function invite_colleague() returns trigger language plpgsql security definer set search_path = app as $$
declare message uuid := gen_random_uuid();
begin
  -- Held so that two invitations of one answer are counted one after the other.
  perform from campaign_target target where target.id = new.target_id for update;
  if (select count(*) > 5 from campaign_person person where person.invited_by = new.invited_by)
    or (select count(*) > 12 from campaign_person person
        where person.target_id = new.target_id and person.invited_by is not null) then
    raise exception 'too many colleagues invited' using errcode = 'check_violation',
      constraint = 'campaign_person_invited_most';
  end if;
  insert into campaign_message (id, person_id, kind) values (message, new.id, 'invitation');
  insert into campaign_event (id, target_id, kind, person_id, note)
    values (gen_random_uuid(), new.target_id, 'colleague_invited', new.invited_by, new.name);
  perform graphile_worker.enqueue('campaign_message', json_build_object('id', message), 'campaign_message:' || message, null);
  return null;
end $$;
revoke execute on function invite_colleague() from public;
create trigger campaign_person_colleague after insert on campaign_person
  for each row when (new.invited_by is not null) execute function invite_colleague();
