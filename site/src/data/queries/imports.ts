import type { Client } from 'openapi-fetch';
import type { components, paths } from '../../generated/api.ts';
import { toAnswer } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { Import, ImportFailures, ImportStarted } from '../types.ts';

type Api = Client<paths>;
type Schemas = components['schemas'];

/** A file that is on its way, or stopped there. */
export type Upload = Schemas['Upload'];

/** Which plays of a file are left out. */
export type SkipRules = Schemas['SkipRules'];

/** What the page of imports shows. */
export interface ImportList {
  skipRules: SkipRules;
  imports: readonly Import[];
  uploads: readonly Upload[];
}

export const MOST_IMPORTS = 200;

/** Imports, newest first, and the files that have not become imports yet. */
export async function fetchImportList(api: Api, limit: number): Promise<Answer<ImportList>> {
  const [imports, uploads, skipRules] = await Promise.all([
    toAnswer(api.GET('/imports', { params: { query: { limit } } })),
    toAnswer(api.GET('/uploads')),
    toAnswer(api.GET('/settings/skip-rules')),
  ]);
  if (imports.data === null) return imports;
  if (uploads.data === null) return uploads;
  if (skipRules.data === null) return skipRules;
  const data = { imports: imports.data.imports, uploads: uploads.data.uploads, skipRules: skipRules.data };
  return { data, trouble: null };
}

/** Lets an import go on that waited for the zone of its times. */
export function nameTimeZone(api: Api, id: string, timeZone: string): Promise<Answer<ImportStarted>> {
  return toAnswer(api.PUT('/imports/{id}/time-zone', { params: { path: { id } }, body: { timeZone } }));
}

export function chooseSkipRules(api: Api, body: SkipRules): Promise<Answer<SkipRules>> {
  return toAnswer(api.PUT('/settings/skip-rules', { body }));
}

export function fetchFailures(api: Api, importId: string, limit: number): Promise<Answer<ImportFailures>> {
  return toAnswer(api.GET('/imports/{id}/failures', { params: { path: { id: importId }, query: { limit } } }));
}

export async function dropUpload(api: Api, id: string): Promise<Answer<true>> {
  const answer = await toAnswer(
    api.DELETE('/uploads/{id}', { params: { path: { id } } }).then(({ error, response }) => ({
      ...(response.ok ? { data: true as const } : { error }),
      response,
    })),
  );
  return answer;
}

/** Where the receipt of an import lies as a file. */
export function receiptPath(importId: string, format: 'csv' | 'json'): string {
  return `/api/v1/imports/${importId}/receipt${format === 'csv' ? '.csv' : ''}`;
}
