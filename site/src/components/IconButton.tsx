import type { ButtonHTMLAttributes } from 'react';
import { Icon } from './Icon.tsx';
import type { IconName } from './Icon.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label'> {
  icon: IconName;
  /** What it does, for who hears the page, and on hovering. */
  label: string;
  look?: 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal';
}

const LOOKS = {
  plain: 'text-ink-faint hover:bg-raised hover:text-ink',
  quiet: 'border border-line-strong/50 text-ink-soft hover:bg-raised hover:text-ink',
  danger: 'text-ink-faint hover:bg-bad-soft hover:text-bad',
};

/** A button that is an icon alone. */
export function IconButton({ icon, label, look = 'plain', size = 'normal', className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex shrink-0 items-center justify-center rounded-lg transition-colors disabled:opacity-40 aria-pressed:bg-accent-soft aria-pressed:text-accent ${size === 'small' ? 'size-8' : 'size-10'} ${LOOKS[look]} ${className}`}
      {...rest}
    >
      <Icon name={icon} size={size === 'small' ? 17 : 19} />
    </button>
  );
}
