import type { Request } from 'express';
import type { Operation } from '../contract/operation.ts';
import type { z } from '../contract/zod.ts';
import { invalidRequest } from './problem-error.ts';

export interface ValidInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/**
 * Everything of a request that its operation names, parsed by the contract's own schemas. Throws 400 naming every place at
 * once. An operation without a query takes none: a misspelt parameter is told, not passed over.
 */
export function validate(operation: Operation, request: Request, body: unknown): ValidInput {
  const errors: { where: string; message: string }[] = [];
  const take = (place: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return {};
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      errors.push({ where: [place, ...issue.path].join('.'), message: sentence(issue.message) });
    return undefined;
  };
  if (operation.query === undefined) {
    for (const name of Object.keys(request.query))
      errors.push({ where: `query.${name}`, message: 'This operation has no such parameter.' });
  }
  const input = {
    params: take('path', operation.params, request.params),
    query: take('query', operation.query, { ...request.query }),
    headers: take('header', operation.headers, request.headers),
    body: take('body', operation.body, body),
  };
  if (errors.length > 0) throw invalidRequest(errors);
  return input;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
