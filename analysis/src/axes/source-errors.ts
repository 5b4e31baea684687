import {
  acrossFamilies,
  correlationsWithTruth,
  deviation,
  mean,
  pairsOf,
  type Pair,
  type Series,
} from './agreement.ts';
import { AXES, type Axis } from './axis.ts';
import type { EvidenceGroup, TrackEvidence } from './evidence.ts';
import { logit } from './logit.ts';
import { collectEvidence } from './score-track.ts';
import { TAG_AXES } from './tag-table.ts';

/** What a fit knows of one source on one axis, in log-odds. */
export interface SourceError {
  tracks: number;
  /** E(what it says - truth)² */
  meanSquare: number;
  /** The part of it that is a track's own: no bias and no timidity. */
  own: number;
  /** How much of the truth's standard deviation it says, and how much it leaves out where music of all kinds is heard. */
  told: number;
  untold: number;
  /** Distance to the mean of the groups, of which there are `groups`. */
  bias: number;
  groups: number;
  /** What the source itself says of its error: a factor of its variance, and what comes on top. */
  factor: number;
  extra: number;
}

/** Of all sources on one axis. */
export interface AxisErrors {
  axis: Axis;
  pairs: Pair[];
  errors: Map<string, SourceError>;
}

/** The errors of every source on every axis, from how sources agree; see fitVariances for what they rest on. */
export function sourceErrors(tracks: readonly TrackEvidence[]): AxisErrors[] {
  const axes = AXES.map((axis) => fitAxis(axis, tracks));
  const all = axes.flatMap(({ errors }) => [...errors.values()]).filter(({ groups }) => groups > 1);
  // The mean of the groups is off too. Of a bias b that is drawn as often as there are sources, its distance to the mean of g groups
  // shows b² (1 - 1 / g), and b² / g stays open (the variance of b when that distance is known).
  const typical = all.length === 0 ? 0 : mean(all.map(({ bias, groups }) => (bias ** 2 * groups) / (groups - 1)));
  for (const { errors } of axes)
    for (const error of errors.values()) error.meanSquare += error.bias ** 2 + typical / error.groups;
  return axes;
}

function fitAxis(axis: Axis, tracks: readonly TrackEvidence[]): AxisErrors {
  const said = readSeries(axis, tracks);
  const pairs = pairsOf(said.map(({ series }) => series));
  const toTruth = correlationsWithTruth(pairs);
  const known = said.filter(({ series: { source } }) => toTruth.has(source));
  const widths = new Map(known.map(({ series: { source, values } }) => [source, deviation([...values.values()])]));
  const toldBy = (source: string) => toTruth.get(source)! * widths.get(source)!;
  const scale = scaleOf(
    axis,
    known.map(({ series: { source } }) => toldBy(source)),
    pairs,
  );
  const { biases, groups } = biasesOf(known.map(({ series }) => series));
  const errors = new Map(
    known.map(({ series: { source, values }, factor, extra }) => {
      const told = toldBy(source);
      const untold = scale.spread - told * scale.stretch;
      const own = widths.get(source)! ** 2 - told ** 2;
      const error: SourceError = {
        tracks: values.size,
        meanSquare: own + untold ** 2,
        own,
        told,
        untold,
        bias: biases.get(source)!,
        groups,
        factor,
        extra,
      };
      return [source, error] as const;
    }),
  );
  return { axis, pairs, errors };
}

/**
 * How far tracks lie apart where music of all kinds is heard, and by what to stretch what a source tells of these tracks to get there.
 *
 * The source that tells most is taken to tell all of it, and the tracks to be a part of all music that is as narrow as that says; but
 * only as far as two sources agree that these tracks differ at all (the best correlation between families). As far as they do not,
 * the tracks are taken for all music, and every source for as timid as it looks beside the tag table.
 */
function scaleOf(axis: Axis, told: readonly number[], pairs: readonly Pair[]): { spread: number; stretch: number } {
  const here = Math.max(0, ...told);
  const spread = Math.max(tableSpread(axis), here);
  const agreed = Math.max(0, ...acrossFamilies(pairs).map(({ correlation }) => correlation));
  return { spread, stretch: here === 0 ? 1 : agreed * (spread / here) + (1 - agreed) };
}

interface Said {
  series: Series;
  factor: number;
  extra: number;
}

/** What each source says of the tracks, and how its stated variance follows from the fitted one: a straight line, read at 0 and 1. */
function readSeries(axis: Axis, tracks: readonly TrackEvidence[]): Said[] {
  const found = new Map<string, { group: EvidenceGroup; values: Map<number, number>; at0: number[]; at1: number[] }>();
  tracks.forEach((track, index) => {
    const without = collectEvidence(track, () => 0);
    collectEvidence(track, () => 1).forEach(({ source, group, axis: on, logOdds, variance }, i) => {
      if (on !== axis || group === 'listener') return;
      const series = found.get(source) ?? { group, values: new Map<number, number>(), at0: [], at1: [] };
      series.values.set(index, logOdds);
      series.at0.push(without[i]!.variance);
      series.at1.push(variance);
      found.set(source, series);
    });
  });
  return [...found].map(([source, { group, values, at0, at1 }]) => {
    const extra = mean(at0);
    return { series: { source, group, values }, extra, factor: mean(at1) - extra };
  });
}

/** The standard deviation of the tag table on an axis, in log-odds. */
function tableSpread(axis: Axis): number {
  return deviation([...TAG_AXES.values()].flatMap((says) => (says[axis] === undefined ? [] : [logit(says[axis])])));
}

/** How far each source lies from the mean of all groups. */
function biasesOf(series: readonly Series[]): { biases: Map<string, number>; groups: number } {
  const means = series.map(({ source, group, values }) => ({ source, group, at: mean([...values.values()]) }));
  const groups = [...new Set(means.map(({ group }) => group))].map((group) =>
    mean(means.filter((one) => one.group === group).map(({ at }) => at)),
  );
  const middle = mean(groups);
  return { biases: new Map(means.map(({ source, at }) => [source, at - middle])), groups: groups.length };
}
