export type { ChannelFormat, ChannelMeasures, ChannelMeter } from './channel-meter.ts';
export { createChannelMeter } from './channel-meter.ts';
export type { Speakers } from './channel-weights.ts';
export { channelWeights } from './channel-weights.ts';
export type { Hpss, SeparatedBlock, SeparatedVisitor } from './hpss.ts';
export { createHpss } from './hpss.ts';
