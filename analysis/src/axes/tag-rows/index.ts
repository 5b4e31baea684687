import type { TagKind, TagRow } from '../tag-row.ts';
import { CLASSICAL } from './classical.ts';
import { ELECTRONIC } from './electronic.ts';
import { JAZZ } from './jazz.ts';
import { METAL } from './metal.ts';
import { MOOD } from './mood.ts';
import { POP } from './pop.ts';
import { ROCK } from './rock.ts';
import { SOUND } from './sound.ts';
import { URBAN } from './urban.ts';
import { USE } from './use.ts';
import { WORLD } from './world.ts';

/** Every row of the table with what its tag names. */
export const TAG_ROWS: readonly (readonly [TagKind, TagRow])[] = [
  ...of('genre', ROCK, METAL, ELECTRONIC, POP, URBAN, JAZZ, WORLD, CLASSICAL),
  ...of('mood', MOOD),
  ...of('sound', SOUND),
  ...of('use', USE),
];

function of(kind: TagKind, ...groups: readonly (readonly TagRow[])[]): (readonly [TagKind, TagRow])[] {
  return groups.flat().map((row) => [kind, row]);
}
