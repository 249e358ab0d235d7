export const homePath = '/';
export const jobsPath = '/jobs';
export const auditPath = '/audit';

export function projectPath(projectId: string, tab: '' | 'documents' | 'jobs' = ''): string {
  const base = `/projects/${encodeURIComponent(projectId)}`;
  return tab === '' ? base : `${base}/${tab}`;
}

/** A place in a document: what the right panel shows. It lives in the address, so Back closes it. */
export interface Place {
  readonly documentId: string;
  readonly page: number;
  readonly start: number | null;
  readonly end: number | null;
}

const keys = ['document', 'page', 'start', 'end'] as const;

export function readPlace(params: URLSearchParams): Place | null {
  const documentId = params.get('document');
  if (!documentId) return null;
  const start = wholeNumber(params.get('start'));
  const end = wholeNumber(params.get('end'));
  const lit = start !== null && end !== null && end > start;
  const page = wholeNumber(params.get('page')) ?? 1;
  return { documentId, page: Math.max(1, page), start: lit ? start : null, end: lit ? end : null };
}

export function withPlace(params: URLSearchParams, place: Place | null): URLSearchParams {
  const next = new URLSearchParams(params);
  keys.forEach((key) => {
    next.delete(key);
  });
  if (!place) return next;
  next.set('document', place.documentId);
  next.set('page', String(place.page));
  if (place.start !== null && place.end !== null) {
    next.set('start', String(place.start));
    next.set('end', String(place.end));
  }
  return next;
}

function wholeNumber(value: string | null): number | null {
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null;
}
