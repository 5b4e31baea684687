/** A tar archive of these files, as ustar. */
export function tarOf(files: readonly { name: string; text: string }[]): Buffer {
  const blocks = files.flatMap(({ name, text }) => {
    const body = Buffer.from(text);
    return [headerOf(name, body.byteLength), body, Buffer.alloc((512 - (body.byteLength % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** What a high-level document of AcousticBrainz holds of the classes that are read, beside others. */
export function highLevel(shares: Readonly<Record<string, number>>): string {
  const heads: readonly (readonly [head: string, name: string, other: string])[] = [
    ['danceability', 'danceable', 'not_danceable'],
    ['mood_acoustic', 'acoustic', 'not_acoustic'],
    ['mood_aggressive', 'aggressive', 'not_aggressive'],
    ['mood_electronic', 'electronic', 'not_electronic'],
    ['mood_happy', 'happy', 'not_happy'],
    ['mood_party', 'party', 'not_party'],
    ['mood_relaxed', 'relaxed', 'not_relaxed'],
    ['mood_sad', 'sad', 'not_sad'],
    ['timbre', 'bright', 'dark'],
    ['voice_instrumental', 'instrumental', 'voice'],
  ];
  const highlevel = Object.fromEntries(
    heads.flatMap(([head, name, other]) => {
      const share = shares[name];
      if (share === undefined) return [];
      const value = share >= 0.5 ? name : other;
      return [[head, { all: { [name]: share, [other]: 1 - share }, probability: Math.max(share, 1 - share), value }]];
    }),
  );
  return JSON.stringify({ highlevel: { ...highlevel, genre_tzanetakis: { all: { jaz: 1 } } }, metadata: { tags: {} } });
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(name.slice(-100), 0, 'utf8');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
