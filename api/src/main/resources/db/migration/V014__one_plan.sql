-- Statements are planned once for everybody (plan_cache_mode, set by the API), so a plan must not rest on how many
-- organizations a viewer may have. As conditions of an index, the policy's list and the API's own are taken for two
-- independent halvings, and a page of documents or jobs looks so small that any index that knows the project or the
-- organization will do, and the one in the right order loses. The API's condition names the organization; the
-- policy only looks at what was found: a hashed list, made once a statement. docs/adr/0012 has figures.
alter policy document_read on app.document
  using (org_id in (select unnest(app.viewer_org_ids()))
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));
alter policy job_read on app.job
  using (org_id in (select unnest(app.viewer_org_ids()))
    and project_id <> all ((select app.hidden_project_ids())::uuid[]));
