import type { ButtonHTMLAttributes } from 'react';

export type ButtonLook = 'primary' | 'quiet' | 'plain' | 'danger' | 'danger-filled';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { look?: ButtonLook; size?: 'small' | 'normal' };

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  quiet: 'border border-line-strong/50 text-ink hover:bg-raised',
  plain: 'text-accent hover:bg-accent-soft',
  danger: 'border border-bad/50 text-bad hover:bg-bad-soft',
  'danger-filled': 'bg-bad text-surface hover:opacity-90',
};

/** The class of a button; a link that acts like one takes it too. */
export function buttonClass(look: ButtonLook = 'primary', size: 'small' | 'normal' = 'normal'): string {
  const measure = size === 'small' ? 'h-8 px-3 text-[13px]' : 'h-10 px-4 text-sm';
  return `inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition disabled:opacity-50 ${measure} ${LOOKS[look]}`;
}

export function Button({ look = 'primary', size = 'normal', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(look, size)} ${className}`} {...rest} />;
}
