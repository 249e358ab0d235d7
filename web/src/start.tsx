import { loadConfig, type RuntimeConfig } from '@foundry/client/config';
import { createEnvironment } from '@foundry/client/environment';
import { createLiveChannel } from '@foundry/client/live';
import { createSession } from '@foundry/client/session';
import { createRoot, type Root } from 'react-dom/client';
import { App } from './App';
import { SignInCard } from './sign-in/SignInCard';
import { ErrorNote } from './ui/ErrorNote';
import { createUploads } from './upload/uploads';
import { words } from './words';

const queryPath = '/query';

export async function start(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  try {
    run(root, await loadConfig('/config.json'));
  } catch (error) {
    root.render(
      <SignInCard lead={words.signIn.unreachable}>
        <ErrorNote error={error} onRetry={() => void start(element)} />
      </SignInCard>,
    );
  }
}

function run(root: Root, config: RuntimeConfig): void {
  const session = createSession(config);
  const live = createLiveChannel(queryPath, session);
  const environment = createEnvironment({ url: queryPath, session, live });
  const uploads = createUploads(config, environment);
  root.render(<App product={{ config, session, environment, uploads }} />);
  if (window.location.pathname !== '/signed-in') void session.restore();
}
