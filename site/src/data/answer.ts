import type { Problem } from './types.ts';

/** What of a problem a reader is told: what happened, and what to do. */
export type Trouble = Pick<Problem, 'title' | 'detail' | 'remedy' | 'status'>;

/** What came of asking the API: the data, or what went wrong and what to do about it. */
export type Answer<Data> = { data: Data; trouble: null } | { data: null; trouble: Trouble };

interface ClientResult<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** Turns a call of the generated client into an Answer. It never rejects: a page can always say something. */
export async function toAnswer<Data>(call: Promise<ClientResult<Data>>): Promise<Answer<Data>> {
  try {
    const { data, error, response } = await call;
    if (response.ok && data !== undefined) return { data, trouble: null };
    return { data: null, trouble: readTrouble(error, response.status) };
  } catch {
    return { data: null, trouble: NO_ANSWER };
  }
}

/** Whether the API did not let the reader in, because they showed no token or one that is not valid. */
export function isShutOut({ trouble }: Answer<unknown>): boolean {
  return trouble?.status === 401;
}

/** Reads a problem document; what is none still gets a title and a remedy. */
export function readTrouble(body: unknown, status: number): Trouble {
  const members: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return {
    status,
    title: text(members['title']) ?? 'Something went wrong',
    detail: text(members['detail']) ?? `The answer was ${status} without an explanation.`,
    remedy: text(members['remedy']) ?? 'Try again in a moment.',
  };
}

export const NO_ANSWER: Trouble = {
  status: 0,
  title: 'SideTrack does not answer',
  detail: 'The part of SideTrack that holds your data did not answer.',
  remedy:
    'It may still be starting: wait a few seconds and try again. If it stays so, start it again with “npx sidetrack up” and look at what that prints.',
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
