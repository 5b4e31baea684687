import { useEffect, useRef, useState } from 'react';
import type { Trouble } from '../../data/answer.ts';
import type { ImportStarted } from '../../data/types.ts';
import { useEvent } from '../../data/use-event.ts';
import { sendingSecondsLeft, withPaceSample } from '../../data/uploading/sending-pace.ts';
import type { PaceSample } from '../../data/uploading/sending-pace.ts';
import { uploadFile } from '../../data/uploading/upload-file.ts';
import type { Sending } from '../../data/uploading/upload-file.ts';
import { browserUploads } from './upload-world.ts';

/** A file that the reader chose on this page. */
export interface PageUpload {
  key: number;
  fileName: string;
  bytes: number;
  /** Null while it waits for those before it. */
  sending: Sending | null;
  secondsLeft: number | null;
  /** Why it ended without an import. */
  trouble: Trouble | null;
}

/** Sends files one after the other; those whose import has begun leave the list. */
export function useUploads(onStarted: (started: ImportStarted) => void): {
  uploads: readonly PageUpload[];
  add: (files: Iterable<File>) => void;
  giveUp: (key: number) => void;
} {
  const [uploads, setUploads] = useState<readonly PageUpload[]>([]);
  const queue = useRef<{ key: number; file: File }[]>([]);
  const running = useRef<{ key: number; controller: AbortController } | null>(null);
  const nextKey = useRef(1);
  const started = useEvent(onStarted);

  const change = (key: number, changed: Partial<PageUpload>) =>
    setUploads((known) => known.map((each) => (each.key === key ? { ...each, ...changed } : each)));
  const remove = (key: number) => setUploads((known) => known.filter((each) => each.key !== key));

  const runNext = useEvent(async () => {
    const next = queue.current.shift();
    if (next === undefined || running.current !== null) return;
    const controller = new AbortController();
    running.current = { key: next.key, controller };
    let pace: readonly PaceSample[] = [];
    const onSending = (sending: Sending) => {
      if (sending.phase === 'sending') pace = withPaceSample(pace, { at: Date.now(), sent: sending.sent });
      const secondsLeft = sending.phase === 'sending' ? sendingSecondsLeft(pace, next.file.size) : null;
      change(next.key, { sending, secondsLeft });
    };
    const answer = await uploadFile(next.file, browserUploads, { onSending, signal: controller.signal });
    running.current = null;
    if (answer?.trouble) change(next.key, { sending: null, secondsLeft: null, trouble: answer.trouble });
    else remove(next.key);
    if (answer?.data) started(answer.data);
    void runNext();
  });

  useEffect(() => () => running.current?.controller.abort(), []);
  const isBusy = uploads.some(({ sending }) => sending !== null);
  useEffect(() => {
    if (!isBusy) return;
    // The browser asks whether to leave: what has arrived is kept, but somebody has to choose the file again.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);

  return {
    uploads,
    add: (files) => {
      const added = [...files].map((file) => ({ key: nextKey.current++, file }));
      queue.current.push(...added.filter(({ file }) => file.size > 0));
      setUploads((known) => [...known.filter(({ trouble }) => trouble === null), ...added.map(waiting)]);
      if (running.current === null) void runNext();
    },
    giveUp: (key) => {
      queue.current = queue.current.filter((each) => each.key !== key);
      if (running.current?.key === key) running.current.controller.abort();
      remove(key);
    },
  };
}

function waiting({ key, file }: { key: number; file: File }): PageUpload {
  const trouble = file.size === 0 ? emptyFile(file.name) : null;
  return { key, fileName: file.name, bytes: file.size, sending: null, secondsLeft: null, trouble };
}

function emptyFile(name: string): Trouble {
  return {
    status: 0,
    title: `${name} is empty`,
    detail: 'There is nothing in this file.',
    remedy: 'Export your listens again and choose the new file.',
  };
}
