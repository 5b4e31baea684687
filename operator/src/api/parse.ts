import type { z } from 'zod';
import type { SideTrackSpec } from './sidetrack.ts';
import { sideTrackSpec } from './sidetrack.ts';
import type { TenantSpec } from './tenant.ts';
import { tenantSpec } from './tenant.ts';

/** A spec that this operator cannot carry out. The message names each field and says what to write instead. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  readonly problems: readonly { field: string; message: string }[];

  constructor(kind: string, issues: readonly z.core.$ZodIssue[]) {
    const problems = issues.map(({ path, message }) => ({ field: ['spec', ...path.map(String)].join('.'), message }));
    super(
      `The spec of the ${kind} cannot be carried out. ${problems.map((p) => `${p.field}: ${p.message}`).join(' ')}`,
    );
    this.problems = problems;
  }
}

/** The spec of an installation with its defaults filled. Throws SpecError. */
export function parseSideTrackSpec(spec: unknown): SideTrackSpec {
  const parsed = sideTrackSpec.safeParse(spec);
  if (!parsed.success) throw new SpecError('SideTrack', parsed.error.issues);
  return parsed.data;
}

/** The spec of a listener with its defaults filled. Throws SpecError. */
export function parseTenantSpec(spec: unknown): TenantSpec {
  const parsed = tenantSpec.safeParse(spec);
  if (!parsed.success) throw new SpecError('Tenant', parsed.error.issues);
  return parsed.data;
}
