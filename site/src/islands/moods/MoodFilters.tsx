import { memo } from 'react';
import { Button } from '../../components/Button.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { Select } from '../../components/Select.tsx';
import type { MoodFilters as Filters, Moods } from '../../data/queries/moods.ts';
import { formatCount, formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { sourceName, SPAN_NAMES, SPANS } from '../../text/moods-text.ts';
import type { SpanName } from '../../text/moods-text.ts';

export interface MoodChoice extends Filters {
  span: SpanName;
}

interface MoodFiltersProps {
  options: Moods['options'];
  choice: MoodChoice;
  onChange: (change: Partial<MoodChoice>) => void;
  reader: Reader;
}

/** Which plays are looked at, and how far back. Kept while what lies below changes: it names every artist. */
export const MoodFilters = memo(function MoodFilters({ options, choice, onChange, reader }: MoodFiltersProps) {
  const { artists, labels, sources, labelCoverage } = options;
  const count = (plays: number) => formatCount(plays, reader);
  const filtered = choice.artist !== null || choice.label !== null || choice.source !== null;
  return (
    <div className="space-y-3">
      <div className="grid grid-cols-2 items-end gap-3 *:first:col-span-2 sm:grid-cols-3 sm:*:first:col-span-1 xl:grid-cols-[1fr_1fr_1fr_auto]">
        <Select
          label="Artist"
          options={choices(
            'All artists',
            choice.artist,
            artists.map(({ artist, plays }) => [artist, `${artist} · ${count(plays)}`]),
          )}
          value={choice.artist ?? ''}
          onChange={(artist) => onChange({ artist: artist || null })}
        />
        <Select
          label="Record label"
          options={choices(
            labels.length === 0 ? 'No labels known' : 'All record labels',
            choice.label,
            labels.map(({ label, plays }) => [label, `${label} · ${count(plays)}`]),
          )}
          value={choice.label ?? ''}
          onChange={(label) => onChange({ label: label || null })}
        />
        <Select
          label="Source"
          options={choices(
            'All sources',
            choice.source,
            sources.map(({ source, plays }) => [source, `${sourceName(source)} · ${count(plays)}`]),
          )}
          value={choice.source ?? ''}
          onChange={(source) => onChange({ source: source || null })}
        />
        <div className="col-span-2 sm:col-span-3 xl:col-span-1">
          <Segmented
            label="How far back"
            choices={[...SPANS].sort(bySpan).map((value) => ({ value, name: SPAN_NAMES[value] }))}
            value={choice.span}
            onChange={(span) => onChange({ span })}
          />
        </div>
      </div>
      {(filtered || labels.length > 0) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-faint">
          {labels.length > 0 && <p>The record label is known of {formatShare(labelCoverage, reader)} of all plays.</p>}
          {filtered && (
            <Button look="plain" size="small" onClick={() => onChange({ artist: null, label: null, source: null })}>
              Show all plays
            </Button>
          )}
        </div>
      )}
    </div>
  );
});

const ORDER: readonly SpanName[] = ['half', 'year', 'three', 'all'];
const bySpan = (a: SpanName, b: SpanName) => ORDER.indexOf(a) - ORDER.indexOf(b);

/** All of them first; what is asked for stands among them, also where it is none of the most played. */
function choices(all: string, asked: string | null, known: readonly (readonly [string, string])[]) {
  const listed = known.map(([value, name]) => ({ value, name }));
  const missing = asked !== null && !known.some(([value]) => value === asked);
  return [{ value: '', name: all }, ...(missing ? [{ value: asked, name: asked }] : []), ...listed];
}
