import type { FileWindow } from './file-window.ts';

/** Length of all ID3v2 tags that stand at a position (id3.org, ID3v2.4 structure); 0 where there is none. */
export async function id3v2Length(file: FileWindow, position: number): Promise<number> {
  let end = position;
  for (;;) {
    const header = await file.read(end, 10);
    if (header.length < 10 || header.toString('latin1', 0, 3) !== 'ID3') return end - position;
    const size = (header[6]! << 21) | (header[7]! << 14) | (header[8]! << 7) | header[9]!;
    const hasFooter = (header[5]! & 0x10) !== 0;
    end += 10 + size + (hasFooter ? 10 : 0);
  }
}

/** Where audio ends when the tags that may stand behind it (ID3v1, Lyrics3v2, APEv2, appended ID3v2) are taken off, one after another. */
export async function endWithoutTrailingTags(file: FileWindow): Promise<number> {
  let end = file.size;
  for (;;) {
    const shorter = end - (await trailingTagLength(file, end));
    if (shorter === end) return end;
    end = Math.max(0, shorter);
  }
}

async function trailingTagLength(file: FileWindow, end: number): Promise<number> {
  if ((await text(file, end - 128, 3)) === 'TAG') return 128;
  if ((await text(file, end - 9, 9)) === 'LYRICS200') return 15 + Number(await text(file, end - 15, 6));
  if ((await text(file, end - 32, 8)) === 'APETAGEX') return await apeLength(file, end);
  if ((await text(file, end - 10, 3)) === '3DI') return await appendedId3Length(file, end);
  return 0;
}

/** The footer's size counts the items and the footer, not the header. */
async function apeLength(file: FileWindow, end: number): Promise<number> {
  const footer = await file.read(end - 32, 32);
  const hasHeader = (footer.readUInt32LE(20) & 0x80000000) !== 0;
  return footer.readUInt32LE(12) + (hasHeader ? 32 : 0);
}

async function appendedId3Length(file: FileWindow, end: number): Promise<number> {
  const footer = await file.read(end - 10, 10);
  return 20 + ((footer[6]! << 21) | (footer[7]! << 14) | (footer[8]! << 7) | footer[9]!);
}

async function text(file: FileWindow, position: number, length: number): Promise<string> {
  return position < 0 ? '' : (await file.read(position, length)).toString('latin1');
}
