import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import type { ButtonLook } from '../components/Button.tsx';
import { Card } from '../components/Card.tsx';
import { ConfirmButton } from '../components/ConfirmButton.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { showToast } from '../components/toast.ts';

const LOOKS: readonly ButtonLook[] = ['primary', 'quiet', 'plain', 'danger', 'danger-filled'];

/** Buttons, and what they may open. */
export function Actions() {
  const [open, setOpen] = useState(false);
  const [pressed, setPressed] = useState(true);
  return (
    <Card title="Buttons, dialogs, toasts">
      <div className="space-y-4">
        {(['normal', 'small'] as const).map((size) => (
          <div key={size} className="flex flex-wrap gap-3">
            {LOOKS.map((look) => (
              <Button key={look} look={look} size={size}>
                {look}
              </Button>
            ))}
            <Button size={size} disabled>
              disabled
            </Button>
          </div>
        ))}
        <div className="flex flex-wrap gap-2">
          <IconButton icon="edit" label="Rename" />
          <IconButton icon="plus" label="Add" look="quiet" />
          <IconButton icon="remove" label="Delete" look="danger" />
          <IconButton icon="bell" label="Follow" aria-pressed={pressed} onClick={() => setPressed(!pressed)} />
          <IconButton icon="close" label="Close" size="small" />
          <IconButton icon="arrowUp" label="Move up" size="small" disabled />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button look="quiet" onClick={() => setOpen(true)}>
            Dialog
          </Button>
          <ConfirmButton
            label="Ask first"
            question="Delete this token?"
            confirm="Delete"
            onConfirm={() => void showToast('Deleted.')}
          >
            Programs that use it are refused from now on. This cannot be undone.
          </ConfirmButton>
          <ConfirmButton
            label="Ask for a phrase"
            question="Delete everything?"
            confirm="Delete everything"
            phrase="delete everything"
            onConfirm={() => void showToast('Everything is being deleted.')}
          >
            Your listens, labels and playlists are deleted for good.
          </ConfirmButton>
          <Button
            look="quiet"
            onClick={() => showToast('Removed from the playlist.', { action: { name: 'Undo', run: () => undefined } })}
          >
            Toast with Undo
          </Button>
          <Button look="quiet" onClick={() => showToast('The playlist could not be saved.', { tone: 'trouble' })}>
            Toast of trouble
          </Button>
        </div>
      </div>
      <Dialog
        open={open}
        title="New playlist"
        onClose={() => setOpen(false)}
        actions={<Button onClick={() => setOpen(false)}>Make it</Button>}
      >
        <p className="text-sm text-ink-soft">A dialog holds one question or one short form.</p>
      </Dialog>
    </Card>
  );
}
