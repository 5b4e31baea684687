import { z } from 'zod';
import { createSender, parseAnswer, userAgent } from './service-client.ts';

const url = new URL('http://service.test/');
const senderOf = (fetch: typeof globalThis.fetch) =>
  createSender({ name: 'Service', fetch, contact: 'me@example.org' });
const answering = (body: string | ReadableStream, init?: ResponseInit) =>
  senderOf(() => Promise.resolve(new Response(body, init)));

test('says who asks, and follows no redirect by itself', async () => {
  let seen: RequestInit | undefined;
  const send = senderOf((_, init) => {
    seen = init;
    return Promise.resolve(new Response('{}'));
  });
  await send({ url, body: { a: 1 } });
  expect(seen).toMatchObject({
    method: 'POST',
    body: '{"a":1}',
    redirect: 'manual',
    headers: { 'user-agent': userAgent('me@example.org'), 'content-type': 'application/json' },
  });
  expect(userAgent('me@example.org')).toMatch(/^SideTrack\/\d+\.\d+\.\d+ \( me@example\.org \)$/);
});

test('any whole answer is an answer, whatever its status', async () => {
  expect(await answering('no', { status: 418 })({ url })).toMatchObject({ status: 418, text: 'no' });
});

test('an answer without end is cut off', async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(2 ** 20)) });
  await expect(answering(endless)({ url })).rejects.toMatchObject({
    name: 'TransientError',
    message: 'Service sent more than 32 MB in one answer.',
  });
});

test('no answer in time is transient, a cancelled request is not an error of the service', async () => {
  const silent = senderOf(
    (_, init) =>
      new Promise((_resolve, reject) =>
        init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason as Error)),
      ),
  );
  await expect(silent({ url, timeoutMs: 20 })).rejects.toMatchObject({
    name: 'TransientError',
    message: 'Service did not answer within 0.02 s.',
  });
  const cancel = new AbortController();
  const pending = silent({ url, signal: cancel.signal });
  cancel.abort(new Error('cancelled'));
  await expect(pending).rejects.toThrow('cancelled');
});

test('the cause of a failed connection is told', async () => {
  const refused = senderOf(() =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })),
  );
  await expect(refused({ url })).rejects.toMatchObject({
    sentence: 'Service could not be reached: connect ECONNREFUSED 127.0.0.1:1. It is tried again.',
  });
});

test('an answer that is not what was agreed is transient', async () => {
  const answer = await answering('<html>\n busy')({ url });
  expect(() => parseAnswer('Service', answer, z.object({}))).toThrow(
    'Service answered with something that is not JSON: "<html>".',
  );
  const other = await answering('{"a":"x"}')({ url });
  expect(() => parseAnswer('Service', other, z.object({ a: z.number() }))).toThrow(
    /in a form that is not understood: .*expected number/,
  );
});
