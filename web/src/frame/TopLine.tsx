import { Check, Command, Keyboard, LogOut, Menu, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { JobIndicator } from '../jobs/JobIndicator';
import { homePath } from '../paths';
import { useProduct } from '../product';
import { Boundary } from '../ui/Boundary';
import { IconButton } from '../ui/Button';
import floating from '../ui/Floating.module.css';
import { words } from '../words';
import { connection } from '../live/connectionState';
import type { Crumb } from './crumbs';
import { useDialogs } from './dialogsState';
import { drawer } from './drawerState';
import { useOrganization } from './organization';
import { schemeStore, type Scheme } from './scheme';
import styles from './TopLine.module.css';

interface Person {
  readonly name: string;
  readonly email: string | null;
}

interface TopLineProps {
  readonly crumbs: readonly Crumb[];
  readonly person: Person;
}

export function TopLine({ crumbs, person }: TopLineProps) {
  const { current } = useOrganization();
  const { show } = useDialogs();
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        <IconButton
          label={words.frame.menu}
          className={styles.menu ?? ''}
          onClick={() => {
            drawer.set(true);
          }}
        >
          <Menu size={18} aria-hidden />
        </IconButton>
        <nav className={styles.crumbs} aria-label={words.frame.breadcrumb}>
          <Link to={homePath} className={styles.crumb}>
            {current.name}
          </Link>
          {crumbs.map(({ label, to }) => (
            <Fragment key={label}>
              <span className={styles.slash} aria-hidden>
                /
              </span>
              {to ? (
                <Link to={to} className={styles.current} aria-current="page">
                  {label}
                </Link>
              ) : (
                <span className={styles.current} aria-current="page">
                  {label}
                </span>
              )}
            </Fragment>
          ))}
        </nav>
        <div className={styles.right}>
          <Boundary fallback={<span />} resetKey={current.id}>
            <JobIndicator />
          </Boundary>
          <IconButton
            label={words.palette.heading}
            onClick={() => {
              show('palette');
            }}
          >
            <Command size={16} aria-hidden />
          </IconButton>
          <AccountMenu person={person} />
        </div>
      </div>
      <ConnectionLine />
    </header>
  );
}

function ConnectionLine() {
  const state = useSyncExternalStore(connection.subscribe, connection.state);
  if (state === 'live') return null;
  return (
    <p className={styles.connection} role="status">
      {words.frame.connection[state]}
    </p>
  );
}

const schemes: readonly { readonly scheme: Scheme; readonly icon: typeof Sun }[] = [
  { scheme: 'light', icon: Sun },
  { scheme: 'dark', icon: Moon },
  { scheme: 'system', icon: Monitor },
];

function AccountMenu({ person }: { readonly person: Person }) {
  const { session } = useProduct();
  const { show } = useDialogs();
  const chosen = useSyncExternalStore(schemeStore.subscribe, schemeStore.scheme);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={styles.avatar}
        aria-label={words.frame.account(person.name)}
        title={person.name}
      >
        <span aria-hidden>{initials(person.name)}</span>
      </DropdownMenu.Trigger>
        <DropdownMenu.Content className={floating.menu} align="end" sideOffset={6}>
          <div className={styles.person}>
            <strong>{person.name}</strong>
            {person.email && <span>{person.email}</span>}
          </div>
          <DropdownMenu.Separator className={floating.separator} />
          <DropdownMenu.Label className={floating.menuLabel}>{words.frame.scheme}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={chosen}
            onValueChange={(value) => {
              schemeStore.choose(value as Scheme);
            }}
          >
            {schemes.map(({ scheme, icon: Icon }) => (
              <DropdownMenu.RadioItem key={scheme} value={scheme} className={floating.item}>
                <Icon size={16} aria-hidden />
                {words.frame.schemes[scheme]}
                {scheme === chosen && <Check size={15} className={floating.itemNote} aria-hidden />}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={floating.separator} />
          <DropdownMenu.Item
            className={floating.item}
            onSelect={() => {
              show('keys');
            }}
          >
            <Keyboard size={16} aria-hidden />
            {words.frame.keyboard}
            <span className={floating.itemNote}>?</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={floating.item}
            onSelect={() => void session.signOut()}
          >
            <LogOut size={16} aria-hidden />
            {words.frame.signOut}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const first = parts[0]?.slice(0, 1) ?? '';
  const last = parts.length > 1 ? (parts.at(-1)?.slice(0, 1) ?? '') : '';
  return (first + last).toUpperCase();
}
