// A product of one file, in memory: for looking at states that the real one reaches rarely.
// A question that contains "fail", "slow", "unsupported", "drop" or "partial" gets such an answer;
// a file whose name contains "fail" cannot be ingested. Run: npm run fake, then open the printed URL.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, execute, parse, subscribe, validate } from 'graphql';
import { oidc } from './fakeIssuer.js';
import { pdfOf } from './fakePdf.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const port = Number(process.env.PORT ?? 20480);
const origin = `http://127.0.0.1:${port}`;
const dist = join(here, '../dist');
const schema = buildSchema(readFileSync(join(here, '../../docs/api/schema.graphql'), 'utf8'));
const stepMillis = Number(process.env.STEP_MILLIS ?? 60);

const nodes = new Map();
const listeners = new Set();
const files = new Map();
const audit = [];
let counter = 0;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
const newId = (prefix) => `${prefix}_0199${String((counter += 1)).padStart(8, '0')}`;
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

function put(type, prefix, fields, minutes = 0) {
  const at = ago(minutes);
  const node = { __typename: type, id: newId(prefix), createdAt: at, updatedAt: at, ...fields };
  nodes.set(node.id, node);
  return node;
}

function newest(type, matches) {
  return [...nodes.values()]
    .filter((node) => node.__typename === type && matches(node))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id));
}

function connect(all, { first = 50, after }) {
  const from = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
  const part = all.slice(from, from + first);
  return {
    edges: part.map((node) => ({ cursor: node.id, node })),
    nodes: part,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: from + part.length < all.length,
      hasPreviousPage: from > 0,
      startCursor: part[0]?.id ?? null,
      endCursor: part.at(-1)?.id ?? null,
    },
  };
}

const ada = put('User', 'usr', {
  name: 'Ada Lovelace',
  email: 'ada@acme.example',
  organizations: (args) => connect(newest('Organization', () => true), args),
});

function organization(name, viewerRole, minutes) {
  const org = put('Organization', 'org', { name, viewerRole }, minutes);
  const mine = ({ orgId }) => orgId === org.id;
  org.projects = (args) => connect(newest('Project', mine), args);
  org.auditEvents = (args) => connect(audit.filter(mine).toReversed(), args);
  org.jobs = (args) =>
    connect(newest('Job', (job) => mine(job) && (!args.status || args.status.includes(job.status))), args);
  return org;
}

function project(org, name, suggestedQuestions, minutes) {
  const node = put('Project', 'prj', { orgId: org.id, ownerId: ada.id, owner: ada, organization: org, name, suggestedQuestions }, minutes);
  const mine = (item) => item.project === node;
  node.viewerCanEdit = org.viewerRole !== 'VIEWER';
  node.documents = (args) => connect(newest('Document', mine), args);
  node.jobs = (args) =>
    connect(newest('Job', (job) => mine(job) && (!args.kind || args.kind === job.kind)), args);
  record('project.create', node);
  return node;
}

function document(inProject, fields, minutes) {
  const node = put('Document', 'doc', { orgId: inProject.orgId, ownerId: ada.id, owner: ada, project: inProject, mediaType: 'text/markdown', sizeBytes: 18_400, sha256: 'ab', status: 'READY', pageCount: 1, passageCount: 12, failure: null, ingestJob: null, ...fields }, minutes);
  node.downloadUrl = () => (files.has(node.id) ? `${origin}/storage/${node.id}` : null);
  node.page = ({ number }) => {
    const text = node.pages?.[number - 1];
    const label = node.mediaType === 'application/pdf' ? `p. ${number}` : `part ${number}`;
    return text === undefined ? null : { number, label, text };
  };
  return node;
}

function job(kind, inProject, fields, minutes) {
  return put('Job', 'job', { orgId: inProject.orgId, ownerId: ada.id, owner: ada, project: inProject, kind, document: null, status: 'QUEUED', stage: null, percent: 0, secondsLeft: null, attempt: 1, startedAt: ago(minutes ?? 0), finishedAt: null, failure: null, cancellable: true, retryable: false, question: null, answer: null, ...fields }, minutes);
}

function record(action, subject) {
  const event = { __typename: 'AuditEvent', id: newId('aud'), createdAt: subject.createdAt, orgId: subject.orgId, actorId: ada.id, actor: ada, action, subjectId: subject.id, subjectName: subject.question ?? subject.document?.name ?? subject.name, requestId: newId('req') };
  audit.push(event);
  nodes.set(event.id, event);
  return event.id;
}

