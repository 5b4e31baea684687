import { AXES } from '@sidetrack/analysis';
import { orNull, z } from './zod.ts';

/** Identifier of a row. Any UUID is taken: which version a writer chose is its own affair. */
export const Id = z.guid().openapi({ format: 'uuid', example: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11' });

/** A moment, RFC 3339, always in UTC in answers. */
export const Moment = z.iso
  .datetime({ offset: true })
  .openapi({ format: 'date-time', example: '2026-11-18T20:15:00.000Z' });

/** A calendar day in the listener's time zone. */
export const Day = z.iso.date().openapi({ format: 'date', example: '2026-11-16' });

/** Share of plays that a number rests on, 0 to 1. */
export const Coverage = z
  .number()
  .min(0)
  .max(1)
  .openapi('Coverage', { description: 'Share of plays that the number rests on.', example: 0.82 });

/** An ISO 8601 week with its ISO year. */
export const IsoWeek = z
  .string()
  .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'A week looks like 2026-W47.')
  .openapi('IsoWeek', { description: 'ISO 8601 week in the listener’s time zone.', example: '2026-W47' });

/** The two spaces: embeddings of the listener's own audio, or weighted tags and artists. */
export const Space = z
  .enum(['audio', 'tag'])
  .openapi('Space', { description: 'audio: embeddings of audio files. tag: weighted tags and artists.' });
export type SpaceName = z.infer<typeof Space>;

export const axisNames = AXES;
/** An axis that a person understands; every value on it is 0 to 1. */
export const Axis = z.enum(axisNames).openapi('Axis');
export type AxisName = z.infer<typeof Axis>;

/** Play-weighted mean of one axis over a week (or longer) with its 80 % interval. */
export const AxisSummary = z
  .strictObject({
    mean: z.number().min(0).max(1),
    low: z.number().min(0).max(1).openapi({ description: 'Lower bound of the 80 % interval of the mean.' }),
    high: z.number().min(0).max(1).openapi({ description: 'Upper bound of the 80 % interval of the mean.' }),
    spread: z.number().min(0).openapi({ description: 'Play-weighted standard deviation over the tracks.' }),
    coverage: Coverage,
    ownDeviation: z.number().min(0).openapi({
      description:
        'Standard deviation of the part of the mean’s error that other weeks do not share. Compare weeks by it: the rest cancels in a difference.',
    }),
  })
  .openapi('AxisSummary', {
    example: { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 },
  });
export type AxisSummaryShape = z.infer<typeof AxisSummary>;

/** Every axis; null where nothing is known, never zero. */
export const AxisSummaries = z
  .strictObject(
    Object.fromEntries(axisNames.map((axis) => [axis, orNull(AxisSummary)])) as Record<
      AxisName,
      ReturnType<typeof orNull<typeof AxisSummary>>
    >,
  )
  .openapi('AxisSummaries');

/** Values on the axes of one track; an axis that is not known is absent. */
export const AxisValues = z
  .strictObject(
    Object.fromEntries(axisNames.map((axis) => [axis, z.number().min(0).max(1).optional()])) as Record<
      AxisName,
      z.ZodOptional<z.ZodNumber>
    >,
  )
  .openapi('AxisValues', { example: { energy: 0.71, valence: 0.38 } });

/** A non-negative count. */
export const Count = z.int().min(0);

/** A name that a person gives: some text of at most so many characters, without control characters and broken Unicode. */
export function text(maximum: number): z.ZodString {
  return z
    .string()
    .min(1)
    .max(maximum)
    .regex(withoutControls, 'Control characters are not allowed.')
    .refine((value) => value.isWellFormed(), 'This is not well-formed Unicode text.');
}
const withoutControls = /^[^\u0000-\u001f\u007f-\u009f]+$/;

/** A whole number in a query string, digits only: `10`, not `1e1`, `0x0a` or nothing. */
export function integerParameter(bounds: {
  minimum: number;
  maximum: number;
  default: number;
}): z.ZodType<number, string | undefined> {
  return z
    .string()
    .regex(/^\d{1,9}$/, `A whole number from ${bounds.minimum} to ${bounds.maximum} is expected.`)
    .transform(Number)
    .pipe(z.int().min(bounds.minimum).max(bounds.maximum))
    .prefault(String(bounds.default))
    .openapi({ type: 'integer', ...bounds, default: bounds.default as never });
}
