import type { RequestFailure } from '@foundry/client/failure';
import { memo, useMemo } from 'react';
import { graphql, useFragment } from 'react-relay';
import type { Turn_job$data, Turn_job$key } from '../__generated__/Turn_job.graphql';
import type { Turn_progress$data, Turn_progress$key } from '../__generated__/Turn_progress.graphql';
import { Failure } from '../jobs/Failure';
import { useJobActions } from '../jobs/useJobActions';
import { Button } from '../ui/Button';
import { Time } from '../ui/Time';
import { failureText } from '../ui/failureText';
import { words } from '../words';
import { AnswerFoot } from './AnswerFoot';
import { AnswerText } from './AnswerText';
import { Sources } from './Sources';
import styles from './Turn.module.css';
import { useAnswerStream } from './useAnswerStream';

interface TurnProps {
  readonly job: Turn_job$key;
  readonly onAskAgain: (question: string) => void;
}

/** A question and its answer. */
export const Turn = memo(function Turn({ job, onAskAgain }: TurnProps) {
  const data = useFragment(
    graphql`
      fragment Turn_job on Job {
        id
        createdAt
        question
        attempt
        answer {
          text
        }
        ...Turn_progress
      }
    `,
    job,
  );
  const progress = useFragment<Turn_progress$key>(
    graphql`
      fragment Turn_progress on Job @throwOnFieldError {
        id
        status
        stage
        cancellable
        retryable
        failure {
          ...Failure_failure
        }
        answer {
          partial
          grounded
          extractive
          model
          provider
          citations {
            number
            document {
              id
            }
            documentName
            page
            pageLabel
            start
            end
            quote
          }
          inputTokens
          outputTokens
          millisToFirstWord
          millis
        }
      }
    `,
    data,
  );
  const { answer, status } = progress;
  const active = status === 'QUEUED' || status === 'RUNNING';
  const stream = useAnswerStream(data.id, status, data.attempt, knownText(data.answer));
  const text = stream.text ?? data.answer?.text ?? '';
  const citations = useMemo(() => answer?.citations ?? [], [answer?.citations]);
  const question = data.question ?? '';
  return (
    <li className={styles.turn}>
      <article aria-label={question}>
        <h2 className={styles.question}>{question}</h2>
        <div className={styles.answer} aria-busy={active}>
          <Notes answer={answer} hasText={text !== ''} />
          {text !== '' && (
            <AnswerText text={text} citations={citations} writing={active && stream.connected} />
          )}
          {active && text === '' && <Stage stage={progress.stage} />}
          {active && !stream.connected && <Interruption refused={stream.refused} />}
          {!active && <Outcome job={progress} hasText={text !== ''} />}
          {stream.unsettled && (
            <p className={styles.note}>
              {words.ask.unsettled}{' '}
              <Button small onClick={stream.settle}>
                {words.ask.retry}
              </Button>
            </p>
          )}
          {citations.length > 0 && <Sources citations={citations} />}
          {!active && answer && text !== '' && (
            <AnswerFoot
              text={text}
              answer={answer}
              onAskAgain={() => {
                onAskAgain(question);
              }}
            />
          )}
          <p className={styles.when}>
            <Time at={data.createdAt} />
          </p>
        </div>
      </article>
    </li>
  );
});

/** Undefined where the store has never been told, which is not the same as no text. */
function knownText(answer: Turn_job$data['answer'] | undefined): string | undefined {
  if (answer === undefined) return undefined;
  return answer === null ? '' : answer.text;
}

interface NotesProps {
  readonly answer: Turn_progress$data['answer'];
  readonly hasText: boolean;
}

/** What the reader should know before the first line. */
function Notes({ answer, hasText }: NotesProps) {
  if (!answer || !hasText) return null;
  return (
    <>
      {answer.grounded === false && (
        <p className={styles.ungrounded} role="note">
          {words.ask.ungrounded}
        </p>
      )}
      {answer.extractive && <p className={styles.note}>{words.ask.extractive}</p>}
    </>
  );
}

function Stage({ stage }: { readonly stage: string | null }) {
  const text = words.ask.stages[stage ?? 'waiting'] ?? words.ask.stages.waiting;
  return <p className={styles.stage}>{text}</p>;
}

function Interruption({ refused }: { readonly refused: RequestFailure | null }) {
  return (
    <p className={styles.note} role="status">
      {refused ? `${words.ask.unfollowed} ${failureText(refused)}` : words.ask.reconnecting}
    </p>
  );
}

interface OutcomeProps {
  readonly job: Turn_progress$data;
  readonly hasText: boolean;
}

/** For an answer that did not come to its end: what happened, and what to do. */
function Outcome({ job, hasText }: OutcomeProps) {
  const { retry, busy } = useJobActions(job.id);
  const partial = job.answer?.partial === true;
  if (job.status === 'SUCCEEDED' && !partial) return null;
  return (
    <div className={styles.outcome}>
      {job.status === 'CANCELLED' && (
        <p>{hasText ? words.ask.stopped : words.ask.stoppedEmpty}</p>
      )}
      {job.status === 'FAILED' && job.failure && <Failure failure={job.failure} />}
      {job.status === 'SUCCEEDED' && <p>{words.ask.partial}</p>}
      {job.status === 'FAILED' && !job.failure && <p>{words.state.failed.server}</p>}
      {job.retryable && (
        <Button small disabled={busy} onClick={retry}>
          {words.ask.retry}
        </Button>
      )}
    </div>
  );
}
