import type { Observed } from './observed.ts';
import { secretNeeds } from './secret-needs.ts';
import type { SecretNeed } from './secret-needs.ts';

/** What is missing of the Secrets that one part reads, as a sentence; undefined when nothing is. */
export function missingSecrets({ spec, secrets }: Observed, part: SecretNeed['part']): string | undefined {
  const sentences = secretNeeds(spec)
    .filter((need) => need.part === part)
    .flatMap(({ name, keys, field }) => {
      const seen = secrets.get(name);
      if (seen === undefined || seen === null) return [`Secret ${name} (spec.${field}) is not there.`];
      const missing = keys.filter((key) => !seen.keys.includes(key));
      return missing.length === 0 ? [] : [`Secret ${name} (spec.${field}) lacks ${missing.join(' and ')}.`];
    });
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
