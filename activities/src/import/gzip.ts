import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DamagedFileError, NotAnExportError } from './errors.ts';
import type { Bytes } from './records.ts';

/**
 * What a gzip file unpacks to, as it is read.
 * @throws DamagedFileError in the middle, where it breaks off
 * @throws NotAnExportError where it unpacks to far more than any history
 */
export async function* readGzip(path: string): Bytes {
  const source = createReadStream(path);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  let bytes = 0;
  try {
    for await (const chunk of unpacked) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > MOST_BYTES) throw new NotAnExportError(`it unpacks to more than ${MOST_BYTES / 2 ** 30} GB`);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (error instanceof NotAnExportError) throw error;
    throw new DamagedFileError('The gzip file is damaged or was not downloaded whole', { cause: error });
  } finally {
    unpacked.destroy();
    source.destroy();
  }
}

const MOST_BYTES = 4 * 2 ** 30;
