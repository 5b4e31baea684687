import { expect, test } from '@jest/globals';
import { fetchVibenet } from './fetch-vibenet.ts';

const serve = (answers: Record<string, string>) =>
  ((url: string) =>
    Promise.resolve(
      new Response(answers[url] ?? 'none', { status: answers[url] === undefined ? 404 : 200 }),
    )) as typeof globalThis.fetch;
const index = 'https://pypi.org/simple/vibenet/';
const wheel = 'vibenet-0.1.0-py3-none-any.whl';

test('another file than the one that is known is refused, and so is a registry without it', async () => {
  const page = `<a href="../../packages/ab/${wheel}#sha256=0">${wheel}</a>`;
  const changed = serve({ [index]: page, [`https://pypi.org/packages/ab/${wheel}`]: 'something else' });
  await expect(fetchVibenet(changed)).rejects.toThrow('PyPI gave another file than vibenet 0.1.0.');
  await expect(fetchVibenet(serve({ [index]: '<a href="vibenet-0.0.1.tar.gz">' }))).rejects.toThrow('no longer has');
  await expect(fetchVibenet(serve({}))).rejects.toThrow('answered 404');
});
