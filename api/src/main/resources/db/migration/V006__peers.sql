-- Whom a person may see is decided by key, row by row, and no more by a list of everybody they may see. With the
-- list the planner read owners the wrong way round, all peers once and then each document against each peer, and
-- in an organization of a thousand people even the viewer's own row waited for the list. docs/adr/0012 has figures.
-- The rows of membership are those that the policy on membership shows: of organizations the viewer is in.
alter policy user_read on app.user
  using (id = app.viewer_user_id() or exists (select from app.membership m where m.user_id = app.user.id));
drop function app.viewer_peer_ids();
