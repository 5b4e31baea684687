import type { Vector } from '../maths/vectors.ts';
import type { KeyName, Mode } from '../tonal/index.ts';

/** A track that a mixtape may hold. What is not known is null, and nothing is put in its place. */
export interface MixtapeTrack {
  readonly recordingId: string;
  readonly title: string;
  readonly artistCredit: string;
  /** Who counts as one artist. */
  readonly artistKey: string;
  readonly durationSeconds: number | null;
  /** Where it lies on the map. */
  readonly x: number;
  readonly y: number;
  /** Where it lies in the space of the map; of one length for all tracks. */
  readonly vector: Vector;
  readonly tempoBpm: number | null;
  readonly key: { readonly name: KeyName; readonly mode: Mode } | null;
  /** 0 to 1. */
  readonly energy: number | null;
}

/** The plays of one week by recording id, those of tracks that are not on the map too. */
export interface MixtapeWeek {
  readonly weekStart: string;
  readonly plays: ReadonlyMap<string, number>;
}

export interface MixtapeOptions {
  /** How long the mixtape should be, 60 to 90. */
  readonly minutes: number;
  /** Another seed gives another mixtape of the same music. */
  readonly seed: number;
}

/** The step from the track before. A part is null where either track has no such figure. */
export interface MixtapeStep {
  /** The second tempo over the first, doubled or halved so that it is nearest to 1. */
  readonly tempoRatio: number | null;
  /** Steps around the wheel of keys, 0 to 6, and one more where major meets minor. */
  readonly keyDistance: number | null;
  readonly energyChange: number | null;
  readonly text: string;
}

export interface ChosenTrack {
  readonly track: MixtapeTrack;
  /** Its own duration, or what was assumed. */
  readonly durationSeconds: number;
  readonly durationAssumed: boolean;
  /** Its plays in the weeks that were taken. */
  readonly plays: number;
  readonly inCluster: boolean;
  /** How many tracks to choose from lie nearer to it than to any other on the mixtape, itself included. */
  readonly standsFor: number;
  readonly why: string;
  /** Null for the first track. */
  readonly step: MixtapeStep | null;
}

/** What was there to choose from and was not taken, in tracks. */
export interface LeftOut {
  /** Played, but not on the map of this space. */
  readonly notOnMap: number;
  /** Shorter or longer than a mixtape takes. */
  readonly unfitLength: number;
  readonly otherClusters: number;
  /** On the map, but in no cluster. */
  readonly betweenClusters: number;
  /** In the cluster, but others stand for them. */
  readonly notChosen: number;
}

export interface Mixtape {
  readonly tracks: readonly ChosenTrack[];
  readonly totalSeconds: number;
  /** How many durations were assumed. */
  readonly assumedDurations: number;
  /** Whether it is shorter than an hour. */
  readonly short: boolean;
  /** The weeks that it is made of, the asked one among them. */
  readonly weeks: readonly string[];
  /** Plays and tracks of the asked week; `placed` are on the map. */
  readonly week: { readonly plays: number; readonly tracks: number; readonly placedPlays: number };
  /** The dominant cluster: its tracks, its plays in the weeks taken, and its share of the plays there that are on the map. */
  readonly cluster: {
    readonly tracks: number;
    readonly plays: number;
    readonly share: number;
    readonly clusters: number;
  };
  readonly leftOut: LeftOut;
  /** What a listener should know of how it came about, a sentence each. */
  readonly notes: readonly string[];
}
