// kill -9 at the worst moments: nothing is lost, nothing is doubled, a half answer is kept and marked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api } from './support/api.mjs';
import { startModel } from './support/model.mjs';
import { manual, pdf } from './support/pdf.mjs';
import { signIn } from './support/people.mjs';
import { freeBase, freshData, startProduct } from './support/product.mjs';
import { until } from './support/until.mjs';

const data = freshData();
let model;
let base;
let product;
let ada;

async function start() {
  product = await startProduct({ data, port: base, env: { OPENAI_BASE_URL: model.url } });
  ada = api(product.url, await signIn(product.url, 'Ada'));
}

before(async () => {
  model = await startModel({ words: 200, millisPerWord: 50 });
  base = await freeBase();
  await start();
});

after(async () => {
  await product?.stop();
  model?.stop();
});

test('an ingest survives three kills and leaves one set of passages', async () => {
  const { projectId } = await ada.firstProject();
  const bytes = pdf(manual(100));
  const { job, document } = await ada.upload(projectId, 'manual.pdf', 'application/pdf', bytes);

  for (let kill = 1; kill <= 3; kill += 1) {
    await until(`kill ${kill}: the ingest is under way`, async () => {
      const { status, percent } = await ada.job(job.id);
      assert.notEqual(status, 'FAILED');
      return percent >= 15 * kill || status === 'SUCCEEDED';
    }, 90_000);
    await product.kill();
    await start();
  }

  const done = await until(
    'the ingest has ended',
    async () => {
      const now = await ada.job(job.id);
      return ['SUCCEEDED', 'FAILED'].includes(now.status) && now;
    },
    120_000,
  );
  assert.equal(done.status, 'SUCCEEDED');
  assert.equal(done.document.status, 'READY');
  assert.equal(done.document.pageCount, 100);

  const again = await ada.query(
    `query ($id: ID!) { project(id: $id) { documents(first: 100) { nodes { id name } } } }`,
    { id: projectId },
  );
  const copies = again.project.documents.nodes.filter((node) => node.name === 'manual.pdf');
  assert.deepEqual(copies.map((node) => node.id), [document.id]);
});

test('an answer cut off by a kill keeps its words, says so, and can be retried', async () => {
  const { projectId } = await ada.firstProject();
  for (let kill = 1; kill <= 3; kill += 1) {
    const { job } = await ada.ask(projectId, `How do I reset the pump, time ${kill}?`);
    const before = await until('some words are written', async () => {
      const { answer } = await ada.job(job.id);
      return answer && answer.text.length > 40 && answer;
    });
    await product.kill();
    await start();

    const cut = await until('the job is marked', async () => {
      const now = await ada.job(job.id);
      return now.status === 'FAILED' && now;
    });
    assert.equal(cut.failure.code, 'INTERRUPTED');
    assert.equal(cut.retryable, true);
    assert.equal(cut.answer.partial, true);
    assert.ok(cut.answer.text.startsWith(before.text), 'no word is lost');
  }
});

test('every act is in the audit trail once', async () => {
  const { orgId } = await ada.firstProject();
  const { organization } = await ada.query(
    `query ($id: ID!) { organization(id: $id) { auditEvents(first: 100) { nodes { id action subjectName } } } }`,
    { id: orgId },
  );
  const of = (action, name) =>
    organization.auditEvents.nodes.filter((e) => e.action === action && e.subjectName === name);
  assert.equal(of('document.create', 'manual.pdf').length, 1);
  assert.equal(of('document.complete_upload', 'manual.pdf').length, 1);
  assert.equal(of('document.ingest', 'manual.pdf').length, 1);
});
