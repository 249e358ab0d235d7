import 'graphiql/style.css';
import './page.css';
import { loadConfig } from '@foundry/client/config';
import { createSession } from '@foundry/client/session';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { createFetcher } from './fetcher';
import { SignedInAs } from './SignedInAs';

const start = `# The API as whoever is signed in sees it. Subscriptions run too.
# Somebody else: {"authorization": "Bearer ..."} in the headers below.
query Hello {
  viewer {
    name
  }
}
`;

const root = document.getElementById('graphiql');
if (!root) throw new Error('the page has no place for GraphiQL');
const session = createSession(await loadConfig('/config.json'));
await session.restore();

createRoot(root).render(
  <GraphiQL fetcher={createFetcher('/query', session)} defaultQuery={start} isHeadersEditorEnabled>
    <GraphiQL.Logo>
      <SignedInAs session={session} />
    </GraphiQL.Logo>
  </GraphiQL>,
);
