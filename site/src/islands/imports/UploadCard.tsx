import { showToast } from '../../components/toast.ts';
import { api } from '../../data/browser-client.ts';
import { dropUpload } from '../../data/queries/imports.ts';
import type { Upload } from '../../data/queries/imports.ts';
import type { ImportStarted } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { DropZone } from './DropZone.tsx';
import { UploadList } from './UploadList.tsx';
import { useUploads } from './use-uploads.ts';

interface UploadCardProps {
  /** Uploads that the API knows of. */
  known: readonly Upload[];
  onStarted: (started: ImportStarted) => void;
  /** An upload was given up: what the API knows has changed. */
  onDropped: () => void;
  small?: boolean;
  reader: Reader;
}

/** Where files are put in, with those that are on their way. */
export function UploadCard({ known, onStarted, onDropped, small = false, reader }: UploadCardProps) {
  const { uploads, add, giveUp } = useUploads(onStarted);
  const stopped = known.filter(
    ({ fileName, bytes }) => !uploads.some((one) => one.fileName === fileName && one.bytes === bytes),
  );
  const drop = async (upload: Pick<Upload, 'id' | 'fileName'>) => {
    const { trouble } = await dropUpload(api, upload.id);
    if (trouble !== null && trouble.status !== 404)
      showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else showToast(`${upload.fileName} was given up.`);
    onDropped();
  };
  return (
    <>
      <DropZone onFiles={add} small={small} />
      <UploadList
        uploads={uploads}
        stopped={stopped}
        onGiveUp={({ key }) => {
          giveUp(key);
          onDropped();
        }}
        onDrop={(upload) => void drop(upload)}
        reader={reader}
      />
    </>
  );
}
