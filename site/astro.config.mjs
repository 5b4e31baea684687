import { defineConfig } from 'astro/config';
import node from '@astrojs/node';
import preact from '@astrojs/preact';
import tailwindcss from '@tailwindcss/vite';
import { precompress } from './tools/precompress.mjs';

export default defineConfig({
  output: 'server',
  adapter: nodeWithOwnEntry(),
  integrations: [preact({ compat: true }), precompress(), designPage()],
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
  // Native code, and what is read from its own folder: left where they are installed.
  vite: { plugins: [tailwindcss()], ssr: { external: ['@resvg/resvg-js', 'satori'] } },
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

/** The parts that pages are made of, on a page of their own at /design: in development, and in a build that asks for it. */
function designPage() {
  return {
    name: 'design-page',
    hooks: {
      'astro:config:setup': ({ command, injectRoute }) => {
        if (command === 'dev' || process.env.SITE_DESIGN_PAGE === '1')
          injectRoute({ pattern: '/design', entrypoint: new URL('./src/design/Design.astro', import.meta.url) });
      },
    },
  };
}
