-- The list of calls is read from the last to close: page after page, never sorted whole.
create index project_call_closing on project_call (closes_on desc, id desc);
