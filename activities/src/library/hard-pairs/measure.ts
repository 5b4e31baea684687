import { judgeCandidate } from '../judge-candidate.ts';
import { pairUp } from '../pair-up.ts';
import type { HeardRecording, OwnFile } from '../read-library.ts';
import type { HardPair, PairKind, Told } from './hard-pair.ts';

/** How often the ladder says "the same" rightly and wrongly. */
export interface Tally {
  readonly kind: PairKind | 'all';
  readonly pairs: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Of what was called the same, the share that is; of what is the same, the share that was called so. null: none. */
  readonly precision: number | null;
  readonly recall: number | null;
}
export interface Measured {
  readonly all: Tally;
  readonly kinds: readonly Tally[];
  readonly mistakes: readonly HardPair[];
}

/** Asks the ladder about each pair as if it were all of a listener's library. */
export function measureLadder(pairs: readonly HardPair[]): Measured {
  const judged = pairs.map((pair) => ({ pair, called: isMatched(pair) }));
  const kinds = [...new Set(pairs.map(({ kind }) => kind))].sort();
  const tally = (kind: Tally['kind']): Tally => {
    const of = judged.filter(({ pair }) => kind === 'all' || pair.kind === kind);
    const count = (same: boolean, called: boolean): number =>
      of.filter((each) => each.pair.same === same && each.called === called).length;
    const [tp, fp, fn, tn] = [count(true, true), count(false, true), count(true, false), count(false, false)];
    return {
      kind,
      pairs: of.length,
      truePositives: tp,
      falsePositives: fp,
      falseNegatives: fn,
      trueNegatives: tn,
      precision: tp + fp === 0 ? null : tp / (tp + fp),
      recall: tp + fn === 0 ? null : tp / (tp + fn),
    };
  };
  return {
    all: tally('all'),
    kinds: kinds.map(tally),
    mistakes: judged.filter(({ pair, called }) => pair.same !== called).map(({ pair }) => pair),
  };
}

/** The measured figures as a table for people. */
export function tableOf({ all, kinds }: Measured): string {
  const share = (value: number | null): string => (value === null ? '-' : value.toFixed(3)).padStart(10);
  const line = ({ kind, pairs, precision, recall, falsePositives, falseNegatives }: Tally): string =>
    `${kind.padEnd(16)}${String(pairs).padStart(7)}${share(precision)}${share(recall)}${String(falsePositives).padStart(9)}${String(falseNegatives).padStart(8)}`;
  const head = `${'kind'.padEnd(16)}  pairs precision    recall  wrongly  missed`;
  return [head, ...kinds.map(line), line(all)].join('\n');
}

export function isMatched({ heard, file }: HardPair): boolean {
  return pairUp([asHeard(heard)], [asFile(file)]).some((candidate) => judgeCandidate(candidate) !== null);
}

function asHeard({ artist, title, album, seconds, isrc, credit, aliases }: Told): HeardRecording {
  return {
    id: 'r',
    mbid: null,
    title,
    artist: artist ?? '',
    releaseTitle: album,
    isrcs: isrc === undefined ? [] : [isrc],
    durationSeconds: seconds,
    plays: 1,
    credit: [...(credit ?? [])],
    aliases: [...(aliases ?? [])],
  };
}

function asFile({ artist, title, album, seconds, isrc }: Told): OwnFile {
  return {
    id: 'f',
    mbid: null,
    isrc: isrc ?? null,
    title,
    artist,
    album,
    durationSeconds: seconds,
    isGone: false,
  };
}
