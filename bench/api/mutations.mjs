// Good requests made wrong: in their bytes, JSON, variables, documents, headers and methods. Each names
// how it was made, and the same seed makes the same requests.
import { documentId } from './services.mjs';
import { SCREENS } from './screens.mjs';
import { Q, R, V } from './workloads.mjs';

const hex = (uuid) => uuid.replaceAll('-', '');
const NASTY_TEXTS = ['', ' ', '\u0000', 'null', '🦄', '\u202eabc', '\ud800', '\udfff', 'a'.repeat(10_000), '%', "'; drop table app.user; --", '{{7*7}}', '../../etc/passwd', '\r\nx: y', 'ﬀ', '0'.repeat(300), 'NaN', 'usr_', `org_${'0'.repeat(32)}`, `org_${'f'.repeat(32)}`, `prj_${'0'.repeat(31)}`, 'b3JnXw=='];
const NASTY_VALUES = [null, true, false, 0, -1, 1, 101, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, 1.5, [], {}, [[]], [null], { a: 1 }, ...NASTY_TEXTS];
const ACCEPTS = ['*/*', 'text/html', 'application/graphql-response+json;q=0', 'application/json;q=x', ',,,', 'text/event-stream', 'text/event-stream, application/json', 'a'.repeat(5000), 'application/graphql-response+json; charset=utf-7'];
const CONTENT_TYPES = ['', 'text/plain', 'application/json; charset=utf-16', 'application/json; charset="utf-8"', 'application/graphql', 'multipart/form-data; boundary=x', 'application/json;;;', 'APPLICATION/JSON', 'application/x-www-form-urlencoded'];
const METHODS = ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];
const TOKENS = ['{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '|', '&', '=', '"', '"""', '#', '\\u0000', 'query', 'mutation', 'subscription', 'fragment', 'on', 'true', 'null', '__typename', '__schema { types { name } }', '@include(if: true)', '@skip(if: $x)', '@defer', '-0', '1e999', '99999999999999999999', '\ufeff', 'viewer', 'node(id: "x") { id }', 'first: -1', 'last: 5, first: 5', 'after: "x"', 'first: 100000'];

export function mutations({ target, random, people, about, listen, acceptsText }) {
  const int = (max) => Math.floor(random() * max);
  const one = (list) => list[int(list.length)];
  const workloads = [
    ...SCREENS.map((screen) => ({ text: screen.text, variables: () => screen.variables({ ...about, cursor: one(NASTY_TEXTS), key: `fuzz-${int(1000)}` }) })),
    ...[Q, R, V].map((workload) => ({ text: workload.ours.text, variables: () => workload.ours.variables(about) })),
  ];

  /** A good request, its body still an object. */
  function good() {
    const workload = one(workloads);
    const { headers } = target.request({ ours: { text: workload.text, variables: () => ({}) } }, one(people));
    const asText = acceptsText && random() < 0.7;
    const variables = workload.variables();
    const body = asText ? { query: workload.text, variables } : { documentId: `sha256:${documentId(workload.text)}`, variables };
    return { method: 'POST', path: target.path, headers, body };
  }

  const written = (request) => ({ ...request, body: typeof request.body === 'string' || Buffer.isBuffer(request.body) || request.body === undefined ? request.body : JSON.stringify(request.body) });

  /** Changes some value somewhere in it. */
  function changed(value) {
    if (value === null || typeof value !== 'object' || random() < 0.15) return one(NASTY_VALUES);
    const keys = Object.keys(value);
    if (keys.length === 0) return one(NASTY_VALUES);
    const key = one(keys);
    const copy = Array.isArray(value) ? [...value] : { ...value };
    const chance = random();
    if (chance < 0.1) delete copy[key];
    else if (chance < 0.2) copy[`${key}${one(['', ' ', '\u0000', 'x'])}`] = one(NASTY_VALUES);
    else copy[key] = changed(copy[key]);
    return copy;
  }

  function bytesChanged(body) {
    const bytes = Buffer.from(body);
    for (let i = 0; i <= int(4); i += 1) bytes[int(bytes.length)] = int(256);
    const chance = random();
    if (chance < 0.2) return bytes.subarray(0, int(bytes.length));
    if (chance < 0.3) return Buffer.concat([bytes, bytes]);
    return bytes;
  }

  function documentChanged(text) {
    const words = text.split(/(?<=[\s{}():,])/);
    for (let i = 0; i <= int(3); i += 1) {
      const at = int(words.length);
      const chance = random();
      if (chance < 0.3) words.splice(at, 1);
      else if (chance < 0.6) words.splice(at, 0, ` ${one(TOKENS)} `);
      else if (chance < 0.8) words[at] = one(words);
      else words.splice(at, 0, ...words.slice(at, at + int(20)));
    }
    return words.join('');
  }

  /** Documents that are small and cost much, or would without limits. */
  const LARGE_DOCUMENTS = [
    () => `{ ${Array.from({ length: int(300) }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`,
    () => `query { viewer ${'{ organizations(first: 1) { nodes '.repeat(int(60))}{ id }${' } }'.repeat(int(60))} }`,
    () => `{ viewer { ...A } } fragment A on User { id ...B } fragment B on User { name ...A }`,
    () => `{ viewer { ...F0 } } ${Array.from({ length: 25 }, (_, i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F25 on User { id }`,
    () => `{ viewer { id ${'@include(if: true) '.repeat(int(3000))} } }`,
    () => `{ viewer { id } } ${'#'.repeat(int(60_000))}`,
    () => `{ ${'['.repeat(int(5000))} }`,
    () => `query Q(${Array.from({ length: int(500) }, (_, i) => `$v${i}: ID`).join(' ')}) { viewer { id } }`,
    () => `{ node(id: ${JSON.stringify('x'.repeat(int(40_000)))}) { id } }`,
    () => `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }`,
    () => `{ viewer { id } } { viewer { name } }`,
    () => `subscription { a: job(id: "x") { offset } b: job(id: "y") { offset } }`,
    () => `{ organization(id: "org_${hex(about.organization)}") { projects(first: 100) { nodes { documents(first: 100) { nodes { project { documents(first: 100) { nodes { id } } } } } } } } }`,
  ];

  const rawHead = (request, body) => [`POST ${target.path} HTTP/1.1`, 'host: 127.0.0.1', ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`), `content-length: ${Buffer.byteLength(body)}`].join('\r\n');

  /** On a bare connection: what a client library would not send. */
  function raw() {
    const request = written(good());
    const whole = `${rawHead(request, request.body)}\r\n\r\n${request.body}`;
    return one([
      () => ({ how: 'raw: cut', bytes: whole.slice(0, int(whole.length)), leaveAfterMillis: int(50) }),
      () => ({ how: 'raw: left', bytes: whole, leaveAfterMillis: int(5) }),
      () => ({ how: 'raw: stream left', bytes: whole.replace('accept: application/graphql-response+json', 'accept: text/event-stream'), leaveAfterMillis: int(20) }),
      () => ({ how: 'raw: negative length', bytes: whole.replace(/content-length: \d+/, 'content-length: -1') }),
      () => ({ how: 'raw: two lengths', bytes: whole.replace(/content-length: \d+/, 'content-length: 5\r\ncontent-length: 6') }),
      () => ({ how: 'raw: chunks', bytes: whole.replace(/content-length: \d+/, 'transfer-encoding: chunked').replace('\r\n\r\n', '\r\n\r\nzz\r\n') }),
      () => ({ how: 'raw: long header', bytes: whole.replace(/content-length: \d+/, `x: ${'y'.repeat(int(100_000))}\r\n$&`) }),
      () => ({ how: 'raw: version', bytes: whole.replace('HTTP/1.1', one(['HTTP/9.9', 'HTTP/1.0', 'http/1.1', ''])), leaveAfterMillis: 500 }),
      () => ({ how: 'raw: path', bytes: whole.replace(target.path, one(['/query/', '//query', '/query?', `/query?variables=${'%7B'.repeat(2000)}`, '/%00', '/../query', `/${'a'.repeat(9000)}`])) }),
      () => ({ how: 'raw: noise', bytes: Buffer.from(Array.from({ length: 1 + int(200) }, () => int(256))), leaveAfterMillis: 50 }),
      () => ({ how: 'raw: pipelined', bytes: whole + whole.slice(0, int(whole.length)) }),
    ])();
  }

  function asGet(request) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(request.body)) parameters.set(name, typeof value === 'string' ? value.replaceAll('\ud800', '') : JSON.stringify(value));
    const headers = { ...request.headers };
    delete headers['content-type'];
    return { method: 'GET', path: `${request.path}?${parameters}`.slice(0, 6000), headers };
  }

  const token = (headers) => headers.authorization.replace('Bearer ', '');
  const HOW = {
    variables: () => { const request = good(); return { ...request, body: { ...request.body, variables: changed(request.body.variables) } }; },
    json: () => { const request = good(); return { ...request, body: changed(request.body) }; },
    bytes: () => { const request = written(good()); return { ...request, body: bytesChanged(request.body) }; },
    document: () => { const request = good(); return { ...request, body: { ...request.body, documentId: undefined, query: documentChanged(one(workloads).text) } }; },
    'large document': () => ({ ...good(), body: { query: one(LARGE_DOCUMENTS)(), variables: {} } }),
    batch: () => { const request = good(); return { ...request, body: Array.from({ length: int(50) }, () => request.body) }; },
    nested: () => ({ ...good(), body: `${'{"variables":'.repeat(int(5000))}1${'}'.repeat(int(5000))}` }),
    large: () => ({ ...good(), body: JSON.stringify({ documentId: 'x', variables: { a: 'x'.repeat(int(400_000)) } }) }),
    document_id: () => { const request = good(); return { ...request, body: { ...request.body, query: undefined, documentId: one([...NASTY_TEXTS, `sha256:${'0'.repeat(64)}`, documentId(V.ours.text).toUpperCase()]) } }; },
    accept: () => { const request = good(); return { ...request, headers: { ...request.headers, accept: one(ACCEPTS) } }; },
    'content type': () => { const request = good(); return { ...request, headers: { ...request.headers, 'content-type': one(CONTENT_TYPES) } }; },
    token: () => { const request = good(); const text = token(request.headers); return { ...request, headers: { ...request.headers, authorization: one([`Bearer ${text.slice(0, int(text.length))}`, `Bearer ${text}x`, `Bearer ${text.replace(/\.[^.]*$/, '.')}`, 'Bearer', `Basic ${text}`, `bearer ${text}`, `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${text.split('.')[1]}.`, `Bearer ${'a.'.repeat(4000)}`]) } }; },
    header: () => { const request = good(); return { ...request, headers: { ...request.headers, [one(['content-encoding', 'origin', 'x-request-id', 'traceparent', 'cookie', 'if-none-match', 'expect', 'upgrade', 'last-event-id', 'x-forwarded-for', 'accept-encoding'])]: one(['gzip', 'x'.repeat(4000), '00-zz', 'websocket', '-1', 'http://evil.example', '\t']) } }; },
    method: () => ({ ...good(), method: one(METHODS) }),
    get: () => asGet(good()),
    stream: () => { const request = good(); return { ...request, headers: { ...request.headers, accept: 'text/event-stream' }, body: random() < 0.5 ? request.body : { documentId: `sha256:${documentId(listen)}`, variables: { id: one([`job_${hex(about.job)}`, ...NASTY_TEXTS]) } } }; },
    raw: () => raw(),
    good: () => good(),
  };
  const names = Object.keys(HOW);
  const often = ['variables', 'variables', 'variables', 'json', 'json', 'bytes', ...(acceptsText ? ['document', 'document', 'document', 'document'] : [])];
  return () => {
    const how = one([...names, ...often]);
    return { how, ...written(HOW[how]()) };
  };
}
