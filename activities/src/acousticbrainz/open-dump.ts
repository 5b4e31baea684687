import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import zlib from 'node:zlib';
import { AcousticBrainzFileError } from './errors.ts';

/** A dump file with its packing taken off. */
export interface OpenDump {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How much of the file itself has been read. */
  readonly bytesRead: () => number;
  readonly close: () => void;
}

/**
 * Opens a dump as AcousticBrainz publishes it: Zstandard, or bzip2 (older dumps; needs the program bzip2), or gzip, or unpacked. What it is
 * shows in its first bytes, never in its name.
 * @throws AcousticBrainzFileError
 */
export async function openDump(path: string): Promise<OpenDump> {
  const head = await readHead(path);
  if (head.subarray(0, ZSTANDARD.length).equals(ZSTANDARD)) return zstandard(path);
  const packing = PACKINGS.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
  const file = createReadStream(path, CHUNKS);
  const unpacked = packing === undefined ? file : packing.unpack(file);
  return {
    bytes: told(unpacked),
    bytesRead: () => file.bytesRead,
    close: () => {
      unpacked.destroy();
      file.destroy();
    },
  };
}

interface Packing {
  magic: Buffer;
  unpack: (file: Readable) => Readable;
}

const CHUNKS = { highWaterMark: 1 << 18 };
const ZSTANDARD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const PACKINGS: readonly Packing[] = [
  { magic: Buffer.from([0x1f, 0x8b]), unpack: (file) => through(file, zlib.createGunzip()) },
  { magic: Buffer.from('BZh'), unpack: bzip2 },
  {
    magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
    unpack: () => refuse('it is packed with xz: unpack it with `xz -d` first'),
  },
  {
    magic: Buffer.from('PK'),
    unpack: () => refuse('it is a zip file: AcousticBrainz’s dumps are .tar.zst, .tar.bz2 or .csv'),
  },
];

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: unknown) => {
    throw new AcousticBrainzFileError('it cannot be opened: name a file that is there and that you may read', {
      cause: error,
    });
  });
  try {
    if (!(await file.stat()).isFile()) throw new AcousticBrainzFileError('it is no file: name the archives themselves');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead === 0) throw new AcousticBrainzFileError('it is empty: download it again');
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Frame after frame, since Node ends with the first, and programs that pack on several cores write many. */
function zstandard(path: string): OpenDump {
  // Node has it since 22.15.
  if (typeof zlib.createZstdDecompress !== 'function')
    return refuse('this version of Node cannot unpack Zstandard: unpack it with `zstd -d` first');
  let done = 0;
  let current: zlib.ZstdDecompress | undefined;
  async function* frames(): AsyncGenerator<Uint8Array> {
    const { size } = await stat(path);
    while (done < size) {
      current = zlib.createZstdDecompress();
      yield* told(through(createReadStream(path, { ...CHUNKS, start: done }), current));
      if (current.bytesWritten === 0) return;
      done += current.bytesWritten;
      current = undefined;
    }
  }
  return {
    bytes: frames(),
    bytesRead: () => done + (current?.bytesWritten ?? 0),
    close: () => current?.destroy(),
  };
}

function bzip2(file: Readable): Readable {
  const program = spawn('bzip2', ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  const fail = (sentence: string): void => void program.stdout.destroy(new AcousticBrainzFileError(sentence));
  program.once('error', () =>
    fail('bzip2 is not installed: install it, or unpack the file with another program first'),
  );
  program.once('exit', (code) => {
    if (code !== 0 && code !== null) fail('the archive is damaged or was not downloaded whole: download it again');
  });
  program.stdout.once('close', () => program.kill());
  pipeline(file, program.stdin, () => undefined);
  return program.stdout;
}

function through(file: Readable, unpacker: zlib.Gunzip | zlib.ZstdDecompress): Readable {
  return pipeline(file, unpacker, () => undefined);
}

function refuse(sentence: string): never {
  throw new AcousticBrainzFileError(sentence);
}

async function* told(bytes: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof AcousticBrainzFileError) throw error;
    throw new AcousticBrainzFileError('the file is damaged or was not downloaded whole: download it again', {
      cause: error,
    });
  }
}
