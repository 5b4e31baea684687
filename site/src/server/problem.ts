import type { ServerResponse } from 'node:http';

/** The members of an RFC 9457 problem document that the site itself writes. */
export interface Problem {
  title: string;
  status: number;
  detail: string;
  remedy: string;
}

/** Answers with an RFC 9457 problem document, unless an answer has begun. */
export function sendProblem(response: ServerResponse, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(problem.status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ type: 'about:blank', ...problem }));
}
