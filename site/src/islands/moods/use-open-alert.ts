import { useEffect, useRef, useState } from 'react';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAfterPaint } from '../../data/use-after-paint.ts';
import { useEvent } from '../../data/use-event.ts';

/** Which change of taste is open, also in the address; one that the address names is scrolled to. */
export function useOpenAlert(inAddress: string | null) {
  const [chosen, setChosen] = useState(inAddress);
  // The account of a change is long: the pressed mark shows first, the account a frame later.
  const open = useAfterPaint(chosen);
  const goingTo = useRef<string | null>(null);

  const show = useEvent((id: string | null) => {
    setChosen(id);
    rememberInUrl({ alert: id ?? undefined });
  });
  const goTo = useEvent((id: string) => {
    show(id);
    if (id === open) focus(id);
    else goingTo.current = id;
  });
  useEffect(() => {
    if (open !== null && open === goingTo.current) focus(open);
    goingTo.current = null;
  }, [open]);
  useEffect(() => {
    if (inAddress !== null) element(inAddress)?.scrollIntoView();
  }, [inAddress]);

  return { chosen, open, show, goTo };
}

const element = (id: string) => document.getElementById(`alert-${id}`);
const focus = (id: string) => element(id)?.querySelector('button')?.focus();
