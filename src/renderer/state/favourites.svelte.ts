import type { Preferences } from './preferences.svelte.ts';
import { isSamePlace, type StreamPlace } from './stream-place.ts';

/** Streams opened last that are remembered. */
export const mostRecents = 8;
const mostFavourites = 500;

/** Starred streams and those opened last, of every connection and in every window, kept in the settings. */
export class Favourites {
  readonly starred: readonly StreamPlace[] = $derived.by(() => this.#preferences.value.favourites);
  readonly recent: readonly StreamPlace[] = $derived.by(() => this.#preferences.value.recents);
  readonly #preferences: Preferences;

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  isStarred(place: StreamPlace): boolean {
    return this.starred.some((other) => isSamePlace(other, place));
  }

  async toggle(place: StreamPlace): Promise<void> {
    const others = this.starred.filter((other) => !isSamePlace(other, place));
    const isNew = others.length === this.starred.length;
    const favourites = isNew ? [...others, kept(place)].slice(-mostFavourites) : others;
    await this.#preferences.change({ favourites: favourites.map(kept) });
  }

  /** Puts a stream that was opened at the top. */
  async opened(place: StreamPlace): Promise<void> {
    const [newest] = this.recent;
    if (newest !== undefined && isSamePlace(newest, place)) return;
    const others = this.recent.filter((other) => !isSamePlace(other, place));
    await this.#preferences.change({ recents: [place, ...others].slice(0, mostRecents).map(kept) });
  }
}

/** A tab is a place too, and only its names may be kept. */
function kept({ connectionId, fullName, name }: StreamPlace): StreamPlace {
  return { connectionId, fullName, name };
}
