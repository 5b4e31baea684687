import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useSeen } from '../charts/use-seen.ts';

export interface Column<Row> {
  name: string;
  /** Numbers stand to the right, so that their digits line up. */
  numeric?: boolean;
  cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  /** Read out before the table; not seen, because a heading stands above it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Long: scrolls inside itself instead of making the page long. */
  long?: boolean;
}

/** A table whose first column names the row. It scrolls inside itself where it is too wide, reachable by keyboard. */
export function Table<Row>({ caption, columns, rows, rowKey, long = false }: TableProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const opened = useSeen(box);
  // Rows below the box's edge are laid out a frame after it is opened, so that opening it is answered at once.
  const inSight = long ? rows.slice(0, ROWS_IN_A_BOX) : rows;
  const below = rows.slice(inSight.length);
  return (
    <div
      ref={box}
      className={`-mx-1 overflow-auto px-1 ${long ? 'max-h-[28rem]' : ''}`}
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-left text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                className={`border-b border-line py-2 pr-2 align-bottom text-xs font-medium text-ink-faint sm:pr-3 last:pr-0 ${column.numeric === true ? 'text-right' : ''}`}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Rows rows={inSight} columns={columns} rowKey={rowKey} />
        </tbody>
        {below.length > 0 && (
          <tbody hidden={!opened} className="border-t border-line [@media(scripting:none)]:table-row-group">
            <Rows rows={below} columns={columns} rowKey={rowKey} />
          </tbody>
        )}
      </table>
    </div>
  );
}

/** As many as `max-h-[28rem]` shows, and the one that is cut. */
const ROWS_IN_A_BOX = 13;

function Rows<Row>({ rows, columns, rowKey }: Pick<TableProps<Row>, 'rows' | 'columns' | 'rowKey'>) {
  return rows.map((row) => (
    <tr key={rowKey(row)} className="border-b border-line last:border-0">
      {columns.map((column, index) => {
        const className = `py-2 pr-2 align-top last:pr-0 sm:pr-3 ${column.numeric === true ? 'text-right whitespace-nowrap tabular' : ''}`;
        return index === 0 ? (
          <th key={column.name} scope="row" className={`${className} font-normal whitespace-nowrap`}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.name} className={className}>
            {column.cell(row)}
          </td>
        );
      })}
    </tr>
  ));
}
