import { ChevronRight, History } from 'lucide-react';
import { useState } from 'react';
import { graphql, useFragment, usePaginationFragment } from 'react-relay';
import type { Audit_organization$key } from '../__generated__/Audit_organization.graphql';
import type { AuditEntry_event$key } from '../__generated__/AuditEntry_event.graphql';
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
import { useFreshQuery } from '../live/useFreshQuery';

export function Audit() {
  const { current } = useOrganization();
  useCrumb(words.audit.heading, auditPath);
  const { organization } = useFreshQuery<AuditQuery>(
    graphql`
      query AuditQuery($orgId: ID!) {
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
      fragment Audit_organization on Organization
      @refetchable(queryName: "AuditPageQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
        auditEvents(first: $count, after: $cursor) @connection(key: "Audit_auditEvents") {
          edges {
            node {
              id
              createdAt
              ...AuditEntry_event
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
            {dayEvents.map((event) => (
              <AuditEntry key={event.id} event={event} />
            ))}
          </ol>
        </section>
      ))}
      <MoreButton paging={paging} />
    </div>
  );
}

function AuditEntry({ event }: { readonly event: AuditEntry_event$key }) {
  const data = useFragment(
    graphql`
      fragment AuditEntry_event on AuditEvent {
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
    event,
  );
  const [open, setOpen] = useState(false);
  const actor = data.actor?.name ?? (data.actorId ? words.audit.someone : words.audit.product);
  const details: readonly (readonly [string, string | null])[] = [
    [words.audit.time, exact(data.createdAt)],
    [words.audit.action, data.action],
    [words.audit.event, data.id],
    [words.audit.subject, data.subjectId],
    [words.audit.actor, data.actorId],
    [words.audit.request, data.requestId],
  ];
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
      {open && (
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
      )}
    </li>
  );
}
