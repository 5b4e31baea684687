export { type DecodedAudio, type DecodeOptions, decode } from './decode.ts';
export { UnreadableAudioError } from './errors.ts';
export { type AudioHash, type Container, hashAudio } from './hash/index.ts';
export { type AudioTags, readTags } from './tags.ts';
