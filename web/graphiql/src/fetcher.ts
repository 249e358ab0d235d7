import type { Session } from '@foundry/client/session';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { createClient } from 'graphql-sse';

/** What GraphiQL asks for: an operation, or a question about the schema. */
interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

interface Options {
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
}

type Headers = Record<string, string>;

/** The person's token, unless other headers are typed in. */
async function headersFor(session: Session, typed: Options['headers']): Promise<Headers> {
  const token = await session.accessToken();
  const headers: Headers = token ? { authorization: `Bearer ${token}` } : {};
  for (const [name, value] of Object.entries(typed ?? {})) headers[name.toLowerCase()] = String(value);
  return headers;
}

function isSubscription(asked: Asked): boolean {
  return getOperationAST(parse(asked.query), asked.operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

async function post(url: string, asked: Asked, headers: Headers): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify(asked),
  });
  return response.json();
}

function listen(url: string, asked: Asked, headers: Headers): AsyncIterable<unknown> {
  return createClient({ url, headers }).iterate({
    query: asked.query,
    operationName: asked.operationName ?? undefined,
    variables: asked.variables as Record<string, unknown> | undefined,
  });
}

/** Sends what is typed in to the API; a subscription answers one result after the other. */
export function createFetcher(url: string, session: Session) {
  return async (asked: Asked, options?: Options) => {
    const headers = await headersFor(session, options?.headers);
    const answer = isSubscription(asked) ? listen(url, asked, headers) : await post(url, asked, headers);
    return answer as never;
  };
}
