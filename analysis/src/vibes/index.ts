export { describeWeek, type Vibe, type VibeGap, type VibeTrack, type VibeWord } from './describe-week.ts';
export { vibeSentence } from './sentence.ts';
export { trackWords, type WordSources } from './track-words.ts';
