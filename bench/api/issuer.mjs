// An OpenID Connect issuer as far as an API needs one: discovery, keys and signed access tokens.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';

const AUDIENCE = 'foundry-api';

export async function startIssuer(port) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const url = `http://127.0.0.1:${port}`;
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'ES256' };
  const replies = {
    '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
    '/keys': { keys: [key] },
  };
  const server = createServer((request, response) => {
    const reply = replies[request.url];
    response.writeHead(reply ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(reply ?? {}));
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();

  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** An access token of this person, good for a day. */
  const token = ({ subject, name, email }) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: AUDIENCE, sub: subject, name, email, iat: now, exp: now + 86_400 };
    const signed = `${part({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  };
  return { url, token };
}
