import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useEvent } from '../data/use-event.ts';
import { IconButton } from './IconButton.tsx';

interface DialogProps {
  open: boolean;
  title: string;
  /** The reader wants to leave: Escape, the cross, a press beside it. Set `open` to false here. */
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the end, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** The title is read out and not shown, and the content brings its own margins. */
  bare?: boolean;
}

/** A question or a form above the page; the browser's own dialog, so that focus stays inside and returns afterwards. */
export function Dialog({ open, title, onClose, children, actions, wide = false, bare = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = useEvent(onClose);

  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={bare ? undefined : titleId}
      aria-label={bare ? title : undefined}
      className={`dialog ${wide ? 'max-w-2xl' : 'max-w-md'}`}
      onClose={() => open && close()}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={(event) => event.target === dialog.current && close()}
    >
      {open && bare && children}
      {open && !bare && (
        <div className="p-5 sm:p-6">
          <header className="mb-3 flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-lg leading-snug font-semibold tracking-tight">
              {title}
            </h2>
            <IconButton icon="close" label="Close" size="small" className="-mt-0.5 -mr-1.5" onClick={() => close()} />
          </header>
          {children}
          {actions !== undefined && <footer className="mt-6 flex flex-wrap justify-end gap-3">{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
