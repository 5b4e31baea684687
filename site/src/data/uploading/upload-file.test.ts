import { NO_ANSWER, readTrouble } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Upload } from '../queries/imports.ts';
import type { ImportStarted } from '../types.ts';
import type { Sent } from './send-bytes.ts';
import { uploadFile } from './upload-file.ts';
import type { Sending, UploadWorld } from './upload-file.ts';

const file = new File(['x'.repeat(1000)], 'listens.zip');
const started = { import: { id: 'i' }, job: { id: 'j' } } as unknown as ImportStarted;
const trouble = (status: number): Answer<never> => ({
  data: null,
  trouble: readTrouble({ title: `t${status}` }, status),
});
const answered = (status: number, retryAfterSeconds: number | null = null): Sent => ({
  status,
  body: { title: `t${status}` },
  retryAfterSeconds,
});

/** An API that takes bytes until a connection breaks as scripted: each entry is what one request ends with, and after how many bytes. */
function world(script: readonly { after: number; ends: Sent }[], held = 0) {
  const calls: string[] = [];
  const requests = [...script];
  let received = held;
  const made: UploadWorld & { announcements: Answer<Upload>[] } = {
    announcements: [],
    fingerprint: () => Promise.resolve('f'),
    announce: () => {
      const failing = made.announcements.shift();
      calls.push(`announce ${failing === undefined ? received : 'fails'}`);
      return Promise.resolve(
        failing ?? {
          data: { id: 'u', fileName: 'listens.zip', bytes: 1000, received, createdAt: '', expiresAt: '' },
          trouble: null,
        },
      );
    },
    send: (_, bytes, { offset, onProgress }) => {
      const { after, ends } = requests.shift() ?? { after: bytes.size, ends: answered(200) };
      calls.push(`send ${offset}+${bytes.size}`);
      received = offset + Math.min(after, bytes.size);
      onProgress(Math.min(after, bytes.size));
      return Promise.resolve(ends);
    },
    start: () => {
      calls.push('start');
      return Promise.resolve({ data: started, trouble: null });
    },
    wait: (seconds) => {
      calls.push(`wait ${seconds}`);
      return Promise.resolve();
    },
  };
  return { made, calls };
}

const upload = async (made: UploadWorld, controller = new AbortController()) => {
  const seen: Sending[] = [];
  const answer = await uploadFile(file, made, { onSending: (each) => seen.push(each), signal: controller.signal });
  return { answer, seen };
};

test('sends all of it at once where nothing breaks', async () => {
  const { made, calls } = world([]);
  const { answer, seen } = await upload(made);
  expect(answer).toEqual({ data: started, trouble: null });
  expect(calls).toEqual(['announce 0', 'send 0+1000', 'announce 1000', 'start']);
  expect(seen.map(({ phase, sent }) => `${phase} ${sent}`)).toEqual([
    'preparing 0',
    'preparing 0',
    'preparing 0',
    'sending 0',
    'sending 1000',
    'sending 1000',
    'starting 1000',
  ]);
});

test('after a break it goes on from what is there, and sends nothing twice', async () => {
  const broken = answered(0);
  const { made, calls } = world([
    { after: 300, ends: broken },
    { after: 0, ends: broken },
    { after: 400, ends: broken },
  ]);
  await upload(made);
  expect(calls.filter((call) => call.startsWith('send'))).toEqual([
    'send 0+1000',
    'send 300+700',
    'send 300+700',
    'send 700+300',
  ]);
});

test('the same file chosen again after a reload goes on, and says from where', async () => {
  const { made, calls } = world([], 600);
  const { seen } = await upload(made);
  expect(calls).toContain('send 600+400');
  expect(seen.at(-1)).toMatchObject({ resumedAt: 600, sent: 1000 });
});

test('waits longer each time that nothing came through, and as long as it is asked to', async () => {
  const { made, calls } = world([
    { after: 0, ends: answered(429, 30) },
    ...Array.from({ length: 6 }, () => ({ after: 0, ends: answered(0) })),
  ]);
  made.announcements.push({ data: null, trouble: NO_ANSWER });
  await upload(made);
  expect(calls.filter((call) => call.startsWith('wait'))).toEqual(
    [1, 30, 4, 8, 15, 15, 15, 15].map((s) => `wait ${s}`),
  );
});

test('an upload that is gone, or further than thought, is asked for anew', async () => {
  const { made, calls } = world([
    { after: 0, ends: answered(404) },
    { after: 500, ends: answered(409) },
  ]);
  const { answer } = await upload(made);
  expect(answer?.data).toBe(started);
  expect(calls.filter((call) => call.startsWith('send'))).toEqual(['send 0+1000', 'send 0+1000', 'send 500+500']);
});

test('what no waiting mends is told at once', async () => {
  const { made } = world([]);
  made.announcements.push(trouble(413));
  expect((await upload(made)).answer).toMatchObject({ trouble: { status: 413, title: 't413' } });
  const refused = world([{ after: 0, ends: answered(400) }]);
  expect((await upload(refused.made)).answer).toMatchObject({ trouble: { status: 400 } });
});

test('let go, it ends without a word', async () => {
  const controller = new AbortController();
  const { made } = world([{ after: 300, ends: answered(0) }]);
  made.wait = () => {
    controller.abort();
    return Promise.resolve();
  };
  expect((await upload(made, controller)).answer).toBeNull();
});
