import type { Installation } from '../sidetrack/installation.ts';

export const productComponents = [
  'api',
  'site',
  'worker-sidetrack',
  'worker-ingest',
  'worker-extract',
  'worker-extract-gpu',
  'worker-aggregate',
  'migrate',
  'models',
] as const;

export const foundationComponents = [
  'postgres',
  'redis',
  'temporal',
  'temporal-schema',
  'temporal-ui',
  'backup',
  'restore',
] as const;

/** A part of an installation that has pods of its own: the value of the label `app.kubernetes.io/component`. */
export type Component = (typeof productComponents)[number] | (typeof foundationComponents)[number];

/** The components that this installation's spec asks for. Pods of CloudNativePG are that operator's and not among them. */
export function components({ spec }: Installation): Component[] {
  const { cache, database, temporal } = spec;
  const asked: Record<(typeof foundationComponents)[number], boolean> = {
    postgres: database.embedded !== undefined,
    redis: cache.enabled && cache.external === undefined,
    temporal: temporal.embedded !== undefined,
    'temporal-schema': temporal.embedded !== undefined,
    'temporal-ui': temporal.embedded?.ui === true,
    backup: spec.backup !== undefined,
    restore: spec.backup !== undefined || spec.restoreFrom !== undefined,
  };
  return [...productComponents, ...foundationComponents.filter((component) => asked[component])];
}
