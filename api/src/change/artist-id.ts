/** The id of an artist as answers name it: absent where there is none, so that nobody follows it to a page that is not there. */
export function artistIdOf(artistId: string | null | undefined): { artistId?: string } {
  return artistId == null ? {} : { artistId };
}
