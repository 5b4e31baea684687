/**
 * Where a channel's loudspeaker stands, by the names of WAVEFORMATEXTENSIBLE's channel mask (Microsoft, mmreg.h): front left, right
 * and centre, low-frequency effects, back left and right, front left and right of centre, back centre, side left and right.
 */
export type Speaker = 'FL' | 'FR' | 'FC' | 'LFE' | 'BL' | 'BR' | 'FLC' | 'FRC' | 'BC' | 'SL' | 'SR';

/** The loudspeaker of each channel, in the order of the channels; undefined where the file does not say. */
export type ChannelLayout = readonly (Speaker | undefined)[];

/** In the order of the mask's bits, which is the order of the channels. */
const MASK_ORDER: readonly Speaker[] = ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'FLC', 'FRC', 'BC', 'SL', 'SR'];

/** What a number of channels usually is where nothing says it. */
const USUAL: Readonly<Record<number, readonly Speaker[]>> = {
  1: ['FC'],
  2: ['FL', 'FR'],
  3: ['FL', 'FR', 'FC'],
  4: ['FL', 'FR', 'BL', 'BR'],
  5: ['FL', 'FR', 'FC', 'BL', 'BR'],
  6: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR'],
  7: ['FL', 'FR', 'FC', 'LFE', 'BC', 'SL', 'SR'],
  8: ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'SL', 'SR'],
};

/** Layout of `count` channels by a channel mask; a mask of 0 (or of too few speakers) is the usual layout of that many channels. */
export function layoutOf(count: number, mask: number): ChannelLayout {
  const named = MASK_ORDER.filter((_, bit) => (mask & (1 << bit)) !== 0);
  const layout = named.length > 0 && named.length >= Math.min(count, 3) ? named : (USUAL[count] ?? []);
  return Array.from({ length: count }, (_, i) => layout[i]);
}

/** The channel mask of a layout; 0 where a channel has no name. */
export function maskOf(layout: ChannelLayout): number {
  const bits = layout.map((speaker) => (speaker ? MASK_ORDER.indexOf(speaker) : -1));
  return bits.includes(-1) ? 0 : bits.reduce((mask, bit) => mask | (1 << bit), 0);
}
