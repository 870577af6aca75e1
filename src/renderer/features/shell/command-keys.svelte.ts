/**
 * What features/shell owns: the frame of the window (title bar, rail, drawer) and the commands that belong to no
 * feature. This file: every command's shortcut, bound for as long as the command exists.
 */
import { parseShortcut, type Platform } from '../../lib/keyboard.ts';
import { createShortcutBindings } from '../../lib/shortcut-bindings.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { showInfo } from '../../ui/overlays/toast.ts';

/** Controls that letters go into: typed, or leading to the entry that begins with them. */
const typedInto =
  'input, select, textarea, [role=menu], [role=listbox], [role=combobox], [role=dialog], [aria-haspopup=listbox]';
/** Controls that are only pressed and moved between. */
const pressed = 'button, a, summary, [role=tab]';
/** The keys by which they are. */
const pressingKeys = /^(?: |Enter|Escape|Tab|Arrow\w+|Home|End|Page\w+|Delete|Backspace)$/;

/** A key without Ctrl, Command or Alt, which a focused control may want for itself. */
function isBare(keys: string, platform: Platform): boolean {
  const { ctrl, meta, alt, key } = parseShortcut(keys, platform);
  return !ctrl && !meta && !alt && !/^F\d{1,2}$/.test(key);
}

function isForControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(typedInto) !== null || (pressingKeys.test(key) && target.closest(pressed) !== null);
}

/** Whoever presses the key of a command that cannot run now is told why, where there is more to say than "not now". */
function explainRefusal({ refusal }: Command): boolean {
  const words = refusal?.();
  if (words !== undefined) showInfo(words, { id: 'refusal' });
  return words !== undefined;
}

export function bindCommandKeys(target: EventTarget, platform: Platform, app: AppState): () => void {
  const bindings = createShortcutBindings(target, platform);
  const stopFollowing = $effect.root(() => {
    $effect(() => {
      const stops = app.commands.all.flatMap((command) =>
        (command.keys ?? []).map((keys) =>
          bindings.bind({
            keys,
            run: (event) => {
              if (app.dialogs.current !== undefined) return false;
              if (isBare(keys, platform) && isForControl(event)) return false;
              return app.commands.run(command.id) || explainRefusal(command);
            },
          }),
        ),
      );
      return () => {
        for (const stop of stops) stop();
      };
    });
  });
  return () => {
    stopFollowing();
    bindings.stop();
  };
}
