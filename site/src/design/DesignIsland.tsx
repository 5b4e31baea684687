import type { Reader } from '../text/format.ts';
import { Actions } from './Actions.tsx';
import { Choices } from './Choices.tsx';
import { Figures } from './Figures.tsx';
import { States } from './States.tsx';
import { Tokens } from './Tokens.tsx';

/** The design system on one page. */
export function DesignIsland({ reader }: { reader: Reader }) {
  return (
    <div className="space-y-5">
      <Tokens />
      <Actions />
      <Choices />
      <Figures reader={reader} />
      <States reader={reader} />
    </div>
  );
}
