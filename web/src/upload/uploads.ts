import type { RuntimeConfig } from '@foundry/client/config';
import { RequestFailure } from '@foundry/client/failure';
import { putBytes } from '@foundry/client/put';
import { sha256Hex } from '@foundry/client/sha256';
import { UploadQueue, type NewDocument, type Registration } from '@foundry/client/upload';
import { commitMutation, ConnectionHandler, graphql, type Environment } from 'relay-runtime';
import type { uploadsCompleteMutation } from '../__generated__/uploadsCompleteMutation.graphql';
import type { uploadsCreateMutation } from '../__generated__/uploadsCreateMutation.graphql';

const createMutation = graphql`
  mutation uploadsCreateMutation($input: CreateDocumentInput!, $connections: [ID!]!) {
    createDocument(input: $input) {
      document {
        id
        status
      }
      documentEdge @prependEdge(connections: $connections) {
        cursor
        node {
          id
          ...DocumentRow_document
        }
      }
      upload {
        url
        headers {
          name
          value
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`;

const completeMutation = graphql`
  mutation uploadsCompleteMutation($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      document {
        id
        ...DocumentRow_document
      }
      userErrors {
        code
        message
      }
    }
  }
`;

export function createUploads(config: RuntimeConfig, environment: Environment): UploadQueue {
  return new UploadQueue(config, {
    register: (document) => register(environment, document),
    complete: (documentId) => complete(environment, documentId),
    put: putBytes,
    hash: sha256Hex,
    nowMillis: () => performance.now(),
  });
}

export function documentsConnection(projectId: string): string {
  return ConnectionHandler.getConnectionID(projectId, 'Documents_documents');
}

function register(environment: Environment, input: NewDocument): Promise<Registration> {
  return new Promise((resolve, reject) => {
    commitMutation<uploadsCreateMutation>(environment, {
      mutation: createMutation,
      variables: { input, connections: [documentsConnection(input.projectId)] },
      onError: reject,
      onCompleted: ({ createDocument: { document, upload, userErrors } }) => {
        if (!document) {
          reject(refused(userErrors));
          return;
        }
        resolve({
          documentId: document.id,
          upload,
          awaitsCompletion: document.status === 'AWAITING_UPLOAD',
        });
      },
    });
  });
}

function complete(environment: Environment, documentId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    commitMutation<uploadsCompleteMutation>(environment, {
      mutation: completeMutation,
      variables: { input: { documentId } },
      onError: reject,
      onCompleted: ({ completeUpload: { document, userErrors } }) => {
        if (document) resolve();
        else reject(refused(userErrors));
      },
    });
  });
}

interface UserErrorLike {
  readonly code: string;
  readonly message: string;
}

export function refused(userErrors: readonly UserErrorLike[]): RequestFailure {
  const first = userErrors[0];
  return new RequestFailure('refused', first?.message ?? '', first?.code);
}
