import { defineConfig } from 'astro/config';
import node from '@astrojs/node';
import react from '@astrojs/react';
import tailwindcss from '@tailwindcss/vite';

export default defineConfig({
  output: 'server',
  adapter: nodeWithOwnEntry(),
  integrations: [react()],
  session: false,
  devToolbar: { enabled: false },
  trailingSlash: 'ignore',
  security: {
    // The API is what checks where a request comes from; pages of this site answer GET only.
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'none'",
        "connect-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ],
    },
  },
  vite: { plugins: [tailwindcss()] },
});

/** The Node adapter, started by src/server/main.ts, which adds the host check, the way to the API and an orderly end. */
function nodeWithOwnEntry() {
  const adapter = node({ mode: 'standalone' });
  const configDone = adapter.hooks['astro:config:done'];
  adapter.hooks['astro:config:done'] = (parameters) =>
    configDone({
      ...parameters,
      setAdapter: (made) =>
        parameters.setAdapter({ ...made, serverEntrypoint: new URL('./src/server/main.ts', import.meta.url) }),
    });
  return adapter;
}
