import {
  commitMutation,
  ConnectionHandler,
  graphql,
  type Environment,
  type RecordSourceSelectorProxy,
} from 'relay-runtime';
import type { pendingDeletesMutation } from '../__generated__/pendingDeletesMutation.graphql';
import { showFailure } from '../ui/showFailure';
import { showToast } from '../ui/toasts';
import { words } from '../words';

const undoMillis = 10_000;

const deleteMutation = graphql`
  mutation pendingDeletesMutation($input: DeleteDocumentInput!) {
    deleteDocument(input: $input) {
      deletedDocumentId
      userErrors {
        message
      }
    }
  }
`;

interface Deletion {
  readonly projectId: string;
  readonly documentId: string;
  readonly name: string;
}

interface Pending extends Deletion {
  readonly environment: Environment;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly hideToast: () => void;
}

const pending = new Map<string, Pending>();
const listeners = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();

function publish(): void {
  hidden = new Set(pending.keys());
  listeners.forEach((listener) => {
    listener();
  });
}

/** Deleted documents that can still come back: hidden at once, deleted ten seconds later. */
export const pendingDeletes = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  ids: (): ReadonlySet<string> => hidden,
  add: (environment: Environment, deletion: Deletion): void => {
    const { documentId, name } = deletion;
    if (pending.has(documentId)) return;
    const hideToast = showToast(words.documents.deleted(name), {
      millis: undoMillis,
      action: {
        label: words.state.undo,
        run: () => {
          undo(documentId);
        },
      },
    });
    const timer = setTimeout(() => {
      commit(documentId, false);
    }, undoMillis);
    pending.set(documentId, { ...deletion, environment, timer, hideToast });
    publish();
  },
  /** Whoever leaves has decided. */
  flush: (): void => {
    for (const documentId of Array.from(pending.keys())) commit(documentId, true);
  },
};

/** Out of its list first: a list with a hole where the document was cannot be shown. */
function forget(store: RecordSourceSelectorProxy, { projectId, documentId }: Deletion): void {
  const project = store.get(projectId);
  const list = project && ConnectionHandler.getConnection(project, 'Documents_documents');
  if (list) ConnectionHandler.deleteNode(list, documentId);
  store.delete(documentId);
}

function undo(documentId: string): void {
  const entry = pending.get(documentId);
  if (!entry) return;
  clearTimeout(entry.timer);
  entry.hideToast();
  pending.delete(documentId);
  publish();
}

function commit(documentId: string, keepalive: boolean): void {
  const entry = pending.get(documentId);
  if (!entry) return;
  clearTimeout(entry.timer);
  entry.hideToast();
  const settle = () => {
    pending.delete(documentId);
    publish();
  };
  commitMutation<pendingDeletesMutation>(entry.environment, {
    mutation: deleteMutation,
    variables: { input: { documentId } },
    cacheConfig: { force: true, metadata: { keepalive } },
    updater: (store, reply) => {
      if (reply?.deleteDocument.deletedDocumentId) forget(store, entry);
    },
    onCompleted: ({ deleteDocument: { userErrors } }) => {
      settle();
      const [first] = userErrors;
      if (first) {
        showToast(`${words.documents.notDeleted(entry.name)}. ${first.message}`, { tone: 'danger' });
      }
    },
    onError: (error) => {
      settle();
      showFailure(error);
    },
  });
}

window.addEventListener('pagehide', pendingDeletes.flush);
