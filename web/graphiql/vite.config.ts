import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env['FOUNDRY_URL'] ?? 'http://127.0.0.1:8080';

/** GraphiQL's style sheet carries its fonts inside, which our policy refuses: the system's will do. */
function withoutFonts(): Plugin {
  return {
    name: 'foundry-without-fonts',
    enforce: 'pre',
    transform: (code, id) =>
      /graphiql.*\.css/.test(id) ? code.replace(/@font-face\s*\{[^}]*\}/g, '') : null,
  };
}

/** GraphiQL for developers, from our own host; the api serves it at `/graphiql`, in dev alone. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/graphiql/',
  plugins: [withoutFonts(), react()],
  server: { proxy: { '/query': server, '/config.json': server } },
  build: {
    outDir: '../dist/graphiql',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
});