function change(target, fields, delta = '') {
  Object.assign(target, fields, { updatedAt: new Date().toISOString() });
  const update = { job: target, delta, offset: target.answer?.text.length ?? 0 };
  listeners.forEach((listener) => listener(update));
}

function end(target, status, failure = null) {
  const retryable = status !== 'SUCCEEDED';
  if (target.answer) target.answer.partial = status !== 'SUCCEEDED';
  change(target, { status, failure, cancellable: false, retryable, finishedAt: new Date().toISOString(), secondsLeft: null, ...(status === 'SUCCEEDED' && { percent: 100 }) });
  record(`job.${{ SUCCEEDED: 'succeed', FAILED: 'fail', CANCELLED: 'cancel' }[status]}`, target);
}

const manual = [
  'Pump manual, third edition\n\nThis manual describes the P-40 circulation pump. Keep it near the machine. The pump moves up to 40 litres a minute and runs on 230 V.',
  'Resetting the pump\n\nHold the green key for five seconds until the lamp blinks twice. Then release the valve slowly; the pressure must fall below 2 bar before the housing is opened. The pump starts again on its own after ten seconds.\n\nIf the lamp stays red, the filter is blocked. Clean the filter with warm water and repeat the reset.',
];
const safety = 'Safety rules\n\nWear gloves whenever the valve is open. Never open the housing while the pressure gauge shows more than 2 bar. Two people must be present for any work on the high-pressure side.';

const acme = organization('Acme Industries', 'OWNER', 5000);
organization('Babbage Works', 'MEMBER', 6000);
const field = project(acme, 'Field manuals', ['How do I reset the pump?', 'When may the housing be opened?', 'What does a red lamp mean?'], 4000);
project(acme, 'Sales playbook', [], 3000);
const pump = document(field, { name: 'pump-manual.pdf', mediaType: 'application/pdf', pageCount: 2, pages: manual }, 3990);
const rules = document(field, { name: 'safety.md', pages: [safety], passageCount: 4 }, 3980);
document(field, { name: 'scan-1987.pdf', mediaType: 'application/pdf', status: 'FAILED', pageCount: null, passageCount: null, failure: { code: 'NO_TEXT', cause: 'This PDF has no text layer.', nextStep: 'Run OCR, or upload a text version.' } }, 300);
document(field, { name: 'warranty-terms.docx', status: 'AWAITING_UPLOAD', sizeBytes: 2_400_000, pageCount: null, passageCount: null }, 200);
files.set(pump.id, pdfOf(manual));
files.set(rules.id, Buffer.from(safety));
job('INGEST', field, { document: pump, status: 'SUCCEEDED', percent: 100, finishedAt: ago(3989), cancellable: false }, 3990);
const broken = [...nodes.values()].find(({ name }) => name === 'scan-1987.pdf');
broken.ingestJob = job('INGEST', field, { document: broken, status: 'FAILED', stage: 'EXTRACT', percent: 10, finishedAt: ago(299), cancellable: false, retryable: true, failure: broken.failure }, 300);

function cite(number, target, page, quote) {
  const start = target.pages[page - 1].indexOf(quote);
  return { number, document: target, documentName: target.name, page, pageLabel: target === pump ? `p. ${page}` : 'part 1', start, end: start + quote.length, quote };
}

const citations = [
  cite(1, pump, 2, 'Hold the green key for five seconds until the lamp blinks twice.'),
  cite(2, pump, 2, 'Then release the valve slowly; the pressure must fall below 2 bar before the housing is opened.'),
  cite(3, rules, 1, 'Wear gloves whenever the valve is open.'),
];
const reply = 'Hold the **green key** for five seconds until the lamp blinks twice [1]. Then release the valve slowly, and wait for the pressure to fall below 2 bar [2].\n\n1. Put on gloves before you touch the valve [3].\n2. Hold the green key [1].\n3. Wait for the gauge to fall, then open the housing [2].\n\nThe pump starts again on its own after ten seconds.';

async function writeAnswer(target) {
  const question = target.question.toLowerCase();
  const started = Date.now();
  change(target, { status: 'RUNNING', stage: 'RETRIEVE', percent: 10, startedAt: new Date().toISOString() });
  await pause(stepMillis * 4);
  const grounded = !question.includes('unsupported');
  const text = grounded ? reply : 'I could not find that in your documents.';
  target.answer = { text: '', partial: true, grounded: null, extractive: !question.includes('model'), model: 'extractive-1', provider: 'local', citations: [], inputTokens: null, outputTokens: null, millisToFirstWord: Date.now() - started, millis: null };
  const pieces = text.match(/\S+\s*/g);
  for (const [index, piece] of pieces.entries()) {
    if (target.status !== 'RUNNING') return;
    if (question.includes('fail') && index === 12) {
      end(target, 'FAILED', { code: 'MODEL_UNAVAILABLE', cause: 'The model stopped answering.', nextStep: 'Retry in a minute; what was written is kept.' });
      return;
    }
    target.answer.text += piece;
    change(target, { stage: 'GENERATE', percent: 20 + Math.round((70 * index) / pieces.length) }, piece);
    await pause(question.includes('slow') ? stepMillis * 8 : stepMillis);
  }
  Object.assign(target.answer, { grounded, citations: grounded ? citations : [], inputTokens: 812, outputTokens: pieces.length, millis: Date.now() - started });
  end(target, 'SUCCEEDED');
}

