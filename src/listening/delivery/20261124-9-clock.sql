-- When each transmission next rings, so that a look at the clock reads what is due and not everything that is open.
-- Nobody but the reconciler writes it: whoever changes what the clock depends on only adds a line to clock_touched, which
-- waits for nobody and holds nobody back. What is open is read again as a whole from time to time: nothing rests on this alone.

create table clock_next (
  transmission_id uuid primary key references transmission on delete cascade,
  rings_at        timestamptz not null
);
create index clock_next_rings on clock_next (rings_at);

create table clock_touched (transmission_id uuid not null);

create index transmission_readdressed on transmission (readdressed_as) where readdressed_as is not null;

create function touch_clock() returns trigger language plpgsql as $$
begin
  insert into app.clock_touched
  select new.id union all select t.id from app.transmission t where t.readdressed_as = new.id;
  return null;
end $$;
create trigger clock_of_new after insert on transmission for each row
  when (new.status <> 'draft') execute function touch_clock();
create trigger clock_of_transmission
  after update of status, urgent, send_after, return_due_on, redirected_at, readdressed_as on transmission for each row
  when ((old.status, old.urgent, old.send_after, old.return_due_on, old.redirected_at, old.readdressed_as)
    is distinct from (new.status, new.urgent, new.send_after, new.return_due_on, new.redirected_at, new.readdressed_as))
  execute function touch_clock();

create function touch_clock_of() returns trigger language plpgsql as $$
begin
  insert into app.clock_touched values (coalesce(new.transmission_id, old.transmission_id));
  return null;
end $$;
create trigger clock_of_new_delivery after insert on delivery for each row
  when (new.transmission_id is not null) execute function touch_clock_of();
create trigger clock_of_delivery
  after update of state, channel, send_after, undeliverable_at, transmission_id on delivery for each row
  when (new.transmission_id is not null and (old.state, old.channel, old.undeliverable_at, old.transmission_id)
    is distinct from (new.state, new.channel, new.undeliverable_at, new.transmission_id))
  execute function touch_clock_of();
create trigger clock_of_escalation after update of done_at, outcome on escalation for each row
  when ((old.done_at, old.outcome) is distinct from (new.done_at, new.outcome)) execute function touch_clock_of();
create trigger clock_of_lost_escalation after delete on escalation for each row execute function touch_clock_of();

-- Other delays: everything rings at another time.
create function touch_every_clock() returns trigger language plpgsql as $$
begin
  insert into app.clock_touched select t.id from app.transmission t
  where t.status in ('validated', 'sent', 'acknowledged', 'return_due', 'return_overdue', 'redirected');
  return null;
end $$;
create trigger clock_set after insert or update or delete on clock_setting
  for each statement execute function touch_every_clock();

-- What was there before.
insert into clock_touched select t.id from transmission t
where t.status in ('validated', 'sent', 'acknowledged', 'return_due', 'return_overdue', 'redirected');

-- Who was on duty when the pager took the call; not called yet when null.
alter table escalation add column called_at timestamptz, add column called_account_id uuid references account;
create index escalation_to_call on escalation (due_at)
  where done_at is null and kind = 'duty_officer' and called_at is null;

-- A reminder is written to one person first, then to all the others of the authority.
alter table escalation add column reminded_at timestamptz, add column widened_at timestamptz;
create index escalation_to_remind on escalation (due_at) where done_at is null and kind = 'reminder' and reminded_at is null;
create index escalation_to_widen on escalation (reminded_at)
  where kind = 'reminder' and reminded_at is not null and widened_at is null;
