import type { LiveMetadata } from '@foundry/client/environment';
import { asFailure, type RequestFailure } from '@foundry/client/failure';
import { append, heldOf, type HeldText } from '@foundry/client/stream';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay';
import { requestSubscription } from 'relay-runtime';
import type { useAnswerStreamQuery } from '../__generated__/useAnswerStreamQuery.graphql';
import type { useAnswerStreamSubscription } from '../__generated__/useAnswerStreamSubscription.graphql';
import { announce } from '../ui/announce';
import { words } from '../words';
import { optimisticPrefix } from './optimisticJob';

const streamSubscription = graphql`
  subscription useAnswerStreamSubscription($id: ID!, $offset: Int!, $attempt: Int) {
    job(id: $id, offset: $offset, attempt: $attempt) {
      delta
      offset
      job {
        id
        attempt
        percent
        secondsLeft
        startedAt
        finishedAt
        ...Turn_progress
      }
    }
  }
`;

const settledQuery = graphql`
  query useAnswerStreamQuery($id: ID!) @throwOnFieldError {
    node(id: $id) {
      ... on Job {
        ...Turn_job @alias
        ...JobRow_job @alias
      }
    }
  }
`;

interface AnswerStream {
  /** Null where the normalised answer says it all. */
  readonly text: string | null;
  readonly connected: boolean;
  /** Why the answer cannot be followed any further; null while it is, or may be again. */
  readonly refused: RequestFailure | null;
  /** The answer has ended, but its final form could not be fetched. */
  readonly unsettled: boolean;
  readonly settle: () => void;
}

/**
 * The text of an answer while it is written. Deltas stay out of the Relay store (each would copy
 * all that came before); the finished answer is fetched once and takes over.
 */
export function useAnswerStream(
  jobId: string,
  status: string,
  attempt: number,
  known: string | undefined,
): AnswerStream {
  const active = status === 'QUEUED' || status === 'RUNNING';
  const environment = useRelayEnvironment();
  const [text, setText] = useState<string | null>(null);
  const [connected, setConnected] = useState(true);
  const [refused, setRefused] = useState<RequestFailure | null>(null);
  const [unsettled, setUnsettled] = useState(false);
  const [gaps, setGaps] = useState(0);
  const current = useRef<HeldText | null>(null);
  // News of a job come without its text: the text stays with the attempt that it came with.
  const start = useRef<HeldText>({ text: known ?? '', attempt });
  useEffect(() => {
    const text = known ?? '';
    if (start.current.text !== text) start.current = { text, attempt };
  }, [known, attempt]);

  const settle = useCallback(() => {
    setUnsettled(false);
    fetchQuery<useAnswerStreamQuery>(environment, settledQuery, { id: jobId }).subscribe({
      complete: () => {
        current.current = null;
        setText(null);
      },
      error: () => {
        setUnsettled(true);
      },
    });
  }, [environment, jobId]);

  useEffect(() => {
    if (!active || jobId.startsWith(optimisticPrefix)) return undefined;
    const held = () => (current.current ??= start.current);
    const variables = () => {
      const { text: has, attempt: of } = held();
      return { id: jobId, offset: has.length, attempt: of };
    };
    let frame = 0;
    const show = () => {
      frame = 0;
      setText(held().text);
    };
    const live: LiveMetadata = {
      variables,
      connected: () => {
        setConnected(true);
        setRefused(null);
      },
      disconnected: () => {
        setConnected(false);
      },
    };
    const { dispose } = requestSubscription<useAnswerStreamSubscription>(environment, {
      subscription: streamSubscription,
      variables: variables(),
      cacheConfig: { metadata: { live } },
      onNext: (response) => {
        if (!response) return;
        const { delta, offset, job } = response.job;
        const base = heldOf(held(), job.attempt);
        const next = append(base.text, delta, offset);
        current.current = next === null ? base : { text: next, attempt: job.attempt };
        if (next === null) {
          setGaps((count) => count + 1);
          return;
        }
        // One paint a frame, however fast the words come.
        frame ||= requestAnimationFrame(show);
      },
      onError: (error) => {
        setConnected(false);
        setRefused(asFailure(error));
      },
    });
    return () => {
      cancelAnimationFrame(frame);
      dispose();
    };
  }, [environment, jobId, active, gaps]);

  // Ended under our eyes, or before we knew of it: news of a job come without its text.
  const wasActive = useRef(active);
  const unknown = known === undefined;
  useEffect(() => {
    const ended = wasActive.current && !active;
    wasActive.current = active;
    if (ended) {
      setText(current.current?.text ?? null);
      announce(status === 'SUCCEEDED' ? words.ask.ready : words.ask.endedEarly);
    }
    if (ended || (!active && unknown)) settle();
  }, [active, status, unknown, settle]);

  return { text, connected, refused, unsettled, settle };
}
