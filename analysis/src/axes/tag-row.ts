/** A tag and what it says about each axis, in the order of AXES; null says nothing. See tag-table.ts for what they rest on. */
export type TagRow = readonly [tag: string, ...values: (number | null)[]];

/** What a tag names. `sound`: voices, instruments, how it is played or recorded; `use`: a time, a season, an occasion. */
export type TagKind = 'genre' | 'mood' | 'sound' | 'use';
