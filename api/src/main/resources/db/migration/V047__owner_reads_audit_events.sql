-- `app.answer_invitation` writes an event as its owner and tells its id: what is returned has to be readable. An owner
-- who is no superuser is bound by the forced row security like everybody else.
create policy audit_event_owner_read on app.audit_event for select to current_user using (true);
