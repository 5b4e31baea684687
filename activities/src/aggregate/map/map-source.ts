import type { AudioSpace, TagSpace } from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';

/** A recording with what places it in a space, and a hash of that. */
export interface SourceTrack<Item> {
  recordingId: string;
  hash: string;
  item: Item;
}

/** A fitted space and what places an item in it; null where the space knows nothing of the item. */
export interface FittedSpace<Item> {
  space: AudioSpace | TagSpace;
  place(item: Item): number[] | null;
}

/** Where the tracks of a space come from, and how the space is spanned. */
export interface MapSource<Item> {
  /** Every recording that somebody listened to and that has something to place it by, in the order of their ids. */
  read(tx: Sql): Promise<{ model: string; tracks: SourceTrack<Item>[] }>;
  fit(items: readonly Item[]): FittedSpace<Item>;
  /** The space as it was stored with an earlier map, or null where it is of an unknown shape. */
  restore(stored: unknown): FittedSpace<Item> | null;
  /** Why there is no map when there are no tracks, and what to do. */
  reasonForNone: string;
}
