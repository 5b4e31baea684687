import { TableAlternative } from '../../components/TableAlternative.tsx';
import { Table } from '../../components/Table.tsx';
import type { YearReview } from '../../data/queries/year.ts';
import { MONTHS } from '../../text/dates.ts';
import { formatCount, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { monthsSentence } from '../../text/year-text.ts';

const WIDTH = 480;
const HEIGHT = 170;
const STEP = WIDTH / 12;
const FLOOR = HEIGHT - 22;

/** Listens of the twelve months as bars; months that are not known are a dotted line, not an empty bar. */
export function MonthBars({ review, reader }: { review: YearReview; reader: Reader }) {
  const { months } = review;
  const most = Math.max(1, ...months.map((listens) => listens ?? 0));
  const said = monthsSentence(review, reader);
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Listens by month. ${said}`} className="w-full">
        {months.map((listens, index) => {
          const height = listens === null ? 0 : (listens / most) * (FLOOR - 18);
          const x = index * STEP + 5;
          return (
            <g key={MONTHS[index]}>
              {listens === null ? (
                <path d={`M${x} ${FLOOR}h${STEP - 10}`} stroke="var(--line-strong)" strokeDasharray="2 3" />
              ) : (
                <>
                  <rect
                    x={x}
                    y={FLOOR - height}
                    width={STEP - 10}
                    height={Math.max(1.5, height)}
                    rx="3"
                    fill="var(--accent)"
                  />
                  <text
                    x={x + (STEP - 10) / 2}
                    y={FLOOR - height - 5}
                    textAnchor="middle"
                    fontSize="10.5"
                    fill="var(--ink-soft)"
                  >
                    {formatCount(listens, reader)}
                  </text>
                </>
              )}
              <text x={x + (STEP - 10) / 2} y={HEIGHT - 5} textAnchor="middle" fontSize="11" fill="var(--ink-faint)">
                {MONTHS[index]}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="mt-2 text-[13px] text-ink-soft">{said}</figcaption>
      <TableAlternative>
        <Table
          caption="Listens by month"
          columns={[
            { name: 'Month', cell: ({ name }) => name },
            {
              name: 'Listens',
              numeric: true,
              cell: ({ listens }) => (listens === null ? UNKNOWN : formatCount(listens, reader)),
            },
          ]}
          rows={months.map((listens, index) => ({ name: MONTHS[index] ?? '', listens }))}
          rowKey={({ name }) => name}
        />
      </TableAlternative>
    </figure>
  );
}