async function ingest(target) {
  const { document: file } = target;
  const stages = ['EXTRACT', 'CHUNK', 'EMBED', 'INDEX'];
  file.status = 'INGESTING';
  for (let percent = 0; percent < 100; percent += 4) {
    if (target.status === 'CANCELLED') return;
    if (file.name.includes('fail') && percent > 40) {
      file.status = 'FAILED';
      file.failure = { code: 'ENCRYPTED', cause: 'This PDF is protected by a password.', nextStep: 'Remove the password, then upload it again.' };
      end(target, 'FAILED', file.failure);
      return;
    }
    change(target, { status: 'RUNNING', stage: stages[Math.floor(percent / 25)], percent, secondsLeft: Math.ceil(((100 - percent) * stepMillis) / 800) });
    await pause(stepMillis * 4);
  }
  Object.assign(file, { status: 'READY', pageCount: 3, passageCount: 42, pages: ['Text of the first page.'] });
  end(target, 'SUCCEEDED');
}

const refuse = (code, message) => ({ userErrors: [{ code, message, field: null }] });
const edge = (node) => ({ cursor: node.id, node });

const root = {
  viewer: ada,
  node: ({ id }) => nodes.get(id) ?? null,
  organization: ({ id }) => nodes.get(id) ?? null,
  project: ({ id }) => nodes.get(id) ?? null,
  createProject: ({ input }) => {
    if (input.name.includes('taken')) return refuse('INVALID_INPUT', 'There is a project of this name.');
    const node = project(nodes.get(input.orgId), input.name, [], 0);
    return { project: node, projectEdge: edge(node), auditEventId: newId('aud'), userErrors: [] };
  },
  createDocument: ({ input }) => {
    const same = newest('Document', ({ sha256, project: { id } }) => sha256 === input.sha256 && id === input.projectId)[0];
    const node = same ?? document(nodes.get(input.projectId), { ...input, status: 'AWAITING_UPLOAD', pageCount: null, passageCount: null });
    if (!same) record('document.create', node);
    const upload = node.status === 'AWAITING_UPLOAD' ? { url: `${origin}/storage/${node.id}`, headers: [{ name: 'content-type', value: input.mediaType }], expiresAt: ago(-5) } : null;
    return { document: node, documentEdge: edge(node), upload, userErrors: [] };
  },
  completeUpload: ({ input }) => {
    const node = nodes.get(input.documentId);
    const target = job('INGEST', node.project, { document: node });
    node.ingestJob = target;
    record('document.complete_upload', node);
    void ingest(target);
    return { document: node, job: target, jobEdge: edge(target), userErrors: [] };
  },
  deleteDocument: ({ input }) => {
    record('document.delete', nodes.get(input.documentId));
    nodes.delete(input.documentId);
    return { deletedDocumentId: input.documentId, userErrors: [] };
  },
  ask: async ({ input }) => {
    if (input.question.includes('refuse')) return refuse('LIMIT_EXCEEDED', 'The organization has reached its limit for today.');
    await pause(stepMillis);
    const target = job('ANSWER', nodes.get(input.projectId), { question: input.question });
    record('question.ask', target);
    setTimeout(() => void writeAnswer(target), stepMillis);
    return { job: target, jobEdge: edge(target), userErrors: [] };
  },
  cancelJob: ({ input }) => {
    const target = nodes.get(input.jobId);
    if (target.document) target.document.status = 'FAILED';
    end(target, 'CANCELLED');
    return { job: target, userErrors: [] };
  },
  retryJob: ({ input }) => {
    const target = nodes.get(input.jobId);
    Object.assign(target, { status: 'QUEUED', attempt: target.attempt + 1, failure: null, finishedAt: null, retryable: false, cancellable: true, percent: 0, answer: null });
    record('job.retry', target);
    if (target.kind === 'INGEST') Object.assign(target.document, { failure: null });
    void (target.kind === 'INGEST' ? ingest(target) : writeAnswer(target));
    return { job: target, userErrors: [] };
  },
};

