import { toAnswer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fingerprintOf } from '../../data/uploading/fingerprint.ts';
import { sendBytes } from '../../data/uploading/send-bytes.ts';
import type { UploadWorld } from '../../data/uploading/upload-file.ts';

/** Uploads as a browser does them. */
export const browserUploads: UploadWorld = {
  fingerprint: fingerprintOf,
  announce: (body) => toAnswer(api.POST('/uploads', { body })),
  send: sendBytes,
  start: (id) => toAnswer(api.POST('/uploads/{id}/import', { params: { path: { id } } })),
  wait: (seconds, signal) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        removeEventListener('online', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, seconds * 1000);
      addEventListener('online', done);
      signal.addEventListener('abort', done);
    }),
};
