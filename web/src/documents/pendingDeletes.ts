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
  deletion?: Promise<void>;
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
      void commit(documentId, false);
    }, undoMillis);
    pending.set(documentId, { ...deletion, environment, timer, hideToast });
    publish();
  },
  /** Whoever leaves has decided. Resolves when the server has answered, well or not. */
  flush: async (): Promise<void> => {
    await Promise.all(Array.from(pending.keys(), (documentId) => commit(documentId, true)));
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

function commit(documentId: string, keepalive: boolean): Promise<void> {
  const entry = pending.get(documentId);
  if (!entry) return Promise.resolve();
  clearTimeout(entry.timer);
  entry.hideToast();
  entry.deletion ??= send(entry, keepalive).finally(() => {
    pending.delete(documentId);
    publish();
  });
  return entry.deletion;
}

function send(entry: Pending, keepalive: boolean): Promise<void> {
  const { environment, documentId, name } = entry;
  return new Promise<void>((resolve) => {
    commitMutation<pendingDeletesMutation>(environment, {
      mutation: deleteMutation,
      variables: { input: { documentId } },
      cacheConfig: { force: true, metadata: { keepalive } },
      updater: (store, reply) => {
        if (reply?.deleteDocument.deletedDocumentId) forget(store, entry);
      },
      onCompleted: ({ deleteDocument: { userErrors } }) => {
        resolve();
        const [first] = userErrors;
        if (first) {
          showToast(`${words.documents.notDeleted(name)}. ${first.message}`, { tone: 'danger' });
        }
      },
      onError: (error) => {
        resolve();
        showFailure(error);
      },
    });
  });
}

window.addEventListener('pagehide', () => {
  void pendingDeletes.flush();
});
