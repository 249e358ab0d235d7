import { FilePlus2, MessageSquareText } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { graphql } from 'react-relay';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { AskQuery } from '../__generated__/AskQuery.graphql';
import { projectPath } from '../paths';
import button from '../ui/Button.module.css';
import { EmptyNote } from '../ui/EmptyNote';
import { words } from '../words';
import styles from './Ask.module.css';
import { Composer } from './Composer';
import { Suggestions } from './Suggestions';
import { Thread, useThread } from './Thread';
import { useAsk } from './useAsk';
import { useStickyEnd } from './useStickyEnd';
import { useFreshQuery } from '../live/useFreshQuery';

interface AskState {
  /** A question pressed on another page, to be asked on arrival. */
  readonly ask?: string;
  readonly focusQuestion?: boolean;
}

export function Ask() {
  const { projectId = '' } = useParams();
  const { project } = useFreshQuery<AskQuery>(
    graphql`
      query AskQuery($projectId: ID!) @throwOnFieldError {
        project(id: $projectId) {
          id
          viewerCanEdit
          suggestedQuestions
          documents(first: 1) {
            totalCount
          }
          ...Thread_project
        }
      }
    `,
    { projectId },
  );
  return project ? <AskProject project={project} /> : null;
}

interface AskProjectProps {
  readonly project: NonNullable<AskQuery['response']['project']>;
}

function AskProject({ project }: AskProjectProps) {
  const thread = useThread(project);
  const { ask, pending } = useAsk(project.id);
  const { scroller, content, atEnd, toEnd } = useStickyEnd();
  const running = thread.turns.findLast(
    ({ status }) => status === 'QUEUED' || status === 'RUNNING',
  );
  const send = useCallback(
    (question: string) => {
      toEnd();
      return ask(question);
    },
    [ask, toEnd],
  );
  useQuestionFromElsewhere(send);
  const empty = thread.turns.length === 0;
  const hasDocuments = project.documents.totalCount > 0;
  return (
    <div className={styles.ask}>
      <div ref={scroller} className={styles.scroller}>
        <div ref={content} className={empty ? styles.emptyContent : styles.content}>
          {empty ? (
            <Empty
              projectId={project.id}
              hasDocuments={hasDocuments}
              canEdit={project.viewerCanEdit}
            />
          ) : (
            <Thread thread={thread} onAskAgain={(question) => void send(question)} />
          )}
        </div>
      </div>
      <div className={styles.dock}>
        {!atEnd && !empty && (
          <button type="button" className={styles.newest} onClick={toEnd}>
            {words.ask.newest}
          </button>
        )}
        <div className={styles.dockInner}>
          {empty && hasDocuments && project.viewerCanEdit && (
            <Suggestions
              questions={project.suggestedQuestions}
              onPress={(question) => void send(question)}
            />
          )}
          <Composer
            projectId={project.id}
            canAsk={project.viewerCanEdit}
            running={running?.id ?? null}
            pending={pending}
            onAsk={send}
          />
        </div>
      </div>
    </div>
  );
}

function useQuestionFromElsewhere(ask: (question: string) => unknown): void {
  const location = useLocation();
  const navigate = useNavigate();
  const state = location.state as AskState | null;
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (state?.focusQuestion) {
      document.querySelector<HTMLTextAreaElement>('textarea[data-question]')?.focus();
    }
    if (!state?.ask || asked.current === location.key) return;
    asked.current = location.key;
    // Taken out of the history first: a reload must not ask again.
    void navigate(location.pathname, { replace: true, state: null });
    ask(state.ask);
  }, [state, location, navigate, ask]);
}

interface EmptyProps {
  readonly projectId: string;
  readonly hasDocuments: boolean;
  readonly canEdit: boolean;
}

function Empty({ projectId, hasDocuments, canEdit }: EmptyProps) {
  if (!hasDocuments && canEdit) {
    return (
      <EmptyNote
        icon={<FilePlus2 size={20} aria-hidden />}
        heading={words.ask.emptyHeading}
        action={
          <Link
            className={`${button.button ?? ''} ${button.primary ?? ''}`}
            to={projectPath(projectId, 'documents')}
          >
            {words.ask.addDocuments}
          </Link>
        }
      >
        {words.ask.emptyNoDocuments}
      </EmptyNote>
    );
  }
  return (
    <EmptyNote
      icon={<MessageSquareText size={20} aria-hidden />}
      heading={words.ask.emptyHeading}
    >
      {words.ask.empty}
    </EmptyNote>
  );
}
