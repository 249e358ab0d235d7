// PostGraphile as its users run it in production, tuned as far as its documentation tells how.
// Run by bench/api/services.mjs; a cluster of two processes that share one port.
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(join(process.env.BENCH_PACKAGES, 'package.json'));

function serve() {
  const { postgraphile } = load('postgraphile');
  const { PostGraphileAmberPreset } = load('postgraphile/presets/amber');
  const { makePgService } = load('postgraphile/adaptors/pg');
  const { grafserv } = load('postgraphile/grafserv/node');
  const login = JSON.parse(process.env.BENCH_DATABASE);
  const connection = `postgres://${login.user}:${login.password}@${login.host}:${login.port}/${login.database}`;
  const preset = {
    extends: [PostGraphileAmberPreset],
    pgServices: [
      makePgService({
        connectionString: connection,
        schemas: ['app'],
        pubsub: false,
        poolConfig: { max: 8 },
        // No `role`: it logs in as the one that the policies bind.
        pgSettings: (context) => ({ 'app.user_id': context.node?.req.headers['x-user'] ?? '' }),
      }),
    ],
    grafast: { explain: false },
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false, outputDataAsString: true, parseAndValidateCacheSize: 500 },
    schema: { exportSchemaSDLPath: process.env.BENCH_SDL },
  };
  const server = createServer({ keepAlive: true });
  const instance = postgraphile(preset).createServ(grafserv);
  Promise.resolve(instance.addTo(server)).then(() => {
    server.listen(Number(process.env.BENCH_PORT), '127.0.0.1', () => console.log('serving'));
  });
}

if (cluster.isPrimary) {
  for (let i = 0; i < 2; i += 1) cluster.fork();
  cluster.on('exit', () => process.exit(1));
  process.on('SIGTERM', () => process.exit(0));
} else serve();
