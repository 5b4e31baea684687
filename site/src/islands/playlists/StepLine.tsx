import { Icon } from '../../components/Icon.tsx';
import type { Reader } from '../../text/format.ts';
import { stepParts } from '../../text/playlist-text.ts';
import type { FlowTrack } from '../../text/playlist-text.ts';

interface StepLineProps {
  from: FlowTrack | undefined;
  to: FlowTrack;
  reader: Reader;
}

/** The step from the track before, as far as it is known; a wide one says so. */
export function StepLine({ from, to, reader }: StepLineProps) {
  const parts = from === undefined ? [] : stepParts(from, to, reader);
  if (parts.length === 0) return null;
  return (
    <p className="flex items-center gap-1.5 text-xs text-ink-faint tabular">
      <Icon name="arrowDown" size={12} />
      <span className="sr-only">Step from the track before: </span>
      <span>
        {parts.map(({ of, text, wide }, index) => (
          <span key={of}>
            {index > 0 && ' · '}
            <span className={wide ? 'font-medium text-warn' : ''}>
              {text}
              {wide && ' (a leap)'}
            </span>
          </span>
        ))}
      </span>
    </p>
  );
}
