export {
  type ChannelLayout,
  type DecodedStream,
  type Decoder,
  type DecodeOptions,
  decodeStream,
  type Excerpt,
  type Speaker,
} from './decode/index.ts';
export { UnreadableAudioError } from './errors.ts';
export { type AudioHash, type Container, hashAudio } from './hash/index.ts';
export { type AudioTags, readTags } from './tags.ts';
