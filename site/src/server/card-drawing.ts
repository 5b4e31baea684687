import type { ReactNode } from 'react';
import { AXES } from '../charts/axes.ts';
import type { Card } from '../data/queries/shares.ts';
import { MONTHS } from '../text/dates.ts';
import { cardHeading, cardLine } from '../text/card-text.ts';
import { formatCount } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

export const CARD_SIZE = { width: 1200, height: 630 } as const;

type Style = Readonly<Record<string, string | number>>;

const INK = '#eef0f4';
const SOFT = '#b3b9c5';
const FAINT = '#8f96a5';
const ACCENT = '#95a3ff';
const LINE = '#333a4d';
const AXIS_WIDTH = 470;
const BAR_WIDTH = 250;

/** The card as elements that satori lays out. What the listener did not choose takes no room. */
export function drawCard(card: Card, reader: Reader): ReactNode {
  const left = [card.sentence === null ? null : sentence(card.sentence), lists(card, reader)];
  const right = card.axes !== null && card.axes.length > 0 ? axes(card.axes) : null;
  return box(
    { ...CARD_SIZE, ...BACKDROP },
    box(
      { flexDirection: 'column', margin: `${MARGIN.y}px ${MARGIN.x}px`, ...INSIDE },
      box(
        { justifyContent: 'space-between', alignItems: 'center', fontSize: 26, color: SOFT },
        text({ maxWidth: 800, ...ONE_LINE }, cardHeading(card)),
        box({ alignItems: 'center', gap: 14, fontWeight: 600, color: INK }, mark(), text({}, 'SideTrack')),
      ),
      box(
        { justifyContent: 'space-between', alignItems: 'flex-end', marginTop: 14, gap: 40 },
        box(
          { flexDirection: 'column' },
          text({ fontSize: 68, fontWeight: 600, letterSpacing: '-0.02em' }, card.title),
          text({ fontSize: 26, color: SOFT, marginTop: 2 }, cardLine(card, reader)),
        ),
        card.months === null ? null : months(card.months),
      ),
      box(
        { flexGrow: 1, marginTop: 34, gap: 56, alignItems: 'flex-start', width: INSIDE.width },
        box({ flexDirection: 'column', flexGrow: 1, flexBasis: 0, gap: 24, minWidth: 0 }, ...left),
        right,
      ),
    ),
  );
}

const MARGIN = { x: 64, y: 52 } as const;
const INSIDE = { width: CARD_SIZE.width - 2 * MARGIN.x, height: CARD_SIZE.height - 2 * MARGIN.y } as const;
const BACKDROP: Style = {
  color: INK,
  backgroundImage: 'linear-gradient(135deg, #12141b 0%, #171b2a 55%, #23284a 100%)',
  fontFamily: 'Inter',
};

function sentence(words: string): ReactNode {
  return text({ fontSize: 28, lineHeight: 1.35, lineClamp: 3 }, words);
}

function lists({ artists, tracks }: Card, reader: Reader): ReactNode {
  const shown = [
    artists === null
      ? null
      : list(
          'Artists',
          artists.map(({ name, plays }) => [name, plays] as const),
          reader,
        ),
    tracks === null
      ? null
      : list(
          'Tracks',
          tracks.map(
            ({ title, artistCredit, plays }) =>
              [artists === null ? `${title} · ${artistCredit}` : title, plays] as const,
          ),
          reader,
        ),
  ].filter((one) => one !== null);
  return box({ gap: 40, width: '100%' }, ...shown);
}

function list(name: string, rows: readonly (readonly [string, number])[], reader: Reader): ReactNode {
  return box(
    { flexDirection: 'column', flexGrow: 1, flexBasis: 0, gap: 9, minWidth: 0 },
    text({ fontSize: 20, color: FAINT }, name),
    ...rows.map(([label, plays]) =>
      box(
        { justifyContent: 'space-between', gap: 16, fontSize: 24, width: '100%' },
        text({ flexGrow: 1, flexBasis: 0, minWidth: 0, ...ONE_LINE }, label),
        text({ color: FAINT }, formatCount(plays, reader)),
      ),
    ),
  );
}

function axes(rows: NonNullable<Card['axes']>): ReactNode {
  return box(
    { flexDirection: 'column', gap: 16, width: AXIS_WIDTH },
    ...rows.map(({ axis, mean, low, high }) =>
      box(
        { alignItems: 'center', justifyContent: 'space-between', fontSize: 22 },
        text({ color: SOFT }, AXES[axis].name),
        box(
          { position: 'relative', width: BAR_WIDTH, height: 18 },
          bar({ left: 0, width: BAR_WIDTH, top: 7, height: 4, backgroundColor: LINE }),
          bar({ ...span(low, high), top: 3, height: 12, backgroundColor: ACCENT, opacity: 0.35 }),
          bar({ left: mean * (BAR_WIDTH - 4), width: 4, top: 0, height: 18, backgroundColor: ACCENT }),
        ),
      ),
    ),
  );
}

const span = (low: number, high: number) => ({ left: low * BAR_WIDTH, width: Math.max(4, (high - low) * BAR_WIDTH) });

const MONTH_HEIGHT = 66;

function months(counts: NonNullable<Card['months']>): ReactNode {
  const most = Math.max(1, ...counts.map((listens) => listens ?? 0));
  return box(
    { gap: 6, alignItems: 'flex-end', width: AXIS_WIDTH },
    ...counts.map((listens, index) =>
      box(
        {
          flexDirection: 'column',
          alignItems: 'center',
          flexGrow: 1,
          flexBasis: 0,
          gap: 5,
          fontSize: 16,
          color: FAINT,
        },
        bar({
          position: 'static',
          width: '100%',
          height: listens === null ? 2 : Math.max(3, (listens / most) * MONTH_HEIGHT),
          backgroundColor: listens === null ? LINE : ACCENT,
          borderRadius: 4,
        }),
        text({}, MONTHS[index] ?? ''),
      ),
    ),
  );
}

function mark(): ReactNode {
  return {
    type: 'svg',
    props: {
      width: 44,
      height: 44,
      viewBox: '0 0 32 32',
      children: [
        { type: 'rect', props: { width: 32, height: 32, rx: 9, fill: ACCENT } },
        {
          type: 'path',
          props: {
            d: 'M7 22c4.5 0 4.5-8.5 9-8.5S20.5 18 25 9.5',
            fill: 'none',
            stroke: '#10132b',
            'stroke-width': 2.2,
            'stroke-linecap': 'round',
          },
        },
        ...MARK_POINTS.map(([cx, cy, r]) => ({ type: 'circle', props: { cx, cy, r, fill: '#10132b' } })),
      ],
    },
  } as unknown as ReactNode;
}

const MARK_POINTS = [
  [7, 22, 2.4],
  [16, 13.6, 2.4],
  [25, 9.5, 3.2],
] as const;

const ONE_LINE: Style = { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' };

function bar(style: Style): ReactNode {
  return box({ position: 'absolute', borderRadius: 6, ...style });
}

function text(style: Style, content: string): ReactNode {
  return box({ display: 'block', ...style }, content);
}

/** satori takes elements as plain objects, as React made them before its own were tagged. */
function box(style: Style, ...children: ReactNode[]): ReactNode {
  const shown = children.filter((child) => child !== null && child !== '');
  return {
    type: 'div',
    props: { style: { display: 'flex', ...style }, children: shown.length === 1 ? shown[0] : shown },
  } as unknown as ReactNode;
}
