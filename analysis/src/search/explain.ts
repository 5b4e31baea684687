import type { SearchTrack } from './library.ts';
import { LEAST_STRENGTH, nameStrength, scoreStrength, visitTags } from './term-strength.ts';
import type { Searched, SearchEvidence, TermSearch } from './term-strength.ts';

/** For each track that is shown (by its number), the best evidence of every kind for each term, the strongest first. */
export function explain(
  searches: readonly TermSearch[],
  { library, scores, names }: Searched,
  { folded, shown }: { folded: string; shown: readonly number[] },
): SearchEvidence[][] {
  const all = new Map(shown.map((track) => [track, new Map<string, SearchEvidence>()]));
  const keep = (track: number, evidence: SearchEvidence): void => {
    const kept = all.get(track);
    const key = `${evidence.by} ${evidence.term}`;
    if (kept === undefined || evidence.strength < LEAST_STRENGTH) return;
    if (isStronger(evidence, kept.get(key))) kept.set(key, evidence);
  };
  for (const search of searches) {
    const { term } = search;
    visitTags(search, library, (track, strength, found) => {
      if (all.has(track)) keep(track, { term: term.text, ...found, strength });
    });
    const axes = term.axes.map(({ axis }) => axis).join(', ');
    for (const track of shown) {
      keep(track, { term: term.text, by: 'score', what: axes, strength: scoreStrength(term, scores[track] ?? null) });
      const fit = names.fit(track, term.key);
      const what = nameOf(library.tracks[track]!, fit.by);
      keep(track, { term: term.text, by: fit.by, what, strength: nameStrength(term, fit) });
    }
  }
  for (const track of shown) {
    const { strength, by } = names.fitWhole(track, folded);
    keep(track, { term: folded, by, what: nameOf(library.tracks[track]!, by), strength });
  }
  return shown.map((track) => [...all.get(track)!.values()].sort((a, b) => (isStronger(a, b) ? -1 : 1)));
}

function isStronger(one: SearchEvidence, other: SearchEvidence | undefined): boolean {
  if (other === undefined || one.strength !== other.strength) return one.strength > (other?.strength ?? 0);
  return `${one.by} ${one.what}` < `${other.by} ${other.what}`;
}

const nameOf = ({ artistCredit, title }: SearchTrack, by: 'artist' | 'title'): string =>
  by === 'artist' ? artistCredit : title;
