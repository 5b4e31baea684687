export { fitAudioSpace, inAudioSpace, type AudioSpace } from './audio-space.ts';
export { fitTagSpace, tagProjector, type TagSpace } from './tag-space.ts';
