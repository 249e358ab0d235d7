// What people's screens ask for, how often each, and whether a reply is what was asked for.

const hex = (uuid) => uuid.replaceAll('-', '');
const DOCUMENT = 'id name createdAt status sizeBytes mediaType pageCount owner { id name }';
const JOB = 'id kind status stage percent question createdAt owner { id name }';
const list = (node) => `edges { cursor node { ${node} __typename } } pageInfo { endCursor hasNextPage }`;

const HOME = `query BenchHome {
  viewer { id name email organizations(first: 20) { ${list('id name viewerRole')} } } }`;
const ORGANIZATION = `query BenchProjects($id: ID!) {
  organization(id: $id) { id name viewerRole projects(first: 20) { ${list('id name createdAt updatedAt owner { id name }')} } } }`;
const PROJECT = `query BenchProject($id: ID!) {
  project(id: $id) { id name viewerCanEdit suggestedQuestions
    documents(first: 20) { ${list(DOCUMENT)} } jobs(first: 20, kind: ANSWER) { ${list(JOB)} } } }`;
const NEXT = `query BenchDocuments($id: ID!, $after: String) {
  project(id: $id) { id documents(first: 20, after: $after) { ${list(DOCUMENT)} } } }`;
const ANSWER = `query BenchAnswer($id: ID!) {
  node(id: $id) { id ... on Job { ${JOB} project { id name } answer { text grounded model citations { number documentName page quote } } } } }`;
const ASK = `mutation BenchAsk($input: AskInput!) {
  ask(input: $input) { auditEventId job { id status } userErrors { code message } } }`;

/** Parts of a hundred. A screen is opened with several requests; a page of a list is one more. */
export const SCREENS = [
  { kind: 'home', share: 10, text: HOME, variables: () => ({}), isWhole: (data) => data.viewer.organizations.edges.length > 0 },
  { kind: 'projects', share: 15, text: ORGANIZATION, variables: ({ organization }) => ({ id: `org_${hex(organization)}` }), isWhole: (data) => data.organization.projects.edges.length > 0 },
  { kind: 'project', share: 30, text: PROJECT, variables: ({ project }) => ({ id: `prj_${hex(project)}` }), isWhole: (data) => data.project.documents.edges.length === 20 },
  { kind: 'next page', share: 10, text: NEXT, variables: ({ project, cursor }) => ({ id: `prj_${hex(project)}`, after: cursor }), isWhole: (data) => data.project.documents.edges.length === 20 },
  { kind: 'answer', share: 25, text: ANSWER, variables: ({ job }) => ({ id: `job_${hex(job)}` }), isWhole: (data) => data.node.answer.text.length > 0 },
  {
    kind: 'ask',
    share: 5,
    text: ASK,
    variables: ({ project, key }) => ({ input: { idempotencyKey: key, projectId: `prj_${hex(project)}`, question: `What does ${key} mean?` } }),
    isWhole: (data) => typeof data.ask.auditEventId === 'string',
  },
];

/** The dashboard of a whole organization is the rest. */
export const DASHBOARD_SHARE = 5;
