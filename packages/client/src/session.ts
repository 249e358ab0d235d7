import {
  InMemoryWebStorage,
  UserManager,
  WebStorageStateStore,
  type User,
  type UserManagerSettings,
} from 'oidc-client-ts';
import type { RuntimeConfig } from './config';

export type SessionState =
  | { readonly status: 'restoring' }
  | { readonly status: 'signedOut'; readonly reason: 'never' | 'expired' | 'failed' }
  | { readonly status: 'signedIn'; readonly name: string | undefined; readonly subject: string };

/** Who is signed in. Tokens live in memory only; a reload signs in again silently. */
export interface Session {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Tries to sign in without the person noticing; resolves in either case. */
  readonly restore: () => Promise<void>;
  readonly signIn: (returnTo: string) => Promise<void>;
  /** Ends the code flow at the redirect URI; answers where the person wanted to go. */
  readonly finishSignIn: () => Promise<string>;
  /** Ends the session here and at the issuer. */
  readonly signOut: () => Promise<void>;
  readonly accessToken: () => Promise<string | undefined>;
  /** Renews once after a refused token; false if the person has to sign in again. */
  readonly renew: () => Promise<boolean>;
}

const hintKey = 'foundry.signedInBefore';
const silentSeconds = 6;

function settings(config: RuntimeConfig, origin: string): UserManagerSettings {
  return {
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${origin}/signed-in`,
    silent_redirect_uri: `${origin}/silent`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'openid profile email',
    extraQueryParams: config.apiAudience ? { audience: config.apiAudience } : {},
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // The code verifier has to survive the redirect, in this tab only.
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: true,
    silentRequestTimeoutInSeconds: silentSeconds,
    includeIdTokenInSilentRenew: false,
    loadUserInfo: false,
    revokeTokensOnSignout: false,
  };
}

export function createSession(config: RuntimeConfig): Session {
  const manager = new UserManager(settings(config, window.location.origin));
  const listeners = new Set<() => void>();
  let current: SessionState = { status: 'restoring' };
  let renewal: Promise<boolean> | undefined;

  const set = (next: SessionState) => {
    current = next;
    listeners.forEach((listener) => {
      listener();
    });
  };
  const accept = (user: User) => {
    window.localStorage.setItem(hintKey, '1');
    set({ status: 'signedIn', name: user.profile.name, subject: user.profile.sub });
  };
  const reject = (reason: 'never' | 'expired' | 'failed') => {
    set({ status: 'signedOut', reason });
  };

  manager.events.addUserLoaded(accept);
  manager.events.addAccessTokenExpired(() => void renew());

  async function silently(): Promise<boolean> {
    try {
      const user = await manager.signinSilent();
      if (user) accept(user);
      return user !== null;
    } catch {
      return false;
    }
  }

  function renew(): Promise<boolean> {
    renewal ??= silently().then((renewed) => {
      renewal = undefined;
      if (!renewed) reject('expired');
      return renewed;
    });
    return renewal;
  }

  return {
    state: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restore: async () => {
      const before = window.localStorage.getItem(hintKey) !== null;
      if (!before || !(await silently())) reject('never');
    },
    signIn: async (returnTo) => {
      await manager.signinRedirect({ state: returnTo });
    },
    finishSignIn: async () => {
      try {
        const user = await manager.signinRedirectCallback();
        accept(user);
        return typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
      } catch (error) {
        reject('failed');
        throw error;
      }
    },
    signOut: async () => {
      window.localStorage.removeItem(hintKey);
      await manager.signoutRedirect();
    },
    accessToken: async () => (await manager.getUser())?.access_token,
    renew,
  };
}

/** Runs in the hidden frame at `/silent`: hands the issuer's answer to the page around it. */
export async function finishSilentSignIn(): Promise<void> {
  const manager = new UserManager({ authority: '', client_id: '', redirect_uri: '' });
  await manager.signinSilentCallback();
}
