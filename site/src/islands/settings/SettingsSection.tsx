import type { ReactNode } from 'react';

interface SettingsSectionProps {
  /** What a link to it ends with. */
  id: string;
  title: string;
  lede: string;
  children: ReactNode;
}

/** One subject of the settings, with a heading that can be linked to. */
export function SettingsSection({ id, title, lede, children }: SettingsSectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-6">
      <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight">
        {title}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{lede}</p>
      <div className="space-y-4">{children}</div>
    </section>
  );
}
