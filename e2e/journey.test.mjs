// What a person does, in a real browser: sign in, read an answer, open its source, upload, stop, delete, look back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { openBrowser, signInAs } from './support/browser.mjs';
import { startModel } from './support/model.mjs';
import { manual, pdf } from './support/pdf.mjs';
import { startProduct } from './support/product.mjs';
import { until } from './support/until.mjs';

let product;
let browser;
let page;
let projectUrl;

before(async () => {
  product = await startProduct();
  browser = await openBrowser();
  page = await browser.page();
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

async function assertAccessible(what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
    assert.deepEqual(found, [], `${what}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('Ada signs in through the persona page and lands on her home', async () => {
  await page.goto(product.url);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await assertAccessible('sign-in');
  await signInAs(page, product.url, 'Ada');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await assertAccessible('home');
});

test('a reload keeps her signed in', async () => {
  await page.reload();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
});

test('a suggested question is answered with citations, extractively, and says so', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Field manuals' }).click();
  await page.getByRole('textbox', { name: 'Your question' }).waitFor();
  projectUrl = page.url();
  await assertAccessible('an empty thread');
  await page.getByRole('list', { name: 'Suggested questions' }).getByRole('button').first().click();
  const send = page.getByRole('button', { name: 'Ask', exact: true });
  if (await send.isEnabled().catch(() => false)) await send.click();
  await page.getByText('Quoted sentences from your documents').first().waitFor();
  await page.getByRole('button', { name: /^Source 1:/ }).first().waitFor();
  await assertAccessible('an answer');
});

test('a citation opens its source with the passage lit, on the page and in the text', async () => {
  const chip = page.getByRole('button', { name: /^Source 1:/ }).first();
  await chip.hover();
  await chip.click();
  const panel = page.getByRole('complementary', { name: 'Source' });
  const passage = panel.getByTestId('passage').first();
  await passage.waitFor();
  await assertAccessible('a source');

  const text = panel.getByRole('button', { name: 'Text', exact: true });
  if (await text.isVisible()) {
    await text.click();
    await panel.locator('mark').waitFor();
  }
  const quoted = (await passage.innerText()).replace(/\s+/g, ' ');
  const answer = (await page.locator('[data-answer]').last().innerText()).replace(/\s+/g, ' ');
  assert.ok(quoted.length > 10);
  assert.ok(sentences(answer).some((sentence) => quoted.includes(sentence)), `${answer}\n\n${quoted}`);
  await assertAccessible('a source as text');
});

/** The sentences of an answer, without citation chips. */
function sentences(answer) {
  return answer
    .split(/(?<=[.!?])\s|\s\d\s?/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20);
}

test('a PDF dropped in is uploaded, ingested live, and can be asked', async () => {
  await page.getByRole('link', { name: 'Documents' }).first().click();
  await page.getByRole('heading', { name: 'Documents' }).or(page.getByRole('button', { name: 'Add documents' })).first().waitFor();
  await page.locator('input[type=file]').first().setInputFiles({
    name: 'bolts.pdf',
    mimeType: 'application/pdf',
    buffer: pdf(manual(12)),
  });
  await page.getByText(/Ready, \d+ passages/).nth(2).waitFor({ timeout: 60_000 });
  await assertAccessible('documents');

  await page.getByRole('link', { name: 'Ask', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Your question' }).fill('What is the torque for bolt number 5?');
  await page.getByRole('textbox', { name: 'Your question' }).press('Enter');
  await page.getByText('41 newton metres').first().waitFor();
});

test('files that cannot be read are refused with the limit and the reason', async () => {
  await page.getByRole('link', { name: 'Documents' }).first().click();
  const input = page.locator('input[type=file]').first();
  await input.setInputFiles({ name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  await page.getByText('This file is empty (0 bytes)').first().waitFor();
  await input.setInputFiles({ name: 'tool.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.getByText('.exe files cannot be read').first().waitFor();
  await input.setInputFiles({ name: 'fake.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a pdf at all') });
  await page.getByText(/Upload a|Save it|Open it/).first().waitFor();
});

test('a deletion can be undone, and else is final, in the list and in answers', async () => {
  const remove = page.getByRole('button', { name: 'Delete bolts.pdf' });
  await remove.click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await remove.click();
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Ask' }).click();
  await page.getByRole('textbox', { name: 'Your question' }).fill('Which torque has bolt number 7?');
  await page.getByRole('textbox', { name: 'Your question' }).press('Enter');
  await page.getByRole('article', { name: 'Which torque has bolt number 7?' }).getByText('to first word').waitFor();
  assert.equal(await page.getByText('55 newton metres').count(), 0);
  await page.getByRole('navigation', { name: 'Project' }).getByRole('link', { name: 'Documents' }).click();
  await page.getByText(/Ready, \d+ passages/).first().waitFor();
  const list = page.getByRole('list', { name: 'Documents of this project' });
  await until('the document is gone', async () => (await list.getByText('bolts.pdf').count()) === 0);
});

test('jobs and the audit trail tell what happened', async () => {
  const rail = page.getByRole('navigation', { name: 'Main' });
  await rail.getByRole('link', { name: 'Jobs' }).click();
  await page.getByText('What is the torque for bolt number 5?').first().waitFor();
  await assertAccessible('jobs');
  await rail.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('made “bolts.pdf” searchable').first().waitFor();
  await assertAccessible('audit');
});

test('Mary of another organization sees nothing of it', async () => {
  const other = await browser.page();
  await other.goto(product.url);
  await signInAs(other, product.url, 'Mary');
  await other.getByRole('navigation', { name: 'Main' }).waitFor();
  assert.equal(await other.getByText('Field manuals').count(), 0);
  await other.goto(projectUrl);
  await other.getByText('There is nothing here').first().waitFor();
  await other.close();
});

test('Stop ends a streaming answer at once, at the model too', async () => {
  const model = await startModel({ words: 400, millisPerWord: 50 });
  const slow = await startProduct({ env: { OPENAI_BASE_URL: model.url } });
  try {
    const reader = await browser.page();
    await reader.goto(slow.url);
    await signInAs(reader, slow.url, 'Grace');
    await reader.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Field manuals' }).click();
    await reader.getByRole('textbox', { name: 'Your question' }).fill('How do I reset the pump?');
    await reader.getByRole('textbox', { name: 'Your question' }).press('Enter');
    await reader.getByText('word 12').first().waitFor();
    const pressed = Date.now();
    await reader.getByRole('button', { name: 'Stop' }).click();
    await until('the model is cut off', () => model.seen.cutOff === 1, 2_000, 5);
    assert.ok(Date.now() - pressed < 1_000, 'within a second');
    await reader.getByText('Stopped. What was written is kept.').waitFor();
    await reader.close();
  } finally {
    await slow.stop();
    model.stop();
  }
});
