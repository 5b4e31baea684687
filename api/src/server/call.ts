import type { Request, Response } from 'express';
import type { Caller } from '../access/caller.ts';
import type { AnswerOf, BodyOf, HeadersOf, Operation, ParamsOf, QueryOf } from '../contract/operation.ts';
import type { Operations, OperationId } from '../contract/index.ts';
import type { InternalOperations } from '../contract/internal/index.ts';
import type { SessionOperations } from '../contract/internal/sessions.ts';
import type { Deps } from '../deps.ts';
import type { PreparedAnswer } from './answer.ts';
import type { ListenerScope } from '../access/scope.ts';

/** A request that fits its operation's contract, and on whose behalf it runs. */
export interface Call<O extends Operation> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly headers: HeadersOf<O>;
  readonly body: BodyOf<O>;
  readonly caller: O['access'] extends 'public' | 'service' ? undefined : Caller;
  /** The database as this listener sees it: the one place where a request meets data of listeners. */
  readonly scope: O['access'] extends 'public' | 'service' ? undefined : ListenerScope;
  readonly correlationId: string;
  readonly request: Request;
  readonly response: Response;
  /** Sets `Location` to a path below the one that all operations of this kind lie under. */
  readonly locate: (path: string) => void;
}

export type Handler<O extends Operation> = (
  call: Call<O>,
  deps: Deps,
) => Promise<AnswerOf<O> | PreparedAnswer> | AnswerOf<O>;
export type Handlers = { readonly [Id in OperationId]: Handler<Operations[Id]> };
export type InternalHandlers = { readonly [Id in keyof InternalOperations]: Handler<InternalOperations[Id]> };
export type SessionHandlers = { readonly [Id in keyof SessionOperations]: Handler<SessionOperations[Id]> };
