/**
 * Shortcuts as text ("Mod+Shift+K", "F8", "g"): parsed once, matched against key events, shown in the words of the
 * platform. The registry behind palette, menus and keys is one list of bindings.
 */

export type Platform = 'mac' | 'other';

/** One key with its modifiers. `key` is lower case for letters, else the name a KeyboardEvent gives ("ArrowUp"). */
export interface Shortcut {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const KEY_ALIASES: Readonly<Record<string, string>> = {
  esc: 'Escape',
  escape: 'Escape',
  enter: 'Enter',
  return: 'Enter',
  space: ' ',
  tab: 'Tab',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  delete: 'Delete',
  backspace: 'Backspace',
  plus: '+',
};

/** Parses "Mod+Shift+K"; Mod is Command on a Mac and Control elsewhere. Throws a RangeError for a text that names no key. */
export const parseShortcut = (text: string, platform: Platform): Shortcut => {
  const parts = text.split('+').map((part) => part.trim());
  const last = parts.pop() ?? '';
  if (last === '') throw new RangeError(`"${text}" names no key; write + as "Plus".`);
  const modifiers = { ctrl: false, meta: false, alt: false, shift: false };
  for (const part of parts) {
    switch (part.toLowerCase()) {
      case 'mod':
        modifiers[platform === 'mac' ? 'meta' : 'ctrl'] = true;
        break;
      case 'ctrl':
      case 'control':
        modifiers.ctrl = true;
        break;
      case 'cmd':
      case 'meta':
        modifiers.meta = true;
        break;
      case 'alt':
      case 'option':
        modifiers.alt = true;
        break;
      case 'shift':
        modifiers.shift = true;
        break;
      default:
        throw new RangeError(`"${part}" in "${text}" is no modifier; use Mod, Ctrl, Alt, Shift or Meta.`);
    }
  }
  return { key: normaliseKey(last), ...modifiers };
};

const normaliseKey = (key: string): string => {
  const alias = KEY_ALIASES[key.toLowerCase()];
  if (alias !== undefined) return alias;
  return [...key].length === 1 ? key.toLowerCase() : key;
};

const isLetterOrDigit = (key: string): boolean => /^[a-z0-9]$/.test(key);

/** Whether a key press is this shortcut. Shift is ignored for signs such as "?" that need it on some layouts. */
export const matchesShortcut = (shortcut: Shortcut, press: KeyPress): boolean => {
  if (shortcut.ctrl !== press.ctrlKey || shortcut.meta !== press.metaKey || shortcut.alt !== press.altKey) {
    return false;
  }
  const key = pressedKey(shortcut, press);
  if (key !== shortcut.key) return false;
  const isSign = [...shortcut.key].length === 1 && !isLetterOrDigit(shortcut.key) && shortcut.key !== ' ';
  return isSign || shortcut.shift === press.shiftKey;
};

/** On a Mac, Option turns letters into signs ("å"), and non-Latin layouts give no Latin letter: there the key's place decides. */
const pressedKey = (shortcut: Shortcut, press: KeyPress): string => {
  const key = normaliseKey(press.key);
  if (key === shortcut.key || !isLetterOrDigit(shortcut.key)) return key;
  const isPlainLatin = /^[\x20-\x7e]$/.test(key);
  if (isPlainLatin && !press.altKey) return key;
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(press.code ?? '')?.[1];
  return place?.toLowerCase() ?? key;
};

/** Whether two texts mean the same keys on this platform. */
export const isSameShortcut = (one: string, other: string, platform: Platform): boolean => {
  const [first, second] = [parseShortcut(one, platform), parseShortcut(other, platform)];
  const isSign = [...first.key].length === 1 && !isLetterOrDigit(first.key) && first.key !== ' ';
  return (
    first.key === second.key &&
    first.ctrl === second.ctrl &&
    first.meta === second.meta &&
    first.alt === second.alt &&
    (isSign || first.shift === second.shift)
  );
};

const MODIFIER_KEYS: readonly string[] = [
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
];

/** The text of what was pressed, as `parseShortcut` reads it; undefined while only modifiers are down. */
export const shortcutTextOf = (press: KeyPress, platform: Platform): string | undefined => {
  if (MODIFIER_KEYS.includes(press.key)) return undefined;
  const key = pressedName(press);
  const parts: string[] = [];
  const [isMod, isOther] =
    platform === 'mac' ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (isMod) parts.push('Mod');
  if (isOther) parts.push(platform === 'mac' ? 'Ctrl' : 'Meta');
  if (press.altKey) parts.push('Alt');
  const isSign = [...key].length === 1 && !isLetterOrDigit(key.toLowerCase());
  if (press.shiftKey && !isSign) parts.push('Shift');
  return [...parts, key].join('+');
};

/** Letters and digits by their place where a modifier or another alphabet would hide them. */
const pressedName = ({ key, code }: KeyPress): string => {
  if (key === ' ') return 'Space';
  if (key === '+') return 'Plus';
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(code ?? '')?.[1];
  if ([...key].length === 1 && !/^[\x20-\x7e]$/.test(key) && place !== undefined) return place;
  return [...key].length === 1 ? key.toUpperCase() : key;
};

const MAC_NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Backspace: '⌫',
  Delete: '⌦',
  ' ': 'Space',
};

/** The keys to show, one text a key cap: ["Ctrl", "K"], or ["⌘", "K"] on a Mac. */
export const shortcutKeys = (shortcut: Shortcut, platform: Platform): readonly string[] => {
  const keys: string[] = [];
  if (shortcut.ctrl) keys.push(platform === 'mac' ? '⌃' : 'Ctrl');
  if (shortcut.alt) keys.push(platform === 'mac' ? '⌥' : 'Alt');
  if (shortcut.shift) keys.push(platform === 'mac' ? '⇧' : 'Shift');
  if (shortcut.meta) keys.push(platform === 'mac' ? '⌘' : 'Meta');
  const name = MAC_NAMES[shortcut.key] ?? shortcut.key;
  keys.push([...name].length === 1 ? name.toUpperCase() : name);
  return keys;
};

/** For aria-keyshortcuts: "Control+Shift+K". */
export const ariaShortcut = (shortcut: Shortcut): string => {
  const keys: string[] = [];
  if (shortcut.ctrl) keys.push('Control');
  if (shortcut.alt) keys.push('Alt');
  if (shortcut.shift) keys.push('Shift');
  if (shortcut.meta) keys.push('Meta');
  keys.push(
    shortcut.key === ' '
      ? 'Space'
      : isLetterOrDigit(shortcut.key)
        ? shortcut.key.toUpperCase()
        : shortcut.key,
  );
  return keys.join('+');
};

/** Which platform a navigator.platform (or userAgentData.platform) text names. */
export const detectPlatform = (platformText: string): Platform =>
  /mac|iphone|ipad/i.test(platformText) ? 'mac' : 'other';
