import type { Answer, RecordedRequest } from './service.ts';

/** Every error but 429 has this shape. */
export function apiError(code: number, error: string): Answer {
  return { status: code, body: { code, error } };
}

/** The token of an `Authorization: Token …` header. */
export function tokenOf(request: RecordedRequest): string | undefined {
  const header = request.headers.authorization;
  return typeof header === 'string' ? /^Token\s+(\S+)$/iu.exec(header)?.[1] : undefined;
}
