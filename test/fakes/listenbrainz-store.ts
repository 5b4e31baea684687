import type { ApiListen, Play } from './listen.ts';
import { toApiListen } from './listen.ts';

/** The listens of each user, oldest first; unique by listened_at and recording_msid. Names are matched without case. */
export class ListenStore {
  readonly #users = new Map<string, { name: string; listens: ApiListen[] }>();

  addUser(name: string): void {
    if (!this.#users.has(name.toLowerCase())) this.#users.set(name.toLowerCase(), { name, listens: [] });
  }

  has(name: string): boolean {
    return this.#users.has(name.toLowerCase());
  }

  nameOf(name: string): string {
    return this.#user(name).name;
  }

  add(name: string, plays: readonly Play[]): void {
    this.addUser(name);
    const user = this.#user(name);
    this.addListens(
      name,
      plays.map((play) => toApiListen(play, user.name)),
    );
  }

  /** A duplicate is dropped in silence, as the service does. */
  addListens(name: string, listens: readonly ApiListen[]): void {
    const user = this.#user(name);
    const known = new Set(user.listens.map(keyOf));
    const fresh = listens.filter((listen) => !known.has(keyOf(listen)) && known.add(keyOf(listen)));
    user.listens = [...user.listens, ...fresh].sort((left, right) => left.listened_at - right.listened_at);
  }

  /** Maps every listen of this track, as the service's mapper does some time after a listen came in. */
  remap(name: string, matches: (listen: ApiListen) => boolean, change: (listen: ApiListen) => ApiListen): void {
    const user = this.#user(name);
    user.listens = user.listens.map((listen) => (matches(listen) ? change(listen) : listen));
  }

  delete(name: string, matches: (listen: ApiListen) => boolean): void {
    const user = this.#user(name);
    user.listens = user.listens.filter((listen) => !matches(listen));
  }

  listens(name: string): readonly ApiListen[] {
    return this.#user(name).listens;
  }

  #user(name: string): { name: string; listens: ApiListen[] } {
    const user = this.#users.get(name.toLowerCase());
    if (user === undefined) throw new Error(`The fake knows no user ${name}.`);
    return user;
  }
}

function keyOf(listen: ApiListen): string {
  return `${listen.listened_at} ${listen.recording_msid}`;
}
