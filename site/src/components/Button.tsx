import type { ButtonHTMLAttributes } from 'react';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: 'primary' | 'quiet' };

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  quiet: 'border border-line-strong/50 text-ink hover:bg-raised',
};

/** The class of a button; a link that acts like one takes it too. */
export function buttonClass(look: 'primary' | 'quiet' = 'primary'): string {
  return `inline-flex h-10 items-center justify-center gap-2 rounded-lg px-4 text-sm font-medium whitespace-nowrap transition disabled:opacity-50 ${LOOKS[look]}`;
}

export function Button({ look = 'primary', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(look)} ${className}`} {...rest} />;
}
