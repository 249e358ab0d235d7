/** What kind of failure it is decides what the reader can do about it. */
export type FailureKind = 'offline' | 'signedOut' | 'forbidden' | 'refused' | 'server';

export interface GraphQLErrorLike {
  readonly message?: string;
  readonly extensions?: { readonly code?: string; readonly requestId?: string };
}

/** A request that did not succeed; `requestId` is what support needs to find it in the logs. */
export class RequestFailure extends Error {
  readonly kind: FailureKind;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor(kind: FailureKind, message: string, code?: string, requestId?: string) {
    super(message);
    this.name = 'RequestFailure';
    this.kind = kind;
    this.code = code;
    this.requestId = requestId;
  }
}

export function offline(cause: unknown): RequestFailure {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new RequestFailure('offline', message, 'OFFLINE');
}

export function fromErrors(
  errors: readonly GraphQLErrorLike[],
  status: number,
  headerRequestId: string | null,
): RequestFailure {
  const first = errors[0];
  const code = first?.extensions?.code;
  const requestId = first?.extensions?.requestId ?? headerRequestId ?? undefined;
  return new RequestFailure(
    kindOf(status, code),
    first?.message ?? `HTTP ${String(status)}`,
    code,
    requestId,
  );
}

function kindOf(status: number, code: string | undefined): FailureKind {
  if (status === 401 || code === 'UNAUTHENTICATED') return 'signedOut';
  if (status === 403 || code === 'FORBIDDEN') return 'forbidden';
  if (status >= 500 || code === 'INTERNAL' || code === undefined) return 'server';
  return 'refused';
}

export function asFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RequestFailure('server', message);
}
