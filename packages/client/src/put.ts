export interface PutRequest {
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: Blob;
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

export type PutOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'stopped' }
  /** The link is no longer good (expired, or signed for other bytes): ask for a new one. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'offline' };

/** The browser sets these itself and throws if we try. */
const forbidden = new Set(['host', 'content-length', 'connection']);

/** XMLHttpRequest, since fetch cannot tell how much of a body has left. */
export function putBytes(request: PutRequest): Promise<PutOutcome> {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', request.url);
    for (const { name, value } of request.headers) {
      if (!forbidden.has(name.toLowerCase())) xhr.setRequestHeader(name, value);
    }
    xhr.upload.onprogress = (event) => {
      request.onProgress(event.loaded);
    };
    xhr.onload = () => {
      const sent = xhr.status >= 200 && xhr.status < 300;
      resolve(sent ? { kind: 'sent' } : { kind: 'refused', status: xhr.status });
    };
    xhr.onerror = () => {
      resolve({ kind: 'offline' });
    };
    xhr.onabort = () => {
      resolve({ kind: 'stopped' });
    };
    request.signal.addEventListener('abort', () => {
      xhr.abort();
    }, { once: true });
    xhr.send(request.body);
  });
}
