import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Progress } from '../../components/Progress.tsx';
import { showToast } from '../../components/toast.ts';
import { toAnswer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import type { AudioRoot, Job } from '../../data/types.ts';
import { formatAgo } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { JOB_NAMES } from '../../text/overview-text.ts';
import { AddFolder } from '../AddFolder.tsx';

interface FoldersProps {
  roots: readonly AudioRoot[];
  /** Work on files that is under way. */
  running: readonly Job[];
  /** Folders can be named on the reader's own machine only. */
  mayAdd: boolean;
  onChanged: () => void;
  now: number;
  reader: Reader;
}

/** Where files are looked for, and what is being done with them. */
export function Folders({ roots, running, mayAdd, onChanged, now, reader }: FoldersProps) {
  const [adding, setAdding] = useState(false);
  const [busy, setBusy] = useState(false);
  const scan = async () => {
    setBusy(true);
    const { trouble } = await toAnswer(api.POST('/library/scan'));
    setBusy(false);
    if (trouble !== null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    else showToast('Your folders are being looked through.');
    onChanged();
  };
  return (
    <Card
      title="Folders"
      aside={
        <div className="flex flex-wrap gap-2">
          {roots.length > 0 && (
            <Button look="quiet" size="small" disabled={busy} onClick={() => void scan()}>
              Look for new files
            </Button>
          )}
          {mayAdd && (
            <Button look="quiet" size="small" onClick={() => setAdding(true)}>
              <Icon name="plus" size={15} />
              Add a folder
            </Button>
          )}
        </div>
      }
    >
      <ul className="space-y-3 text-sm">
        {roots.map((root) => (
          <li key={root.id} className="flex gap-2.5">
            <span className="mt-0.5 text-ink-faint">
              <Icon name="folder" size={17} />
            </span>
            <span className="min-w-0">
              <span className="block wrap-anywhere">{root.path}</span>
              <span className="block text-xs text-ink-faint tabular">
                {plural(root.files, 'file', reader)} ·{' '}
                {root.lastScannedAt === null
                  ? 'not looked through yet'
                  : `looked through ${formatAgo(root.lastScannedAt, now)}`}
              </span>
              {root.stateReason !== null && <span className="mt-0.5 block text-xs text-bad">{root.stateReason}</span>}
            </span>
          </li>
        ))}
      </ul>
      {roots.length === 0 && <p className="text-sm text-ink-soft">No folder is known yet.</p>}
      {running.length > 0 && (
        <ul className="mt-5 space-y-4 border-t border-line pt-4">
          {running.map((job) => (
            <li key={job.id}>
              <p className="mb-1.5 text-sm font-medium">{JOB_NAMES[job.kind]}</p>
              <Progress name={JOB_NAMES[job.kind]} state={job.state} progress={job.progress} reader={reader} />
            </li>
          ))}
        </ul>
      )}
      <Dialog open={adding} title="Add a folder with your music" onClose={() => setAdding(false)}>
        <AddFolder bare onAdded={onChanged} />
      </Dialog>
    </Card>
  );
}
