import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Tag and its weight, 0 to 1. */
export type Tags = Readonly<Record<string, number>>;

/** A track that the demo's listener plays: one of the bundled recordings, or an invented one without audio. */
export interface DemoTrack {
  readonly artist: string;
  readonly title: string;
  readonly release: string;
  readonly durationSeconds: number;
  /** What it is played with: the phases of the history are mixtures of scenes. */
  readonly scene: string;
  readonly tags: Tags;
  /** Path of the bundled recording inside sample/; null for an invented track. */
  readonly file: string | null;
}

/** For some weeks the listener plays this mixture of scenes (weights, not shares). */
export interface Phase {
  readonly untilWeek: number;
  readonly scenes: Readonly<Record<string, number>>;
}

export interface Catalogue {
  readonly tracks: readonly DemoTrack[];
  readonly phases: readonly Phase[];
  /** Factors on the weight of a scene. */
  readonly seasons: Readonly<Record<'summer' | 'winter', Readonly<Record<string, number>>>>;
}

/** Reads sample/catalogue.json and sample/recordings.json; the bundled recordings come first. */
export function readCatalogue(sampleDir: string): Catalogue {
  const { artists, bundled, phases, seasons } = catalogueFile.parse(readJson(join(sampleDir, 'catalogue.json')));
  const recordings = recordingsFile.parse(readJson(join(sampleDir, 'recordings.json')));
  const real = recordings.map(({ file, artist, title, album, durationSeconds }) => {
    const described = bundled[file];
    if (described === undefined) throw new Error(`sample/catalogue.json does not describe ${file}.`);
    return { artist, title, release: album, durationSeconds, file, ...described };
  });
  const invented = artists.flatMap(({ name, release, scene, tags, tracks }) =>
    tracks.map((track) => ({
      artist: name,
      title: track.title,
      release,
      scene,
      durationSeconds: track.durationSeconds,
      tags: { ...tags, ...track.tags },
      file: null,
    })),
  );
  return { tracks: [...real, ...invented], phases, seasons };
}

const weight = z.number().min(0).max(1);
const tags = z.record(z.string(), weight);
const factors = z.record(z.string(), z.number().positive());
const catalogueFile = z.object({
  phases: z.array(z.object({ untilWeek: z.number().int(), scenes: factors })).min(1),
  seasons: z.object({ summer: factors, winter: factors }),
  artists: z.array(
    z.object({
      name: z.string(),
      scene: z.string(),
      release: z.string(),
      tags,
      tracks: z.array(z.object({ title: z.string(), durationSeconds: z.number(), tags: tags.optional() })),
    }),
  ),
  bundled: z.record(z.string(), z.object({ scene: z.string(), tags })),
});
const recordingsFile = z.array(
  z.object({
    file: z.string(),
    artist: z.string(),
    title: z.string(),
    album: z.string(),
    durationSeconds: z.number(),
  }),
);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
