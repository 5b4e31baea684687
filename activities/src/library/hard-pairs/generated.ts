import { seededRandom } from '@sidetrack/analysis';
import type { HardPair } from './hard-pair.ts';
import { RULES } from './rules.ts';
import type { Draw } from './rule.ts';
import { SONGS } from './songs.ts';

/** The generated half of the hard pairs: each rule on some of the songs, always the same. */
export function generatedPairs(): HardPair[] {
  return RULES.flatMap((rule, index) => {
    const random = seededRandom(1000 + index);
    const draw: Draw = {
      pick: (choices) => choices[Math.floor(random() * choices.length)]!,
      between: (from, to) => from + random() * (to - from),
    };
    return Array.from({ length: rule.songs }, (_, turn) => SONGS[(turn * 7 + index * 3) % SONGS.length]!).flatMap(
      (song) => {
        const made = rule.make(song, draw);
        if (made === null) return [];
        const base = { artist: song.artist, title: song.title, album: song.album, seconds: song.seconds };
        const jitter = draw.between(-1, 1);
        return [
          {
            kind: rule.kind,
            heard: { ...base, ...made.heard },
            file: { ...base, seconds: song.seconds + jitter, ...made.file },
            same: rule.same,
          },
        ];
      },
    );
  });
}

/** What the rules do, for the page that documents them. */
export const RULE_NOTES = RULES.map(({ kind, does, same, songs }) => ({ kind, does, same, songs }));
