import { untrack } from 'svelte';

/** One thing a person can do. Palette, menus, shortcuts and help all read this one list. */
export interface Command {
  /** Stable, `concept.verb`; the application menu names commands by it, and so do bound shortcuts. */
  readonly id: string;
  readonly title: string;
  /** The heading it stands under in palette and help. */
  readonly group: string;
  /** Shortcuts in the notation of lib/keyboard, the first one shown. */
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Reactive; a command that cannot run now is not offered. */
  readonly isEnabled?: () => boolean;
  /** Why it cannot run now, for whoever presses its keys all the same; undefined where that goes without saying. */
  readonly refusal?: () => string | undefined;
}

/** Shortcuts the person has bound, by command id. */
export type BoundShortcuts = Readonly<Record<string, readonly string[]>>;

/** The registry of commands. Each part of the window brings its own while it is on screen. */
export class Commands {
  #registered = $state.raw<readonly (readonly Command[])[]>([]);
  readonly #bound: () => BoundShortcuts;

  /** As their authors made them, with their own keys. A later command of the same id stands for an earlier one. */
  readonly defaults: readonly Command[] = $derived.by(() => {
    const commands = this.#registered.flat();
    return commands.filter(({ id }, index) => commands.findLastIndex((other) => other.id === id) === index);
  });
  /** With the keys that work now. */
  readonly all: readonly Command[] = $derived.by(() => {
    const bound = this.#bound();
    return this.defaults.map((command) => {
      const keys = bound[command.id];
      return keys === undefined ? command : { ...command, keys };
    });
  });
  readonly enabled: readonly Command[] = $derived(this.all.filter((command) => isEnabled(command)));

  constructor(bound: () => BoundShortcuts = () => ({})) {
    this.#bound = bound;
  }

  /** Until the returned function is called. Safe in an effect: what it reads is no reason to run again. */
  register(...commands: readonly Command[]): () => void {
    this.#registered = [...untrack(() => this.#registered), commands];
    return () => {
      this.#registered = untrack(() => this.#registered).filter((other) => other !== commands);
    };
  }

  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
  }

  /** The shortcut to show beside whatever runs this command; undefined when none is bound. */
  keyOf(id: string): string | undefined {
    return this.find(id)?.keys?.[0];
  }

  /** Runs a command if it exists and can run now; says whether it did. */
  run(id: string): boolean {
    const command = this.find(id);
    if (command === undefined || !isEnabled(command)) return false;
    command.run();
    return true;
  }
}

function isEnabled(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}
