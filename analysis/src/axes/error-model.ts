import type { Axis } from './axis.ts';
import type { EvidenceGroup } from './evidence.ts';

/** How errors go together. */
export interface ErrorModel {
  /** Correlation of two sources' errors on an axis (on `any` where that has none), by what joins them. */
  correlations: Readonly<Partial<Record<Axis | 'any', Readonly<Partial<Record<Level, number>>>>>>;
  /** Degrees of freedom of the Student's t that errors follow: few where now and then all sources are far off. */
  tailFreedom: number;
}

/** Groups whose errors have a cause in common that is known. */
export type Family = EvidenceGroup | 'tags';

/** What joins two sources: a group, a family of groups, two families (in the order of the alphabet), or being sources at all. */
export type Level = Family | `${Family}+${Family}` | 'all';

/** Tags of all kinds are read by one table, whose errors they share. The other groups are families of their own. */
export const familyOf = (group: EvidenceGroup): Family =>
  group === 'folksonomy' || group === 'musicbrainz' ? 'tags' : group;

export const betweenFamilies = (a: Family, b: Family): Level => (a < b ? `${a}+${b}` : `${b}+${a}`);
