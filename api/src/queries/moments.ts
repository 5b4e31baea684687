/** A moment as answers carry it. */
export function iso(moment: Date): string {
  return moment.toISOString();
}

export function isoOrNull(moment: Date | null): string | null {
  return moment === null ? null : moment.toISOString();
}
