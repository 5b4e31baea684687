import { BAR_WIDTH, barSpans } from './bar-spans.ts';
import type { Receipt } from '../../data/types.ts';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { receiptParts, skipReasons, summariseReceipt } from '../../text/import-text.ts';
import type { ReceiptPart } from '../../text/import-text.ts';

const COLOURS: Readonly<Record<ReceiptPart['kind'], string>> = {
  imported: 'var(--accent)',
  known: 'var(--baseline)',
  skipped: 'var(--compare)',
  failed: 'var(--bad)',
};

/** What became of every row: the parts of a whole, drawn and counted. */
export function ReceiptBar({ receipt, reader }: { receipt: Receipt; reader: Reader }) {
  const parts = receiptParts(receipt);
  const reasons = skipReasons(receipt, reader);
  return (
    <div>
      <p className="sr-only">{summariseReceipt(receipt, reader)}</p>
      <div aria-hidden="true">
        <Bar parts={parts} whole={receipt.read} />
        <dl className="mt-3 flex flex-wrap gap-x-7 gap-y-2">
          <Count name="Rows read" rows={receipt.read} reader={reader} />
          {parts.map(({ kind, name, rows, meaning }) => (
            <Count key={kind} name={name} rows={rows} colour={COLOURS[kind]} meaning={meaning} reader={reader} />
          ))}
        </dl>
      </div>
      {reasons.length > 0 && (
        <ul className="mt-2.5 space-y-0.5 text-[13px] text-ink-soft">
          {reasons.map((reason) => (
            <li key={reason}>Skipped: {reason}.</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Bar({ parts, whole }: { parts: readonly ReceiptPart[]; whole: number }) {
  const drawn = parts.filter(({ rows }) => rows > 0);
  const spans = barSpans(
    drawn.map(({ rows }) => rows),
    whole,
  );
  return (
    <svg viewBox={`0 0 ${BAR_WIDTH} 8`} preserveAspectRatio="none" className="h-2 w-full">
      <rect width={BAR_WIDTH} height="8" rx="3" fill="var(--raised)" />
      {drawn.map(({ kind }, index) => (
        <rect key={kind} {...spans[index]} height="8" rx="2" fill={COLOURS[kind]} />
      ))}
    </svg>
  );
}

interface CountProps {
  name: string;
  rows: number;
  colour?: string;
  meaning?: string;
  reader: Reader;
}

function Count({ name, rows, colour, meaning, reader }: CountProps) {
  return (
    <div title={meaning}>
      <dt className="flex items-center gap-1.5 text-xs text-ink-faint">
        {colour !== undefined && (
          <svg width="8" height="8" viewBox="0 0 8 8">
            <circle cx="4" cy="4" r="4" fill={colour} />
          </svg>
        )}
        {name}
      </dt>
      <dd className="text-[17px] leading-snug font-semibold tabular">{formatCount(rows, reader)}</dd>
    </div>
  );
}
