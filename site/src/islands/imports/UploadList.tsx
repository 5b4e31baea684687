import { Button } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Upload } from '../../data/queries/imports.ts';
import { formatInstant } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeSending, formatAmount } from '../../text/import-text.ts';
import type { PageUpload } from './use-uploads.ts';

interface UploadListProps {
  uploads: readonly PageUpload[];
  /** Begun on an earlier visit, or in another tab. */
  stopped: readonly Upload[];
  onGiveUp: (upload: PageUpload) => void;
  onDrop: (upload: Upload) => void;
  reader: Reader;
}

/** Files on their way, each with how far it is, and those that stopped, with how to go on. */
export function UploadList({ uploads, stopped, onGiveUp, onDrop, reader }: UploadListProps) {
  if (uploads.length === 0 && stopped.length === 0) return null;
  return (
    <ul className="mt-5 space-y-4">
      {uploads.map((upload) => (
        <li key={upload.key}>
          {upload.trouble === null ? (
            <OnItsWay upload={upload} onGiveUp={() => onGiveUp(upload)} reader={reader} />
          ) : (
            <TroubleBanner
              trouble={{ ...upload.trouble, title: `${upload.fileName}: ${upload.trouble.title.toLowerCase()}` }}
            />
          )}
        </li>
      ))}
      {stopped.map((upload) => (
        <li key={upload.id}>
          <Stopped upload={upload} onDrop={() => onDrop(upload)} reader={reader} />
        </li>
      ))}
    </ul>
  );
}

function OnItsWay({ upload, onGiveUp, reader }: { upload: PageUpload; onGiveUp: () => void; reader: Reader }) {
  const { fileName, bytes, sending } = upload;
  const phase = sending?.phase ?? 'preparing';
  return (
    <div>
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 truncate text-sm font-medium">{fileName}</p>
        <Button look="quiet" size="small" onClick={onGiveUp}>
          Give up
        </Button>
      </div>
      {phase === 'preparing' ? (
        <progress className="bar mt-2" aria-label={`Sending ${fileName}`} />
      ) : (
        <progress className="bar mt-2" aria-label={`Sending ${fileName}`} max={bytes} value={sending?.sent ?? 0} />
      )}
      <p
        role="status"
        className={`mt-1.5 text-xs tabular ${phase === 'waiting' ? 'text-warn' : 'text-ink-faint'}`}
        aria-live={phase === 'waiting' ? 'polite' : 'off'}
      >
        {describeSending(upload, reader)}
      </p>
      {sending !== null && sending.resumedAt > 0 && (
        <p className="text-xs text-ink-faint">
          It went on where it had stopped, at {formatAmount(sending.resumedAt, bytes, reader)}.
        </p>
      )}
    </div>
  );
}

function Stopped({ upload, onDrop, reader }: { upload: Upload; onDrop: () => void; reader: Reader }) {
  const { fileName, received, bytes, expiresAt } = upload;
  return (
    <div className="flex gap-3 rounded-card border border-warn/40 bg-warn-soft p-4 text-warn">
      <Icon name="pause" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium wrap-anywhere">{fileName} stopped on its way</p>
        <progress className="bar mt-2" aria-label={`${fileName} so far`} max={bytes} value={received} />
        <p className="mt-2 text-ink-soft">
          {formatAmount(received, bytes, reader)} are here. Choose the same file again, and only the rest is sent. Kept
          until {formatInstant(expiresAt, reader)}.
        </p>
        <Button look="quiet" size="small" className="mt-3" onClick={onDrop}>
          Give up
        </Button>
      </div>
    </div>
  );
}
