import { describeEveryPage } from './support/every-page.ts';

const LOOKS = [
  { width: 1280, dark: false },
  { width: 360, dark: true },
];

describeEveryPage('streams', LOOKS);
describeEveryPage('empty', LOOKS);
