import { isSameShortcut, parseShortcut, type Platform } from '../../lib/keyboard.ts';
import { tableKeys } from '../help/table-keys.ts';

/** Keys that texts, dialogs and the focus need. */
const systemKeys = ['Tab', 'Shift+Tab', 'Enter', 'Escape', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Mod+A'];

/** Why these keys cannot be given to a command, in words; undefined when they can. */
export function reservedFor(keys: string, platform: Platform): string | undefined {
  if (systemKeys.some((other) => isSameShortcut(other, keys, platform)))
    return 'These keys belong to text fields and dialogs.';
  const owner = tableKeys.find(({ keys: own }) => own.some((other) => isSameShortcut(other, keys, platform)));
  if (owner !== undefined) return `In the table these keys mean “${owner.title}”.`;
  const { ctrl, meta, alt, key } = parseShortcut(keys, platform);
  const isArrow = key.startsWith('Arrow') && !ctrl && !meta && !alt;
  return isArrow ? 'Arrow keys move the cursor.' : undefined;
}
