import { describeEveryPage } from './support/every-page.ts';
import { LOOKS } from './support/visit.ts';

// Those two in which the pages of listeners with little are not audited.
describeEveryPage('sample', LOOKS, ({ width, dark }) => dark === (width === 1280));
