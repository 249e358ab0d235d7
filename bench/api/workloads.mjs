// What is asked, in each API's words, and how the two replies are brought to one form. Aliases give
// the other API's fields our names; ids, cursors and times are mapped.

const nodesOrEdges = (edges, node) => (edges ? `edges { cursor node { ${node} } } pageInfo { hasNextPage endCursor }` : `nodes { ${node} }`);

const ours = (edges) => `query Bench${edges ? 'Relay' : ''}Organization($id: ID!) {
  organization(id: $id) { id name createdAt
    projects(first: 20) { ${nodesOrEdges(edges, `id name createdAt
      documents(first: 10) { ${nodesOrEdges(edges, 'id name createdAt status sizeBytes owner { id name }')} }
      jobs(first: 10) { ${nodesOrEdges(edges, 'id kind status createdAt percent')} }`)} } } }`;

const NEWEST = 'orderBy: [CREATED_AT_DESC, ROW_ID_DESC]';
const theirs = (edges) => `query Bench${edges ? 'Relay' : ''}Organization($id: UUID!) {
  organization: organizationByRowId(rowId: $id) { id: rowId name createdAt
    projects: projectsByOrgId(first: 20, ${NEWEST}) { ${nodesOrEdges(edges, `id: rowId name createdAt
      documents: documentsByOrgIdAndProjectId(first: 10, ${NEWEST}) { ${nodesOrEdges(edges, 'id: rowId name createdAt status sizeBytes owner: userByOwnerId { id: rowId name }')} }
      jobs: jobsByOrgIdAndProjectId(first: 10, ${NEWEST}) { ${nodesOrEdges(edges, 'id: rowId kind status createdAt percent')} }`)} } } }`;

const hex = (uuid) => uuid.replaceAll('-', '');

function organization(edges) {
  return {
    name: edges ? 'R' : 'Q',
    what: `organization, 20 projects, 10 documents each with owner, 10 newest jobs each${edges ? ', as Relay asks: edges, cursors, pageInfo' : ''}`,
    ours: { text: ours(edges), variables: (person) => ({ id: `org_${hex(person.organization)}` }) },
    theirs: { text: theirs(edges), variables: (person) => ({ id: person.organization }) },
    isWhole: ({ data }) => items(data?.organization?.projects).length === 20 && items(data.organization.projects).every((one) => items(one.documents).length === 10 && items(one.jobs).length === 10),
  };
}

const items = (connection) => connection?.nodes ?? connection?.edges?.map((edge) => edge.node) ?? [];

export const Q = organization(false);
export const R = organization(true);
export const V = {
  name: 'V',
  what: 'viewer { id name email createdAt updatedAt }',
  ours: { text: 'query BenchViewer { viewer { id name email createdAt updatedAt } }', variables: () => ({}) },
  theirs: {
    text: 'query BenchViewer($id: UUID!) { viewer: userByRowId(rowId: $id) { id: rowId name email createdAt updatedAt } }',
    variables: (person) => ({ id: person.user }),
  },
  isWhole: ({ data }) => data?.viewer?.email?.includes('@') === true,
};

/** One form for both: ids as hex, times as milliseconds, a cursor only as one that is there. */
export function common(value, name = '') {
  if (Array.isArray(value)) return value.map((one) => common(one, name));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, common(one, key)]));
  }
  if (name === 'id') return hex(value.replace(/^[a-z]{3}_/, ''));
  if (name.endsWith('At')) return Date.parse(value);
  if (/cursor/i.test(name)) return typeof value === 'string' && value.length > 0;
  return value;
}
