-- What tables and columns hold, where their names do not say it all. For whoever reads the schema first: the
-- generated classes carry these words too.

comment on table app.organization is 'A tenant: everything else belongs to one, and nobody outside sees any of it.';
comment on column app.user.issuer is 'The OIDC issuer that vouches for the person; with the subject, who they are.';
comment on column app.user.subject is 'The name that the issuer never gives to anybody else.';
comment on column app.user.email is 'As the issuer tells it, to be shown to peers; nothing is decided by it.';
comment on column app.user.vouched_email is
  'In lower case, only if the issuer vouches for it: what invitations are compared with.';

comment on table app.membership is 'A person in an organization, with one role.';
comment on column app.membership.suspended_at is 'Set: the person is a member by name only and sees nothing.';

comment on column app.invitation.email is 'Whom it is for, in lower case.';
comment on column app.invitation.inviter_name is 'As the inviter was called then.';
comment on column app.invitation.token_sha256 is 'Of the secret in the link, in hex; the secret itself is kept nowhere.';
comment on column app.invitation.expires_at is 'From then on it opens nothing.';
comment on column app.invitation.accepted_at is 'Set once, with whoever accepted.';
comment on column app.invitation.declined_at is 'Set once, by whoever it was for.';

comment on column app.notification.subject_type is 'What it is about, such as membership or job; null: the organization.';
comment on column app.notification.subject_id is 'Of the subject, which may be gone by now.';
comment on column app.notification.subject_name is 'As the subject, or whoever acted, was called then.';
comment on column app.notification.read_at is 'Null: not read yet.';

comment on column app.idempotency.key is 'As the client made it up; means something to this person alone.';
comment on column app.idempotency.mutation is 'The field that was asked for; the same key for another one is refused.';
comment on column app.idempotency.input_sha256 is 'Of the input, in hex: the same key with another input is refused.';

comment on table app.project is 'A collection of documents that questions are asked of.';
comment on column app.project.suggested_questions is 'Offered to whoever has not asked anything yet.';
comment on column app.project.archived_at is 'Set: left out of lists unless asked for; all it holds is still there.';

comment on table app.document is 'A file that was uploaded to a project; its bytes are in object storage.';
comment on column app.document.media_type is 'As the file''s content was found to be when it was announced.';
comment on column app.document.size_bytes is 'Of the file.';
comment on column app.document.sha256 is 'Of the file, in hex; the upload must match.';
comment on column app.document.page_count is 'Known once it was ingested.';
comment on column app.document.passage_count is 'How many pieces of it are in the index; known once it was ingested.';
comment on column app.document.name_key is
  'What lists by name are ordered by, whatever the case: by code points, which no update of a library reorders.';

comment on column app.document_page.number is 'From 1 on, without gaps.';
comment on column app.document_page.label is 'What readers call the page: p. 3, Sheet1, slide 7.';
comment on column app.document_page.text is 'As extracted, in Unicode normal form.';

comment on table app.job is 'Work that takes a while: an ingest of a document, or a question and its answer.';
comment on column app.job.percent is 'How far it is, within the whole job; never goes back within one attempt.';
comment on column app.job.seconds_left is 'An estimate; null where there is none.';
comment on column app.job.attempt is 'From 1 on. A worker may write only while the attempt is the one it began.';
comment on column app.job.started_at is 'When the present attempt began.';
comment on column app.job.finished_at is 'When it came to its end, whatever that was.';
comment on column app.job.question is 'What was asked; null for an ingest.';
comment on column app.job.answer is 'Grows while the job runs, and is kept if it fails.';
comment on column app.job.answer_partial is 'True until the answer is whole.';
comment on column app.job.grounded is 'Whether the documents bear the answer out; null while unknown.';
comment on column app.job.extractive is 'True if the answer is made of sentences quoted from the documents.';
comment on column app.job.model is 'Which wrote the answer, as its provider names it.';
comment on column app.job.provider is 'Whose model it is.';
comment on column app.job.input_tokens is 'As the provider counted.';
comment on column app.job.output_tokens is 'As the provider counted.';
comment on column app.job.millis_to_first_word is 'From asking to the first piece of the answer.';
comment on column app.job.millis is 'From asking to the end of the answer.';

comment on column app.audit_event.action is 'Noun and verb: document.delete.';
comment on column app.audit_event.subject_type is 'What was acted on, such as document; null: the organization.';
comment on column app.audit_event.subject_id is 'Of the subject, which may be gone by now.';
comment on column app.audit_event.subject_name is 'As the subject was called then.';
comment on column app.audit_event.request_id is 'By which the act is found in logs and traces.';

comment on column app.feedback.comment is 'In the person''s own words.';

comment on table queue.scheduled_tasks is
  'What is to be run, in the shape that db-scheduler prescribes; the application puts work in, foundry_queue hands it out.';

comment on table app.organization_limit is 'How much an organization may have of one kind of thing, and how much it has.';

comment on table app.api_key is 'By which an organization''s own program calls the AI service; the key itself is kept nowhere.';
comment on column app.api_key.scopes is 'What it opens at the AI service.';
comment on column app.api_key.expires_at is 'From then on it opens nothing; null: never.';
comment on column app.api_key.revoked_at is 'Set once: from then on it opens nothing.';
