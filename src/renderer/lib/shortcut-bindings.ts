/** Listens for shortcuts on one target and runs what is bound, newest binding first. */

import { matchesShortcut, parseShortcut, type Platform, type Shortcut } from './keyboard.ts';

export interface ShortcutBinding {
  /** "Mod+K", see parseShortcut. */
  readonly keys: string;
  /** Runs the action; returning false says "not mine", and the key goes on to the next binding and the page. */
  readonly run: (event: KeyboardEvent) => boolean | undefined;
  /** Also while a text field has the focus. Default: only shortcuts with Ctrl, Alt or Command, and function keys. */
  readonly inTextFields?: boolean;
}

export interface ShortcutBindings {
  /** Binds until the returned function is called. Throws a RangeError for keys that cannot be parsed. */
  bind(binding: ShortcutBinding): () => void;
  stop(): void;
}

/** Whether typing goes into this element, so that a bare letter must not be taken for a shortcut. */
export const isTextField = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'color', 'file'].includes(target.type);
};

const worksWhileTyping = (shortcut: Shortcut): boolean =>
  shortcut.ctrl || shortcut.meta || shortcut.alt || /^F\d{1,2}$/.test(shortcut.key);

export const createShortcutBindings = (target: EventTarget, platform: Platform): ShortcutBindings => {
  let bindings: readonly { readonly shortcut: Shortcut; readonly binding: ShortcutBinding }[] = [];

  const onKeyDown = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    const typing = isTextField(event.target);
    // AltGr is how many keyboards write signs, and Windows tells it as Ctrl and Alt.
    if (typing && event.getModifierState('AltGraph')) return;
    for (const { shortcut, binding } of bindings) {
      if (typing && !(binding.inTextFields ?? worksWhileTyping(shortcut))) continue;
      if (!matchesShortcut(shortcut, event)) continue;
      if (binding.run(event) === false) continue;
      event.preventDefault();
      return;
    }
  };

  target.addEventListener('keydown', onKeyDown);
  return {
    bind(binding) {
      const entry = { shortcut: parseShortcut(binding.keys, platform), binding };
      bindings = [entry, ...bindings];
      return () => {
        bindings = bindings.filter((other) => other !== entry);
      };
    },
    stop() {
      target.removeEventListener('keydown', onKeyDown);
      bindings = [];
    },
  };
};
