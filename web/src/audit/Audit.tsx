import { ChevronRight, History } from 'lucide-react';
import { useState } from 'react';
import { graphql, useFragment, usePaginationFragment } from 'react-relay';
import type { Audit_organization$key } from '../__generated__/Audit_organization.graphql';
import type { AuditEntry_events$data, AuditEntry_events$key } from '../__generated__/AuditEntry_events.graphql';
import type { AuditPageQuery } from '../__generated__/AuditPageQuery.graphql';
import type { AuditQuery } from '../__generated__/AuditQuery.graphql';
import { clock, dayOf, exact } from '../format';
import { useCrumb } from '../frame/crumbs';
import { NotFound } from '../frame/NotFound';
import { useOrganization } from '../frame/organization';
import { auditPath } from '../paths';
import { EmptyNote } from '../ui/EmptyNote';
import { MoreButton } from '../ui/MoreButton';
import page from '../ui/Page.module.css';
import { useNow } from '../ui/Time';
import { auditSentence, words } from '../words';
import styles from './Audit.module.css';
import { fold } from './fold';
import { useFreshQuery } from '../live/useFreshQuery';

export function Audit() {
  const { current } = useOrganization();
  useCrumb(words.audit.heading, auditPath);
  const { organization } = useFreshQuery<AuditQuery>(
    graphql`
      query AuditQuery($orgId: ID!) @throwOnFieldError {
        organization(id: $orgId) {
          ...Audit_organization
        }
      }
    `,
    { orgId: current.id },
  );
  return organization ? <AuditTrail organization={organization} /> : <NotFound />;
}

function AuditTrail({ organization }: { readonly organization: Audit_organization$key }) {
  const { data, ...paging } = usePaginationFragment<AuditPageQuery, Audit_organization$key>(
    graphql`
      fragment Audit_organization on Organization @throwOnFieldError
      @refetchable(queryName: "AuditPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
        auditEvents(first: $count, after: $cursor) @connection(key: "Audit_auditEvents") {
          edges {
            node {
              id
              createdAt
              action
              subjectName
              ...AuditEntry_events
            }
          }
        }
      }
    `,
    organization,
  );
  const now = useNow();
  const events = data.auditEvents.edges.map(({ node }) => node);
  const days = Map.groupBy(events, ({ createdAt }) => dayOf(createdAt, now));
  return (
    <div className={page.page}>
      <h1 className={page.heading}>{words.audit.heading}</h1>
      <p className={page.lead}>{words.audit.lead}</p>
      {events.length === 0 && (
        <EmptyNote icon={<History size={20} aria-hidden />}>{words.audit.empty}</EmptyNote>
      )}
      {Array.from(days, ([day, dayEvents]) => (
        <section key={day} aria-label={day}>
          <h2 className={page.section}>{day}</h2>
          <ol className={styles.list} aria-label={words.audit.list}>
            {fold(dayEvents).map((events) => (
              <AuditEntry key={events[0].id} events={events} />
            ))}
          </ol>
        </section>
      ))}
      <MoreButton paging={paging} />
    </div>
  );
}

interface AuditEntryProps {
  /** The one that the line tells of, then what belongs to it. */
  readonly events: AuditEntry_events$key;
}

function AuditEntry({ events }: AuditEntryProps) {
  const all = useFragment(
    graphql`
      fragment AuditEntry_events on AuditEvent @throwOnFieldError @relay(plural: true) {
        id
        createdAt
        actorId
        actor {
          name
        }
        action
        subjectId
        subjectName
        requestId
      }
    `,
    events,
  );
  const [open, setOpen] = useState(false);
  const [data] = all;
  if (!data) return null;
  const actor = data.actor?.name ?? (data.actorId ? words.audit.someone : words.audit.product);
  return (
    <li className={styles.entry}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <time className={styles.time} dateTime={data.createdAt} title={exact(data.createdAt)}>
          {clock(data.createdAt)}
        </time>
        <span className={styles.dot} aria-hidden />
        <span className={styles.sentence}>
          <strong>{actor}</strong> {auditSentence(data.action, data.subjectName)}
        </span>
        <ChevronRight size={15} className={styles.chevron} aria-hidden />
      </button>
      {open && all.map((event) => <Details key={event.id} event={event} />)}
    </li>
  );
}

function Details({ event }: { readonly event: AuditEntry_events$data[number] }) {
  const details: readonly (readonly [string, string | null])[] = [
    [words.audit.time, exact(event.createdAt)],
    [words.audit.action, event.action],
    [words.audit.event, event.id],
    [words.audit.subject, event.subjectId],
    [words.audit.actor, event.actorId],
    [words.audit.request, event.requestId],
  ];
  return (
    <dl className={styles.details}>
      {details.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
