import { AXES } from '@sidetrack/analysis';
import { z } from 'zod';

/** Values as the files of an archive hold them. */
export const id = z.guid().toLowerCase();
export const moment = z.iso.datetime();
export const day = z.iso.date();
export const words = z.string().max(4096);
export const json = z.unknown();
export const axis = z.enum(AXES);
export const share = z.number().min(0).max(1);
export const count = z.number().int().nonnegative();
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(100_000);

/** A track that a row names: by its id, and by what it is, for where that id is not known. */
export const recording = z.object({
  recordingId: id,
  mbid: id.nullable(),
  title: words,
  artistCredit: words,
});
export type NamedRecording = z.output<typeof recording>;
