import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['FOUNDRY_URL'] ?? 'http://127.0.0.1:8080';

/** What PDF.js reads at run time (character maps, standard fonts, image decoders), from our own host. */
function pdfFiles(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folders = ['cmaps', 'standard_fonts', 'wasm'];
  return {
    name: 'foundry-pdf-files',
    configureServer(dev) {
      dev.middlewares.use('/pdf', (request, response, next) => {
        const path = join(root, decodeURIComponent((request.url ?? '').split('?')[0] ?? ''));
        const known = folders.some((folder) => path.startsWith(join(root, folder)));
        if (known && existsSync(path)) createReadStream(path).pipe(response);
        else next();
      });
    },
    generateBundle() {
      for (const folder of folders) {
        for (const name of readdirSync(join(root, folder))) {
          const source = readFileSync(join(root, folder, name));
          this.emitFile({ type: 'asset', fileName: `pdf/${folder}/${name}`, source });
        }
      }
    },
  };
}

export default defineConfig({
  plugins: [
    react(),
    babel({ plugins: [['relay', { artifactDirectory: './src/__generated__', eagerEsModules: true }]] }),
    pdfFiles(),
  ],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: { '/query': server, '/config.json': server },
  },
  build: {
    target: 'baseline-widely-available',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Changes with a dependency, not with a release of ours: stays cached.
            { name: 'vendor', test: /node_modules\/(react|react-dom|scheduler|react-router|relay-runtime|react-relay|oidc-client-ts|graphql-sse|cookie|jwt-decode)\// },
            { name: 'radix', test: /node_modules\/(@radix-ui|radix-ui|@floating-ui|aria-hidden|react-remove-scroll.*)\// },
            { name: 'pdf', test: /node_modules\/pdfjs-dist\// },
            // What every screen needs, in one request instead of forty.
            { name: 'frame', test: /src\/(ui|frame|live|words|format|paths|product|sign-in)|lucide-react|packages\/client/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
} as Parameters<typeof defineConfig>[0]);
