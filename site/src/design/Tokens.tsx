import { Card } from '../components/Card.tsx';
import { Icon, ICON_NAMES } from '../components/Icon.tsx';

const COLORS: readonly (readonly [string, readonly string[]])[] = [
  ['Ground', ['page', 'surface', 'raised', 'line', 'line-strong']],
  ['Ink', ['ink', 'ink-soft', 'ink-faint']],
  ['Accent', ['accent', 'accent-soft', 'on-accent', 'compare', 'baseline']],
  ['Meaning', ['good', 'good-soft', 'warn', 'warn-soft', 'bad', 'bad-soft', 'unknown']],
  ['Low to high', ['ramp-0', 'ramp-1', 'ramp-2', 'ramp-3', 'ramp-4']],
  ['Fewer to more', ['heat-0', 'heat-1', 'heat-2', 'heat-3', 'heat-4']],
];

/** Colours, sizes of text, icons. */
export function Tokens() {
  return (
    <>
      <Card title="Colours">
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
          {COLORS.map(([name, tokens]) => (
            <div key={name}>
              <h3 className="mb-2 text-xs font-medium text-ink-faint">{name}</h3>
              <ul className="space-y-1.5">
                {tokens.map((token) => (
                  <li key={token} className="flex items-center gap-3 text-[13px]">
                    <svg width="40" height="22" aria-hidden="true">
                      <rect
                        x="0.5"
                        y="0.5"
                        width="39"
                        height="21"
                        rx="5"
                        fill={`var(--${token})`}
                        stroke="var(--line)"
                      />
                    </svg>
                    {token}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Card>
      <Card title="Text">
        <div className="space-y-3">
          <p className="text-[26px] leading-tight font-semibold tracking-tight">Page title, 26</p>
          <p className="text-lg font-semibold tracking-tight">Title of a dialog or an empty page, 18</p>
          <p className="text-[15px] font-semibold tracking-tight">Title of a card, 15</p>
          <p>Text, 15. Your weeks on the map of your music; near is alike.</p>
          <p className="text-[13px] text-ink-soft">Beneath a chart, beside a number, 13</p>
          <p className="text-xs text-ink-faint">What a number rests on, and when, 12</p>
          <p className="text-[28px] leading-tight font-semibold tracking-tight tabular">0.42</p>
        </div>
      </Card>
      <Card title="Icons">
        <ul className="grid grid-cols-3 gap-x-4 gap-y-3 text-[13px] text-ink-soft sm:grid-cols-5 lg:grid-cols-7">
          {ICON_NAMES.map((name) => (
            <li key={name} className="flex items-center gap-2.5">
              <Icon name={name} />
              <span className="truncate">{name}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
