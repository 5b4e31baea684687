import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { docsScript } from './page.ts';

const files = ['swagger-ui.css', 'swagger-ui-bundle.js'] as const;

/** The files behind the documentation page, served from the installed package. */
export function docsFiles(): Router {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = Router({ caseSensitive: true });
  for (const file of files) {
    router.get(`/docs/${file}`, (_request, response) => {
      response.sendFile(join(folder, file), { maxAge: '1d', dotfiles: 'allow' });
    });
  }
  router.get('/docs/init.js', (_request, response) => {
    response.type('text/javascript').send(docsScript);
  });
  return router;
}
