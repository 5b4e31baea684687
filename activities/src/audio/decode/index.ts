export { type DecodedStream, type DecodeOptions, decodeStream } from './decode-stream.ts';
export type { Excerpt } from './excerpt.ts';
export type { ChannelLayout, Speaker } from './layout.ts';
export type { Decoder } from './start-decoder.ts';
