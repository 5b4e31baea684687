import { calibrate, KEY_NAMES } from '@sidetrack/analysis';
import type { Calibration, SourceShare } from '@sidetrack/analysis';
import { z } from 'zod';
import type { AudioFeaturesShape, FeatureName } from '../contract/audio-features.ts';
import { featureNames } from '../contract/audio-features.ts';
import { API_PATH } from '../server/api-path.ts';

/** What is known of a track, from which its features are told. */
export interface TrackFacts {
  readonly id: string;
  readonly mbid: string | null;
  readonly isrcs: readonly string[];
  readonly durationMs: number | null;
  /** As everybody shares them, by axis. */
  readonly scores: Readonly<Record<string, SharedScore>>;
  /** Newest measurement of the listener's own file; null where there is none. */
  readonly measured: Readonly<Record<string, unknown>> | null;
  /** Length of that file. */
  readonly measuredSeconds: number | null;
  /** What the model `vibenet` says of that file, where it is installed. */
  readonly heard: Readonly<Record<string, unknown>> | null;
  /** Of the AcousticBrainz dump, where it was imported. */
  readonly acousticBrainz: {
    readonly bpm: number | null;
    readonly key: string | null;
    readonly scale: string | null;
    readonly strength: number | null;
  } | null;
}
interface SharedScore {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly sources: readonly SourceShare[];
}

/** One value, how sure it is, and what it rests on. */
interface Told {
  readonly value: number | null;
  readonly confidence: number | null;
  readonly source: readonly string[];
}

/** The features of a track as this listener hears it. Nothing is made up: what no source tells is null, with no source. */
export function featuresOf(track: TrackFacts, calibration: Calibration): AudioFeaturesShape {
  const told = tellAll(track, calibration);
  const each = <T>(part: (one: Told) => T): Record<FeatureName, T> =>
    Object.fromEntries(featureNames.map((name) => [name, part(told[name])])) as Record<FeatureName, T>;
  const href = `${API_PATH}/tracks/${track.id}`;
  const seconds = track.measuredSeconds;
  return {
    type: 'audio_features',
    id: track.id,
    uri: `sidetrack:track:${track.id}`,
    track_href: href,
    analysis_url: track.measured === null ? null : `${href}/contours`,
    duration_ms: seconds === null ? track.durationMs : Math.max(1, Math.round(seconds * 1000)),
    ...each(({ value }) => value),
    mbid: track.mbid,
    isrcs: [...track.isrcs],
    confidence: each(({ confidence }) => confidence),
    source: each(({ source }) => [...source]),
  };
}

const UNKNOWN: Told = { value: null, confidence: null, source: [] };

function tellAll(track: TrackFacts, calibration: Calibration): Record<FeatureName, Told> {
  const scores = calibrate(track.id, { ...track.scores }, calibration);
  const scored = (axis: keyof typeof scores): Told => {
    const score = scores[axis];
    if (score === undefined) return UNKNOWN;
    const shares = [...score.sources].sort((a, b) => b.weight - a.weight || (a.source < b.source ? -1 : 1));
    const source = [...new Set(shares.map((share) => share.source))];
    return { value: score.value, confidence: unit(1 - (score.high - score.low)), source };
  };
  const { key, mode } = tonality(track);
  return {
    acousticness: scored('acousticness'),
    danceability: scored('danceability'),
    energy: scored('energy'),
    instrumentalness: scored('instrumentalness'),
    key,
    liveness: heardAs('liveness', track),
    loudness: loudness(track),
    mode,
    speechiness: heardAs('speechiness', track),
    tempo: tempo(track),
    time_signature: UNKNOWN,
    valence: scored('valence'),
  };
}

function tempo({ measured, acousticBrainz }: TrackFacts): Told {
  const { data } = Tempo.safeParse(measured);
  if (data !== undefined) return { value: data.tempoBpm, confidence: data.tempoConfidence, source: ['file'] };
  const bpm = acousticBrainz?.bpm ?? 0;
  return bpm > 0 ? { value: bpm, confidence: null, source: ['acousticbrainz'] } : UNKNOWN;
}

function tonality({ measured, acousticBrainz }: TrackFacts): { key: Told; mode: Told } {
  const { data } = Key.safeParse(measured);
  if (data !== undefined) return tonalityOf(data.key, data.mode, { confidence: data.keyConfidence, source: ['file'] });
  if (acousticBrainz === null) return { key: UNKNOWN, mode: UNKNOWN };
  const { key, scale, strength } = acousticBrainz;
  const confidence = strength === null ? null : unit(strength);
  return tonalityOf(key ?? '', scale, { confidence, source: ['acousticbrainz'] });
}

function tonalityOf(name: string, mode: string | null, rest: Omit<Told, 'value'>): { key: Told; mode: Told } {
  const tonic = (KEY_NAMES as readonly string[]).indexOf(SHARPS[name] ?? name);
  const value = { major: 1, minor: 0 }[mode ?? ''];
  return {
    key: tonic === -1 ? UNKNOWN : { value: tonic, ...rest },
    mode: value === undefined ? UNKNOWN : { value, ...rest },
  };
}

function loudness({ measured }: TrackFacts): Told {
  const value = z.number().safeParse(measured?.['loudnessLufs']).data;
  return value === undefined ? UNKNOWN : { value, confidence: 1, source: ['file'] };
}

/** What a model says that no axis here stands for. It does not say how sure it is. */
function heardAs(name: string, { heard }: TrackFacts): Told {
  const value = Share.safeParse(heard?.[name]).data;
  return value === undefined ? UNKNOWN : { value, confidence: null, source: ['vibenet'] };
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));
/** AcousticBrainz writes some tonics with a flat. */
const SHARPS: Readonly<Record<string, string>> = { Db: 'C#', Eb: 'D#', Gb: 'F#', Ab: 'G#', Bb: 'A#' };

const Share = z.number().min(0).max(1);
const Confidence = Share.nullable().catch(null);
const Tempo = z.object({ tempoBpm: z.number().positive(), tempoConfidence: Confidence });
const Key = z.object({ key: z.string(), mode: z.string().nullable().catch(null), keyConfidence: Confidence });
