import type { Session } from '@foundry/client/session';
import { useSyncExternalStore } from 'react';

interface SignedInAsProps {
  readonly session: Session;
}

/** Whose token is sent where the headers name no other. Signing in is for the web app. */
export function SignedInAs({ session }: SignedInAsProps) {
  const state = useSyncExternalStore(session.subscribe, session.state);
  switch (state.status) {
    case 'restoring':
      return <span>…</span>;
    case 'signedOut':
      return <a href="/">Sign in</a>;
    case 'signedIn':
      return <span>{state.name ?? state.subject}</span>;
  }
}
