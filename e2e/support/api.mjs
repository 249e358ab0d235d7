import { createHash } from 'node:crypto';

/** A GraphQL client as one person, with the main acts as functions. */
export function api(url, token) {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    authorization: `Bearer ${token}`,
  };

  async function query(text, variables = {}) {
    const response = await fetch(`${url}/query`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: text, variables }),
    });
    const reply = await response.json();
    if (reply.errors) throw new Error(`${response.status} ${JSON.stringify(reply.errors)}`);
    return reply.data;
  }

  async function* subscribe(text, variables = {}) {
    const response = await fetch(`${url}/query`, {
      method: 'POST',
      headers: { ...headers, accept: 'text/event-stream' },
      body: JSON.stringify({ query: text, variables }),
    });
    for await (const event of events(response.body)) {
      if (event.name === 'complete') return;
      if (event.name !== 'next') continue;
      const reply = JSON.parse(event.data);
      if (reply.errors) throw new Error(JSON.stringify(reply.errors));
      yield reply.data;
    }
  }

  async function firstProject() {
    const data = await query(
      `{ viewer { organizations { nodes { id name projects { nodes { id name } } } } } }`,
    );
    const org = data.viewer.organizations.nodes[0];
    return { orgId: org.id, projectId: org.projects.nodes.at(-1).id };
  }

  async function upload(projectId, name, mediaType, bytes) {
    const { createDocument } = await query(CREATE_DOCUMENT, {
      input: { projectId, name, mediaType, sizeBytes: bytes.length, sha256: sha256(bytes) },
    });
    if (createDocument.userErrors.length) return createDocument;
    if (createDocument.upload) {
      const put = await fetch(createDocument.upload.url, {
        method: 'PUT',
        body: bytes,
        headers: Object.fromEntries(createDocument.upload.headers.map((h) => [h.name, h.value])),
      });
      if (!put.ok) throw new Error(`PUT ${put.status} ${await put.text()}`);
    }
    const { completeUpload } = await query(
      `mutation ($id: ID!) { completeUpload(input: {documentId: $id}) {
         document { id } job { id } auditEventId userErrors { code message } } }`,
      { id: createDocument.document.id },
    );
    return { ...completeUpload, document: createDocument.document };
  }

  async function ask(projectId, question) {
    const data = await query(
      `mutation ($input: AskInput!) { ask(input: $input) {
         job { id } auditEventId userErrors { code message } } }`,
      { input: { projectId, question } },
    );
    return data.ask;
  }

  const job = async (id) => (await query(JOB, { id })).node;
  return { query, subscribe, firstProject, upload, ask, job };
}

const CREATE_DOCUMENT = `mutation ($input: CreateDocumentInput!) {
  createDocument(input: $input) {
    document { id status } upload { url headers { name value } } auditEventId userErrors { code message }
  }
}`;

const JOB = `query ($id: ID!) { node(id: $id) { ... on Job {
  id status stage percent attempt retryable failure { code cause nextStep }
  document { id status pageCount passageCount }
  answer { text partial grounded extractive citations { number documentName page start end quote } millisToFirstWord }
} } }`;

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

async function* events(body) {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = { name: 'message', data: '' };
      for (const line of text.slice(0, end).split('\n')) {
        if (line.startsWith('event:')) event.name = line.slice(6).trim();
        if (line.startsWith('data:')) event.data += line.slice(5).trim();
      }
      text = text.slice(end + 2);
      yield event;
    }
  }
}
