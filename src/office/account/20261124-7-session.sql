-- A session that ends is told to every server process, whatever ended it: what it follows live ends with it.
create function tell_session_end() returns trigger language plpgsql as $$
begin
  perform pg_notify('repere_live', 'session ' || old.id);
  return null;
end $$;
create trigger session_end after delete on session for each row execute function tell_session_end();

-- Somebody whose rights change is looked at again at once.
create function tell_account_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('repere_live', 'account ' || new.id);
  return null;
end $$;
create trigger account_change after update of role, active, password_temporary on account
  for each row when (old.role is distinct from new.role or old.active is distinct from new.active
    or old.password_temporary is distinct from new.password_temporary)
  execute function tell_account_change();
