interface Told {
  readonly action: string;
  readonly subjectName: string | null;
  readonly createdAt: string;
}

/**
 * One act, one line: an ingest ends its job in the same transaction, and both are events. The line
 * tells of the first event of its group; the details keep them all.
 */
export function fold<Event extends Told>(events: readonly Event[]): [Event, ...Event[]][] {
  const lines: [Event, ...Event[]][] = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (last?.length === 1 && isEndOf(event, last[0])) last.push(event);
    else if (last?.length === 1 && isEndOf(last[0], event)) last.unshift(event);
    else lines.push([event]);
  }
  return lines;
}

function isEndOf(job: Told, ingest: Told): boolean {
  return (
    job.action === 'job.succeed' &&
    ingest.action === 'document.ingest' &&
    job.subjectName === ingest.subjectName &&
    job.createdAt === ingest.createdAt
  );
}
