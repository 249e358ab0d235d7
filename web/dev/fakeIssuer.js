// A sign-in page that believes everyone. Its tokens are not signed: only the fake product takes them.
const codes = new Map();
const sessions = new Set();
let counter = 0;

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function tokenOf(nonce, origin) {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { iss: `${origin}/oidc`, aud: 'foundry-web', sub: 'ada', name: 'Ada Lovelace', nonce, iat: seconds, exp: seconds + 3600 };
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`;
}

function json(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function redirect(response, to, headers = {}) {
  response.writeHead(302, { location: String(to), ...headers });
  response.end();
}

function authorize(url, request, response) {
  const back = new URL(url.searchParams.get('redirect_uri'));
  back.searchParams.set('state', url.searchParams.get('state'));
  const session = /fake=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  const known = sessions.has(session);
  if (url.searchParams.get('prompt') === 'none' && !known) {
    back.searchParams.set('error', 'login_required');
    return redirect(response, back);
  }
  if (!known && !url.searchParams.has('persona')) {
    url.searchParams.set('persona', 'ada');
    response.writeHead(200, { 'content-type': 'text/html' });
    return response.end(`<h1>Who are you?</h1><a href="${url}">Ada Lovelace</a>`);
  }
  counter += 1;
  codes.set(String(counter), url.searchParams.get('nonce'));
  sessions.add(`s${counter}`);
  back.searchParams.set('code', String(counter));
  return redirect(response, back, { 'set-cookie': `fake=s${counter}; Path=/oidc; HttpOnly` });
}

export function oidc(url, request, response, body, origin) {
  const at = (path) => `${origin}/oidc${path}`;
  switch (url.pathname) {
    case '/oidc/.well-known/openid-configuration':
      return json(response, { issuer: at(''), authorization_endpoint: at('/authorize'), token_endpoint: at('/token'), jwks_uri: at('/jwks'), end_session_endpoint: at('/end') });
    case '/oidc/authorize':
      return authorize(url, request, response);
    case '/oidc/token': {
      const token = tokenOf(codes.get(new URLSearchParams(body).get('code')), origin);
      return json(response, { access_token: token, id_token: token, token_type: 'Bearer', expires_in: 3600 });
    }
    case '/oidc/end':
      sessions.clear();
      return redirect(response, url.searchParams.get('post_logout_redirect_uri') ?? origin);
    default:
      return json(response, { keys: [] });
  }
}
