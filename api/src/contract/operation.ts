import type { z } from './zod.ts';
import type { ProblemStatus } from './problem.ts';

/** Who may call: everybody, a token (or the local user) with the scope `read`, or with `write`; or the operator alone. */
export type Access = 'public' | 'read' | 'write' | 'service';
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Tag =
  | 'Installation'
  | 'Dashboard'
  | 'Listening'
  | 'Work'
  | 'Library'
  | 'Labels'
  | 'Playlists'
  | 'Sharing'
  | 'Settings'
  | 'Access'
  | 'Events'
  | 'Tenants'
  | 'Versions'
  | 'Sessions';

export interface JsonAnswer {
  readonly status: 200 | 201 | 202;
  readonly description: string;
  readonly schema: z.ZodType;
  readonly example: unknown;
  /** Whether a `Location` header names what was made. */
  readonly location?: true;
  /** When it is answered with 204 instead, because there is nothing to say. */
  readonly emptyWhen?: string;
}
export interface OtherAnswer {
  readonly status: 200 | 204;
  readonly description: string;
  /** Absent for an answer without a body. */
  readonly mediaType?: 'text/event-stream' | 'text/html' | 'application/zip' | 'text/csv' | 'audio/x-mpegurl';
  readonly example?: string;
}

/** One operation of the API: the single source of its route, its validation, its types and its part of the OpenAPI document. */
export interface Operation {
  readonly operationId: string;
  readonly method: Method;
  /** Below /api/v1, with OpenAPI's `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: Tag;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly bodyExample?: unknown;
  /** The body is a file that is streamed to the handler; these are the media types it is told under. */
  readonly file?: readonly string[];
  readonly answer: JsonAnswer | OtherAnswer;
  /** Beyond those that every operation may give. */
  readonly problems?: readonly ProblemStatus[];
  /** Answered without /api/v1 too, as deprecated. */
  readonly alias?: true;
}

/** Keeps the literal types of an operation, from which its handler gets its own. */
export function defineOperation<const O extends Operation>(operation: O): O {
  return operation;
}

export type ParamsOf<O extends Operation> = O extends { params: infer S extends z.ZodType }
  ? z.output<S>
  : Record<string, never>;
export type QueryOf<O extends Operation> = O extends { query: infer S extends z.ZodType }
  ? z.output<S>
  : Record<string, never>;
export type HeadersOf<O extends Operation> = O extends { headers: infer S extends z.ZodType }
  ? z.output<S>
  : Record<string, never>;
export type BodyOf<O extends Operation> = O extends { body: infer S extends z.ZodType } ? z.output<S> : undefined;
export type AnswerOf<O extends Operation> = O['answer'] extends { schema: infer S extends z.ZodType }
  ? z.input<S> | (O['answer'] extends { emptyWhen: string } ? undefined : never)
  : undefined;
