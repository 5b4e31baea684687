/** The loudspeaker of each channel by its usual short name (FL, FR, FC, LFE, BL, BR, SL, SR, …); undefined where nothing says it. */
export type Speakers = readonly (string | undefined)[];

const SURROUND_WEIGHT = 1.41;

/**
 * What each channel's power counts for in loudness (ITU-R BS.1770-4, table 4): 1.41 for loudspeakers 60 to 120 degrees aside, 0
 * for low-frequency effects, 1 for all others. BL and BR stand there where no SL and SR do (5.1), else behind (7.1).
 */
export function channelWeights(layout: Speakers): number[] {
  const surrounds = layout.includes('SL') || layout.includes('SR') ? ['SL', 'SR'] : ['BL', 'BR'];
  return layout.map((speaker) => {
    if (speaker === undefined) return 1;
    if (speaker.startsWith('LFE')) return 0;
    return surrounds.includes(speaker) ? SURROUND_WEIGHT : 1;
  });
}
