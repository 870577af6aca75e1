import { isSameShortcut } from '../lib/keyboard.ts';
import type { Platform } from '../lib/keyboard.ts';
import type { Command, Commands } from './commands.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';

/** The shortcuts a person has bound anew, kept in the settings. */
export class Shortcuts {
  readonly bound = $derived.by(() => this.#preferences.value.shortcuts);
  readonly count = $derived(Object.keys(this.bound).length);
  readonly #preferences: Preferences;
  readonly #commands: Commands;

  constructor(preferences: Preferences, commands: Commands) {
    this.#preferences = preferences;
    this.#commands = commands;
  }

  isBound(commandId: string): boolean {
    return Object.hasOwn(this.bound, commandId);
  }

  /** The other commands that these keys run already. */
  conflictsOf(commandId: string, keys: string, platform: Platform): readonly Command[] {
    return this.#commands.all.filter(
      ({ id, keys: theirs = [] }) =>
        id !== commandId && theirs.some((other) => isSameShortcut(other, keys, platform)),
    );
  }

  /** Gives these keys to one command and takes them from every other. An empty list leaves it without any. */
  async bind(commandId: string, keys: readonly string[], platform: Platform): Promise<void> {
    const taken = keys.flatMap((key) => this.conflictsOf(commandId, key, platform));
    const others = taken.map(({ id, keys: theirs = [] }) => [
      id,
      theirs.filter((other) => !keys.some((key) => isSameShortcut(other, key, platform))),
    ]);
    await this.#keep({ ...this.bound, ...Object.fromEntries(others), [commandId]: [...keys] });
  }

  /**
   * Back to the command's own keys. Where another command has been given one of them since, that one keeps it, or two
   * would answer to the same keys.
   */
  async reset(commandId: string, platform: Platform): Promise<void> {
    const own = this.#commands.defaults.find(({ id }) => id === commandId)?.keys ?? [];
    const free = own.filter((key) => this.conflictsOf(commandId, key, platform).length === 0);
    const { [commandId]: _forgotten, ...rest } = this.bound;
    await this.#keep(free.length === own.length ? rest : { ...rest, [commandId]: free });
  }

  async resetAll(): Promise<void> {
    await this.#keep({});
  }

  async #keep(shortcuts: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const copied = Object.entries(shortcuts).map(([id, keys]): [string, string[]] => [id, [...keys]]);
    await this.#preferences.change({ shortcuts: Object.fromEntries(copied) });
  }
}
