/**
 * What features/shell owns: the frame of the window (title bar, rail, drawer) and the commands that belong to no
 * feature. This file: every command's shortcut, bound for as long as the command exists.
 */
import { parseShortcut, type Platform } from '../../lib/keyboard.ts';
import { createShortcutBindings } from '../../lib/shortcut-bindings.ts';
import type { AppState } from '../../state/app-state.svelte.ts';

/** Controls that have a use of their own for letters, Space and Enter. */
const keyTakers =
  'button, a, input, select, textarea, summary, [role=menu], [role=listbox], [role=dialog], [role=tab]';

/** A key without Ctrl, Command or Alt, which a focused control may want for itself. */
function isBare(keys: string, platform: Platform): boolean {
  const { ctrl, meta, alt, key } = parseShortcut(keys, platform);
  return !ctrl && !meta && !alt && !/^F\d{1,2}$/.test(key);
}

function isForControl(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest(keyTakers) !== null;
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
              return app.commands.run(command.id);
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
