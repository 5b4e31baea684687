import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Reader } from '../../text/format.ts';
import { describePage } from '../../text/library-text.ts';

interface PagerProps {
  page: number;
  pageRows: number;
  total: number;
  onPage: (page: number) => void;
  reader: Reader;
}

/** Steps through a long list. */
export function Pager({ page, pageRows, total, onPage, reader }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageRows));
  if (last === 1) return null;
  return (
    <nav
      aria-label="Pages"
      className="mt-4 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4"
    >
      <p className="text-[13px] text-ink-soft tabular">{describePage(page, pageRows, total, reader)}</p>
      <div className="flex gap-2">
        <Button look="quiet" size="small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <Icon name="arrowLeft" size={15} />
          Earlier
        </Button>
        <Button look="quiet" size="small" disabled={page >= last} onClick={() => onPage(page + 1)}>
          Later
          <Icon name="arrowRight" size={15} />
        </Button>
      </div>
    </nav>
  );
}
