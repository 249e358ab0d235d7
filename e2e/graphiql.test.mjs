// GraphiQL from our own host, under the policy of every page, as whoever is signed in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, signInAs } from './support/browser.mjs';
import { startProduct } from './support/product.mjs';

let product;
let browser;
let page;
const elsewhere = [];
const refused = [];

before(async () => {
  product = await startProduct();
  browser = await openBrowser();
  page = await browser.page();
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') elsewhere.push(request.url());
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text()) && /script/.test(message.text())) refused.push(message.text());
  });
});

after(async () => {
  await browser?.close();
  await product?.stop();
});

test('a query runs as the person who is signed in to the web app', async () => {
  await page.goto(product.url);
  await signInAs(page, product.url, 'Ada');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${product.url}/graphiql`);
  await page.getByText('Ada Lovelace').first().waitFor();
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.result-window').getByText('"Ada Lovelace"').waitFor();
  await page.locator('.result-window').getByText('"cost"').waitFor();
});

test('the schema is read, so fields are documented and completed', async () => {
  await page.getByRole('button', { name: /Show Documentation Explorer/ }).click();
  await page.getByRole('link', { name: 'Query', exact: true }).first().waitFor();
});

test('nothing comes from another host and no script is refused', () => {
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(refused, []);
});
