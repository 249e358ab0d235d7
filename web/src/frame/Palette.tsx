import {
  Activity,
  Building2,
  FileText,
  FolderClosed,
  History,
  Home,
  Keyboard,
  LogOut,
  MessageSquare,
  Monitor,
  Moon,
  Plus,
  Sun,
  type LucideIcon,
} from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay';
import { useNavigate } from 'react-router';
import type { PaletteQuery } from '../__generated__/PaletteQuery.graphql';
import { auditPath, homePath, jobsPath, projectPath } from '../paths';
import { useProduct } from '../product';
import floating from '../ui/Floating.module.css';
import { Scrim } from '../ui/Scrim';
import { words } from '../words';
import { useDialogs } from './dialogsState';
import { matches } from './matches';
import { useOrganization } from './organization';
import styles from './Palette.module.css';
import { schemeStore } from './scheme';

interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

const shownMax = 40;

export function Palette({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Scrim />
        <Dialog.Content className={styles.palette} aria-describedby={undefined}>
          <Dialog.Title className="hidden-but-read">{words.palette.heading}</Dialog.Title>
          <Commands onClose={onClose} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ onClose }: { readonly onClose: () => void }) {
  const commands = useCommands();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const shown = useMemo(
    () => commands.filter(({ label }) => matches(label, query)).slice(0, shownMax),
    [commands, query],
  );
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      const next = (active + step + shown.length) % shown.length;
      setActive(next);
      document.getElementById(`${listId}-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(shown[active]);
    }
  };
  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown.length > 0 ? `${listId}-${String(active)}` : undefined}
        aria-label={words.palette.placeholder}
        placeholder={words.palette.placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className={styles.list} role="listbox" aria-label={words.palette.heading}>
        {shown.map((command, index) => (
          <CommandRow
            key={command.id}
            id={`${listId}-${String(index)}`}
            command={command}
            heading={command.group === shown[index - 1]?.group ? null : command.group}
            active={index === active}
            onHover={() => {
              setActive(index);
            }}
            onRun={() => {
              run(command);
            }}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p className={styles.nothing} role="status">
          {words.palette.nothing}
        </p>
      )}
      <footer className={styles.foot}>
        <span>
          <kbd className={floating.kbd}>↑</kbd> <kbd className={floating.kbd}>↓</kbd>{' '}
          {words.palette.choose}
        </span>
        <span>
          <kbd className={floating.kbd}>Enter</kbd> {words.palette.open}
        </span>
      </footer>
    </>
  );
}

interface CommandRowProps {
  readonly id: string;
  readonly command: Command;
  readonly heading: string | null;
  readonly active: boolean;
  readonly onHover: () => void;
  readonly onRun: () => void;
}

function CommandRow({ id, command, heading, active, onHover, onRun }: CommandRowProps) {
  const { icon: Icon, label } = command;
  return (
    <>
      {heading && (
        <div role="presentation" className={styles.group}>
          {heading}
        </div>
      )}
      {/* The input above keeps the focus and hands over the keys, as a combobox does. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        id={id}
        role="option"
        aria-selected={active}
        tabIndex={-1}
        className={styles.row}
        onMouseMove={onHover}
        onClick={onRun}
      >
        <Icon size={16} aria-hidden />
        <span className={styles.label}>{label}</span>
      </div>
    </>
  );
}

function useCommands(): readonly Command[] {
  const { current, all, choose } = useOrganization();
  const { session } = useProduct();
  const { show } = useDialogs();
  const navigate = useNavigate();
  const projects = useProjects(current.id);
  return useMemo(() => {
    const { groups } = words.palette;
    const go = (label: string, icon: LucideIcon, to: string, group = groups.go): Command => ({
      id: `go ${to}`,
      group,
      label,
      icon,
      run: () => void navigate(to),
    });
    const act = (label: string, icon: LucideIcon, run: () => void): Command => ({
      id: `do ${label}`,
      group: groups.act,
      label,
      icon,
      run,
    });
    return [
      go(words.frame.home, Home, homePath),
      go(words.frame.jobs, Activity, jobsPath),
      go(words.frame.audit, History, auditPath),
      ...projects.flatMap(({ id, name }) => [
        go(name, FolderClosed, projectPath(id), groups.projects),
        {
          ...go(`${name}: ${words.project.documents}`, FileText, projectPath(id, 'documents')),
          group: groups.projects,
        },
      ]),
      ...(current.role === 'VIEWER'
        ? []
        : [
            act(words.project.create, Plus, () => {
              show('newProject');
            }),
            ...projects.slice(0, 3).map(({ id, name }) =>
              act(words.palette.askIn(name), MessageSquare, () => {
                void navigate(projectPath(id), { state: { focusQuestion: true } });
              }),
            ),
          ]),
      act(words.palette.scheme(words.frame.schemes.light), Sun, () => {
        schemeStore.choose('light');
      }),
      act(words.palette.scheme(words.frame.schemes.dark), Moon, () => {
        schemeStore.choose('dark');
      }),
      act(words.palette.scheme(words.frame.schemes.system), Monitor, () => {
        schemeStore.choose('system');
      }),
      act(words.frame.keyboard, Keyboard, () => {
        show('keys');
      }),
      act(words.frame.signOut, LogOut, () => void session.signOut()),
      ...all
        .filter(({ id }) => id !== current.id)
        .map(({ id, name }) => ({
          id: `organization ${id}`,
          group: groups.organizations,
          label: words.palette.organization(name),
          icon: Building2,
          run: () => {
            choose(id);
          },
        })),
    ];
  }, [projects, current, all, choose, navigate, session, show]);
}

const paletteQuery = graphql`
  query PaletteQuery($orgId: ID!) @throwOnFieldError {
    organization(id: $orgId) {
      projects(first: 100) {
        nodes {
          id
          name
        }
      }
    }
  }
`;

interface ProjectName {
  readonly id: string;
  readonly name: string;
}

/** The palette is there at once; the projects join when they are known. */
function useProjects(orgId: string): readonly ProjectName[] {
  const environment = useRelayEnvironment();
  const [projects, setProjects] = useState<readonly ProjectName[]>([]);
  useEffect(() => {
    const subscription = fetchQuery<PaletteQuery>(environment, paletteQuery, {
      orgId,
    }).subscribe({
      next: ({ organization }) => {
        setProjects(organization?.projects.nodes ?? []);
      },
    });
    return () => {
      subscription.unsubscribe();
    };
  }, [environment, orgId]);
  return projects;
}
