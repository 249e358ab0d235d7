import { ConnectionHandler, type RecordProxy, type RecordSourceProxy } from 'relay-runtime';

/** The lists that hold jobs or documents; a screen that was never open has none. */
const lists = {
  running: 'RunningJobs_running',
  failed: 'FailedJobs_failed',
  done: 'DoneJobs_done',
  answers: 'RecentAnswers_recent',
  project: 'ProjectJobs_jobs',
  thread: 'Thread_jobs',
  documents: 'Documents_documents',
} as const;

/** Puts a job that changed where it belongs: out of one list, at the top of another. */
export function placeJob(
  store: RecordSourceProxy,
  orgId: string,
  job: RecordProxy | null | undefined,
): void {
  if (!job) return;
  const list = listOf(String(job.getValue('status')));
  for (const key of [lists.running, lists.failed, lists.done]) {
    const connection = find(store, orgId, key);
    if (connection && key === list) insert(store, connection, job, 'JobEdge');
    else if (connection) ConnectionHandler.deleteNode(connection, job.getDataID());
  }
  if (list === lists.done && job.getValue('kind') === 'ANSWER') {
    add(store, orgId, lists.answers, job, 'JobEdge');
  }
  const project = linked(job, 'project');
  if (project) placeInProject(store, project.getDataID(), job);
}

function placeInProject(store: RecordSourceProxy, projectId: string, job: RecordProxy): void {
  add(store, projectId, lists.project, job, 'JobEdge');
  if (job.getValue('kind') === 'ANSWER') {
    // News come without the answer, which the thread reads: until its stream is open, there is none.
    if (linked(job, 'answer') === undefined) job.setValue(null, 'answer');
    add(store, projectId, lists.thread, job, 'JobEdge');
  }
  const document = linked(job, 'document');
  if (document) add(store, projectId, lists.documents, document, 'DocumentEdge');
}

/** The library's types promise a record even where the field is null. */
function linked(record: RecordProxy, name: string): RecordProxy | null | undefined {
  return record.getLinkedRecord(name) as RecordProxy | null | undefined;
}

function listOf(status: string): string {
  if (status === 'QUEUED' || status === 'RUNNING') return lists.running;
  return status === 'SUCCEEDED' ? lists.done : lists.failed;
}

function find(store: RecordSourceProxy, parentId: string, key: string): RecordProxy | undefined {
  const parent = store.get(parentId);
  return (parent && ConnectionHandler.getConnection(parent, key)) ?? undefined;
}

function add(
  store: RecordSourceProxy,
  parentId: string,
  key: string,
  node: RecordProxy,
  edgeType: string,
): void {
  const connection = find(store, parentId, key);
  if (connection) insert(store, connection, node, edgeType);
}

function insert(
  store: RecordSourceProxy,
  connection: RecordProxy,
  node: RecordProxy,
  edgeType: string,
): void {
  const id = node.getDataID();
  const edges = connection.getLinkedRecords('edges');
  if (edges.some((edge) => linked(edge, 'node')?.getDataID() === id)) return;
  const edge = ConnectionHandler.createEdge(store, connection, node, edgeType);
  ConnectionHandler.insertEdgeBefore(connection, edge);
}
