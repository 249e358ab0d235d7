import { createHash, randomBytes } from 'node:crypto';

const subjects = { Ada: 'ada-lovelace', Grace: 'grace-hopper', Mary: 'mary-shelley' };

/** An access token of a persona, by the same code flow with PKCE that the web app goes through. */
export async function signIn(url, persona) {
  const { issuer, clientId } = await (await fetch(`${url}/config.json`)).json();
  const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const verifier = randomBytes(32).toString('base64url');
  const redirectUri = `${url}/signed-in`;
  const question = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const chosen = await fetch(`${discovery.authorization_endpoint}?${question}`, {
    method: 'POST',
    body: new URLSearchParams({ persona: subjects[persona] }),
    redirect: 'manual',
  });
  const code = new URL(chosen.headers.get('location')).searchParams.get('code');
  const answer = await fetch(discovery.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    }),
  });
  const tokens = await answer.json();
  if (!tokens.access_token) throw new Error(`no token for ${persona}: ${JSON.stringify(tokens)}`);
  return tokens.access_token;
}
