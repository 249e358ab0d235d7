// The official audits of GraphQL over HTTP, against the running product.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { signIn } from './support/people.mjs';
import { startProduct } from './support/product.mjs';

let product;
let token;

before(async () => {
  product = await startProduct();
  token = await signIn(product.url, 'Ada');
});

after(() => product?.stop());

const audits = serverAudits({
  url: () => `${product.url}/query`,
  fetchFn: (url, init = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
});

for (const audit of audits) {
  test(`${audit.id} ${audit.name}`, async () => {
    const result = await audit.fn();
    assert.notEqual(result.status, 'error', result.reason);
    assert.equal(result.status, 'ok', result.reason);
  });
}