async function* updates(matches, isLast) {
  const queue = [];
  let wake = () => undefined;
  const listener = (update) => {
    if (matches(update)) queue.push({ ...update });
    wake();
  };
  listeners.add(listener);
  try {
    for (;;) {
      const update = queue.shift();
      if (update === undefined) await new Promise((resolve) => (wake = resolve));
      else yield update;
      if (update && isLast(update)) return;
    }
  } finally {
    listeners.delete(listener);
  }
}

async function* jobUpdates({ id, offset, attempt }) {
  const target = nodes.get(id);
  const from = (attempt ?? target.attempt) === target.attempt ? offset : 0;
  const live = updates(({ job: { id: other } }) => other === id, ({ job: { status } }) => !['QUEUED', 'RUNNING'].includes(status));
  const text = target.answer?.text ?? '';
  yield { job: { job: target, delta: text.slice(from), offset: text.length } };
  if (!['QUEUED', 'RUNNING'].includes(target.status)) return;
  for await (const update of live) yield { job: update };
}

async function* activity({ orgId }) {
  const all = updates(({ job: { orgId: other } }) => other === orgId, () => false);
  for await (const update of all) yield { activity: { ...update, delta: '' } };
}

async function answerQuery(request, response, { documentId, variables }) {
  const registered = JSON.parse(readFileSync(join(here, '../persisted.json'), 'utf8'));
  const text = registered[documentId.replace('sha256:', '')];
  const requestId = newId('req');
  response.setHeader('x-request-id', requestId);
  const fail = (status, message, code) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ message, extensions: { code, requestId } }] }));
  };
  if (!request.headers.authorization) return fail(401, 'Sign in first.', 'UNAUTHENTICATED');
  if (!text) return fail(400, `${documentId} is not registered.`, 'UNKNOWN_DOCUMENT');
  if (existsSync('/tmp/fake-is-broken')) return fail(500, 'Something broke.', 'INTERNAL');
  const document = parse(text);
  const [error] = validate(schema, document);
  if (error) return fail(400, error.message, 'INVALID_DOCUMENT');
  if (request.headers.accept?.includes('event-stream')) return stream(response, document, variables);
  const result = await execute({ schema, document, rootValue: root, variableValues: variables });
  response.writeHead(200, { 'content-type': 'application/graphql-response+json' });
  response.end(JSON.stringify(result));
}

async function stream(response, document, variables) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(':\n\n');
  const rootValue = { job: jobUpdates, activity };
  const results = await subscribe({ schema, document, rootValue, variableValues: variables });
  response.on('close', () => void results.return?.());
  let sent = 0;
  for await (const result of results) {
    if (response.destroyed) return;
    response.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
    sent += 1;
    const question = result.data?.job && nodes.get(result.data.job.job.id).question;
    if (question?.includes('drop') && sent === 9) return void response.destroy();
  }
  response.end('event: complete\ndata:\n\n');
}

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

// As strict as the real one, so that what it forbids shows here.
const policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

function serveFile(pathname, response) {
  const wanted = join(dist, pathname);
  const path = extname(wanted) && wanted.startsWith(dist) && existsSync(wanted) ? wanted : join(dist, 'index.html');
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy });
  createReadStream(path).pipe(response);
}

const extensions = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', md: 'text/markdown', txt: 'text/plain', csv: 'text/csv', html: 'text/html' };
const config = { issuer: `${origin}/oidc`, clientId: 'foundry-web', apiAudience: 'foundry-api', uploadBytesMax: 50_000_000, questionCharactersMax: 8000, acceptedTypes: Object.entries(extensions).map(([extension, mediaType]) => ({ extension, mediaType })), environment: 'dev' };

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

createServer(async (request, response) => {
  const url = new URL(request.url, origin);
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-headers', '*');
  response.setHeader('access-control-allow-methods', '*');
  if (request.method === 'OPTIONS') return response.writeHead(204).end();
  const body = await bodyOf(request);
  if (url.pathname === '/query') return answerQuery(request, response, JSON.parse(body));
  if (url.pathname === '/config.json') return response.end(JSON.stringify(config));
  if (url.pathname.startsWith('/oidc')) return oidc(url, request, response, body.toString(), origin);
  const stored = url.pathname.match(/^\/storage\/(\w+)$/)?.[1];
  if (!stored) return serveFile(url.pathname, response);
  if (request.method === 'PUT') files.set(stored, body);
  return response.end(files.get(stored));
}).listen(port, '127.0.0.1', () => {
  process.stdout.write(`${origin}\n`);
});
