/** What came of sending: an answer, or nothing because the connection broke or was let go. */
export interface Sent {
  /** 0 where no answer came. */
  status: number;
  body: unknown;
  /** Seconds to wait before the next try, where the answer says so. */
  retryAfterSeconds: number | null;
}

export interface SendOptions {
  offset: number;
  /** Tells how many bytes of the body have gone. */
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}

/** Sends bytes of an upload. Not fetch: only XMLHttpRequest tells how much of a body has gone. */
export function sendBytes(uploadId: string, bytes: Blob, { offset, onProgress, signal }: SendOptions): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('PATCH', `/api/v1/uploads/${uploadId}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Upload-Offset', String(offset));
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    const letGo = () => request.abort();
    signal.addEventListener('abort', letGo, { once: true });
    request.onloadend = () => {
      signal.removeEventListener('abort', letGo);
      const { status } = request;
      resolve({ status, body: parsed(request.responseText), retryAfterSeconds: seconds(request, status) });
    };
    request.send(bytes);
  });
}

function seconds(request: XMLHttpRequest, status: number): number | null {
  const said = status === 0 ? null : request.getResponseHeader('Retry-After');
  const value = Number(said ?? NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
