import { readTrouble, NO_ANSWER } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ImportStarted } from './types.ts';

/**
 * Sends an export file as it is and tells how much of it has gone (0 to 1). Not fetch: only XMLHttpRequest tells of an
 * upload's progress.
 */
export function uploadExport(file: File, onProgress: (share: number) => void): Promise<Answer<ImportStarted>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onerror = () => resolve({ data: null, trouble: NO_ANSWER });
    request.onload = () => resolve(readUploadAnswer(request.status, request.responseText));
    request.send(file);
  });
}

export function readUploadAnswer(status: number, text: string): Answer<ImportStarted> {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    return { data: null, trouble: readTrouble(null, status) };
  }
  return status === 202
    ? { data: body as ImportStarted, trouble: null }
    : { data: null, trouble: readTrouble(body, status) };
}
