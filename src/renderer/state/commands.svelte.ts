/** One thing a person can do. Palette, menus, shortcuts and help all read this one list. */
export interface Command {
  /** Stable, `concept.verb`; the application menu names commands by it. */
  readonly id: string;
  readonly title: string;
  /** The heading it stands under in palette and help. */
  readonly group: string;
  /** Shortcuts in the notation of lib/keyboard, the first one shown. */
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Reactive; a command that cannot run now is not offered. */
  readonly isEnabled?: () => boolean;
}

/** The registry of commands. Each part of the window brings its own while it is on screen. */
export class Commands {
  all = $state.raw<readonly Command[]>([]);

  readonly enabled: readonly Command[] = $derived(this.all.filter((command) => isEnabled(command)));

  /** A later command of the same id replaces an earlier one until it is withdrawn. */
  register(...commands: readonly Command[]): () => void {
    const ids = commands.map(({ id }) => id);
    const replaced = this.all.filter(({ id }) => ids.includes(id));
    this.all = [...this.all.filter(({ id }) => !ids.includes(id)), ...commands];
    return () => {
      this.all = [...this.all.filter((command) => !commands.includes(command)), ...replaced];
    };
  }

  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
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
