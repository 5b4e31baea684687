import type { Axis } from '../axes/axis.ts';
import { TAG_AXES } from '../axes/tag-table.ts';

/** A side of an axis that a word is about: at least `value` where that is above 0.5, else at most. */
export interface AxisMeaning {
  axis: Axis;
  value: number;
}

/** The sides of axes that a tag (as `tagKey` gives it) is about; empty for one whose meaning no axis holds, such as a genre. */
export function axesOf(key: string): readonly AxisMeaning[] {
  return MEANINGS.get(key) ?? [];
}

/** Words for the axes themselves, and the tag of the table that they are read as. */
export const AXIS_NAMES: ReadonlyMap<string, string> = new Map([
  ['energy', 'energetic'],
  ['high energy', 'energetic'],
  ['low energy', 'calm'],
  ['valence', 'happy'],
  ['positive', 'happy'],
  ['negative', 'sad'],
  ['danceability', 'danceable'],
  ['pumpiness', 'pumping'],
  ['side chain', 'pumping'],
  ['sidechain', 'pumping'],
  ['acousticness', 'acoustic'],
  ['instrumentalness', 'instrumental'],
]);

/**
 * Which axes hold what a word means. Only words of which that is all they say: music for Christmas has a typical energy, and yet no
 * score tells whether a track is for Christmas. How far to which side is what the table says of the tag.
 */
const ABOUT: readonly (readonly [axes: readonly Axis[], tags: string])[] = [
  [['energy'], 'energetic|powerful|intense|fast|slow|quiet|soft|mellow|calm|relaxing|chill|chillout|laid back|gentle'],
  [['energy'], 'hard|soothing|driving|explosive|exciting|workout|gym|running|sleep|meditation|meditative'],
  [['valence'], 'happy|sad|cheerful|sunny|joy|hopeful|optimistic|gloomy|depressive|bleak|mournful|sorrow'],
  [['energy', 'valence'], 'angry|aggressive|furious|upbeat|uplifting|feel good|ecstatic|fun|carefree|party'],
  [['energy', 'valence'], 'peaceful|serene|tranquil|melancholy|lonely|somber|sunday morning'],
  [['danceability'], 'danceable|groovy|bouncy|dance|club'],
  [['valence', 'brightness'], 'dark'],
  [['pumpiness'], 'pumping'],
  [['acousticness'], 'acoustic|unplugged|electronic'],
  [['instrumentalness'], 'instrumental|vocal|a cappella'],
];

const MEANINGS = meanings();

function meanings(): ReadonlyMap<string, readonly AxisMeaning[]> {
  const found = new Map<string, AxisMeaning[]>();
  for (const [axes, tags] of ABOUT) {
    for (const tag of tags.split('|')) {
      const says = TAG_AXES.get(tag);
      const sides = axes.flatMap((axis) => {
        const value = says?.[axis];
        return value === undefined ? [] : [{ axis, value }];
      });
      if (sides.length > 0) found.set(tag, sides);
    }
  }
  return found;
}
