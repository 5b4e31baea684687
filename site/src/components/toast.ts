interface ToastOptions {
  /** trouble stays until it is closed; done goes after a while. */
  tone?: 'done' | 'trouble';
  /** One thing to do about it: Undo, Show. */
  action?: { name: string; run: () => void };
}

const STAY_MILLISECONDS = 6000;
/** With something to do, long enough to read it and reach it (WCAG 2.2.1: the same is reachable elsewhere). */
const STAY_WITH_ACTION_MILLISECONDS = 12_000;

/**
 * Says something at the edge of the page, read out once; the page's one live region, from wherever it is called. Text only,
 * so that names from outside stay names. Gives a function that takes it away.
 */
export function showToast(text: string, { tone = 'done', action }: ToastOptions = {}): () => void {
  const region = document.getElementById('toasts');
  if (region === null) return () => undefined;
  const toast = element('div', `toast ${tone === 'trouble' ? 'toast-trouble' : ''}`);
  toast.append(element('p', 'min-w-0 flex-1 break-words', text));
  const remove = () => toast.remove();
  if (action !== undefined) {
    const act = () => {
      remove();
      action.run();
    };
    toast.append(button(action.name, 'toast-action', act));
  }
  const close = button('×', 'toast-close', remove);
  close.setAttribute('aria-label', 'Close');
  toast.append(close);
  region.append(toast);
  if (tone === 'done') leaveAfter(toast, action === undefined ? STAY_MILLISECONDS : STAY_WITH_ACTION_MILLISECONDS);
  return remove;
}

/** Waits on while the reader's pointer or focus is on it. */
function leaveAfter(toast: HTMLElement, milliseconds: number): void {
  const leave = () => {
    if (toast.matches(':hover, :focus-within')) setTimeout(leave, milliseconds);
    else toast.remove();
  };
  setTimeout(leave, milliseconds);
}

function button(name: string, className: string, run: () => void): HTMLButtonElement {
  const made = element('button', className, name);
  made.type = 'button';
  made.addEventListener('click', run);
  return made;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
