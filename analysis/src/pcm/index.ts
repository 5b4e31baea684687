export { createDeinterleaver, type Deinterleaver } from './deinterleaver.ts';
