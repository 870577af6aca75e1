const names: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Escape: 'Esc',
};
const known =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|[-=[\]\\;',./`?]|Plus|Space|Tab|Backspace|Delete|Insert|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Esc)$/i;

/**
 * The window's notation ("Mod+Shift+K") in Electron's words, or undefined for a key that Electron has no word for: the
 * menu then shows none, and the key works all the same.
 */
export function acceleratorOf(keys: string): string | undefined {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const named = names[key] ?? key;
  if (!known.test(named)) return undefined;
  const modifiers = parts.map((part) => (part === 'Mod' ? 'CmdOrCtrl' : part));
  return [...modifiers, named].join('+');
}
