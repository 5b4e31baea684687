import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** The files of an archive by name, in its order, as another program reads them. For tests. */
export async function readZip(path: string): Promise<Map<string, string>> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  zip.close();
  return files;
}
