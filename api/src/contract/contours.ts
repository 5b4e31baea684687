import { defineOperation } from './operation.ts';
import { Id } from './primitives.ts';
import { z } from './zod.ts';

const Contour = z.array(z.number().nullable());
const Segment = z
  .strictObject({
    startSeconds: z.number().min(0),
    endSeconds: z.number().min(0),
    novelty: z.number().openapi({ description: 'How different it is from what precedes it, from 0; 0 for the first.' }),
    values: z.record(z.string(), z.unknown()).openapi({ description: 'Features of the segment, as those of a track.' }),
  })
  .openapi('Segment');

export const TrackContours = z
  .strictObject({
    extractorVersion: z.string(),
    optionsHash: z.string(),
    durationSeconds: z.number().openapi({ description: 'Of the whole file; an excerpt has contours of itself alone.' }),
    rateHz: z
      .literal(2)
      .openapi({ description: 'Values a second: value i speaks of the half second from i / 2 s on.' }),
    levelDb: Contour,
    spectralCentroidHz: Contour,
    onsetStrength: Contour,
    percussiveRatio: Contour,
    chroma: z
      .array(z.array(z.number()).length(12).nullable())
      .openapi({ description: '12 pitch classes from C, each half second.' }),
    segments: z.array(Segment).openapi({ description: 'Parts of a file of more than 20 minutes; empty for others.' }),
  })
  .openapi('TrackContours');
export type TrackContoursShape = z.infer<typeof TrackContours>;

const example: TrackContoursShape = {
  extractorVersion: 'signal-2',
  optionsHash: '0f3a1c9a0b8f4c1e',
  durationSeconds: 1,
  rateHz: 2,
  levelDb: [-14.2, -13.8],
  spectralCentroidHz: [1820, 1911],
  onsetStrength: [0.8, 1.42],
  percussiveRatio: [0.21, 0.24],
  chroma: [[1, 0.2, 0.1, 0.1, 0.6, 0.2, 0.1, 0.7, 0.1, 0.2, 0.1, 0.2], null],
  segments: [],
};

export const getTrackContours = defineOperation({
  operationId: 'getTrackContours',
  method: 'get',
  path: '/tracks/{id}/contours',
  summary: 'How a track goes on inside, by half seconds, and the segments of a long one',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 200, description: 'The contours.', schema: TrackContours, example },
});
