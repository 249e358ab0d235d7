import { Dialog } from 'radix-ui';
import { useId, useState, type SyntheticEvent } from 'react';
import { graphql, useMutation } from 'react-relay';
import { useNavigate } from 'react-router';
import { ConnectionHandler } from 'relay-runtime';
import type { NewProjectMutation } from '../__generated__/NewProjectMutation.graphql';
import { useOrganization } from '../frame/organization';
import { projectPath } from '../paths';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import floating from '../ui/Floating.module.css';
import { Scrim } from '../ui/Scrim';
import { words } from '../words';

const nameCharactersMax = 200;

export function NewProject({ onClose }: { readonly onClose: () => void }) {
  const { current } = useOrganization();
  const navigate = useNavigate();
  const fieldId = useId();
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [commit, busy] = useMutation<NewProjectMutation>(graphql`
    mutation NewProjectMutation($input: CreateProjectInput!, $connections: [ID!]!) {
      createProject(input: $input) {
        projectEdge @prependEdge(connections: $connections) {
          node {
            id
            name
            updatedAt
            viewerCanEdit
            suggestedQuestions
            documents(first: 1) {
              totalCount
            }
          }
        }
        project {
          id
        }
        userErrors {
          message
        }
      }
    }
  `);
  const tooLong = name.trim().length > nameCharactersMax;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() === '' || tooLong || busy) return;
    setError(null);
    const keys = ['Rail_projects', 'Home_projects'];
    commit({
      variables: {
        input: { orgId: current.id, name: name.trim() },
        connections: keys.map((key) => ConnectionHandler.getConnectionID(current.id, key)),
      },
      onError: setError,
      onCompleted: ({ createProject: { project, userErrors } }) => {
        setRefusal(userErrors[0]?.message ?? null);
        if (!project) return;
        onClose();
        void navigate(projectPath(project.id, 'documents'));
      },
    });
  };
  const problem = tooLong ? words.project.nameTooLong : refusal;
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content className={floating.dialog}>
          <div>
            <Dialog.Title className={floating.dialogTitle}>{words.project.create}</Dialog.Title>
            <Dialog.Description className={floating.dialogLead}>
              {words.project.createLead}
            </Dialog.Description>
          </div>
          <form onSubmit={submit} className={floating.form}>
            <label className={floating.field} htmlFor={fieldId}>
              {words.project.name}
              <input
                id={fieldId}
                className={floating.input}
                value={name}
                placeholder={words.project.nameHint}
                aria-invalid={problem !== null}
                aria-describedby={problem ? `${fieldId}-problem` : undefined}
                autoComplete="off"
                onChange={(event) => {
                  setName(event.target.value);
                  setRefusal(null);
                }}
              />
            </label>
            {problem && (
              <p id={`${fieldId}-problem`} className={floating.fieldError} role="alert">
                {problem}
              </p>
            )}
            {error !== null && <ErrorNote error={error} />}
            <div className={floating.dialogActions}>
              <Button onClick={onClose}>{words.state.cancel}</Button>
              <Button
                type="submit"
                tone="primary"
                disabled={busy || name.trim() === '' || tooLong}
              >
                {words.project.createButton}
              </Button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
