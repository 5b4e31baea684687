import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import type { ButtonLook } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { TextField } from './TextField.tsx';

interface ConfirmButtonProps {
  /** What the button says: "Delete". */
  label: ReactNode;
  look?: ButtonLook;
  /** The question: "Delete this playlist?". */
  question: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The answer that does it, as a verb: "Delete". */
  confirm: string;
  /** Must be typed first; for what cannot be undone. */
  phrase?: string;
  disabled?: boolean;
  /** The dialog closes when it is done; while it runs the button waits. */
  onConfirm: () => Promise<void> | void;
}

/** A button that asks before it does. Where an act can be undone, do it at once and offer Undo in a toast instead. */
export function ConfirmButton({ label, look = 'danger', question, confirm, phrase, ...rest }: ConfirmButtonProps) {
  const { children, disabled = false, onConfirm } = rest;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);

  const close = () => {
    setOpen(false);
    setTyped('');
  };
  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      close();
    }
  };

  return (
    <>
      <Button look={look} disabled={disabled} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        title={question}
        onClose={close}
        actions={
          <>
            <Button look="quiet" onClick={close}>
              Cancel
            </Button>
            <Button
              look={look === 'danger' ? 'danger-filled' : 'primary'}
              disabled={busy || (phrase !== undefined && typed.trim() !== phrase)}
              onClick={() => void run()}
            >
              {confirm}
            </Button>
          </>
        }
      >
        <div className="text-sm text-ink-soft">{children}</div>
        {phrase !== undefined && (
          <div className="mt-4">
            <TextField label={`Type “${phrase}” to go on`} value={typed} onChange={setTyped} />
          </div>
        )}
      </Dialog>
    </>
  );
}
