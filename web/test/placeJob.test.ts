import {
  commitLocalUpdate,
  ConnectionHandler,
  Environment,
  Network,
  RecordSource,
  Store,
  type RecordSourceProxy,
} from 'relay-runtime';
import { beforeEach, expect, test } from 'vitest';
import { placeJob } from '../src/live/placeJob';

let environment: Environment;

beforeEach(() => {
  environment = new Environment({
    network: Network.create(() => Promise.reject(new Error('offline'))),
    store: new Store(new RecordSource()),
  });
  change((store) => {
    const project = store.create('project', 'Project');
    const thread = store.create('thread', 'JobConnection');
    thread.setLinkedRecords([], 'edges');
    project.setLinkedRecord(thread, '__Thread_jobs_connection');
    const job = store.create('job', 'Job');
    job.setValue('RUNNING', 'status').setValue('ANSWER', 'kind');
    job.setLinkedRecord(project, 'project');
  });
});

function change(updater: (store: RecordSourceProxy) => void) {
  commitLocalUpdate(environment, updater);
}

function place() {
  change((store) => {
    placeJob(store, 'organization', store.get('job'));
  });
}

/** As the store holds it: undefined is missing, null is known to be none. */
const job = () => environment.getStore().getSource().get('job');

test('a job that somebody else asked for comes with all that the thread reads', () => {
  place();
  expect(job()).toHaveProperty('answer', null);
});

test('an answer that is there stays', () => {
  change((store) => {
    store.get('job')?.setLinkedRecord(store.create('answer', 'Answer'), 'answer');
  });
  place();
  expect(job()).toHaveProperty('answer', { __ref: 'answer' });
});

test('a job stands in the thread once', () => {
  place();
  place();
  change((store) => {
    const project = store.get('project');
    const thread = project && ConnectionHandler.getConnection(project, 'Thread_jobs');
    expect(thread?.getLinkedRecords('edges')).toHaveLength(1);
  });
});
