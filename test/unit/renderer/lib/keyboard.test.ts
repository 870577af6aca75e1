import { describe, expect, it } from 'vitest';
import {
  ariaShortcut,
  detectPlatform,
  matchesShortcut,
  parseShortcut,
  shortcutKeys,
} from '../../../../src/renderer/lib/keyboard.ts';

const press = (key: string, held = '', code = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

describe('shortcuts', () => {
  it('mean Command on a Mac and Control elsewhere by Mod', () => {
    expect(matchesShortcut(parseShortcut('Mod+K', 'mac'), press('k', 'm'))).toBe(true);
    expect(matchesShortcut(parseShortcut('Mod+K', 'mac'), press('k', 'c'))).toBe(false);
    expect(matchesShortcut(parseShortcut('Mod+K', 'other'), press('k', 'c'))).toBe(true);
  });

  it('want exactly their modifiers', () => {
    const shortcut = parseShortcut('Mod+Shift+F', 'other');
    expect(matchesShortcut(shortcut, press('F', 'cs'))).toBe(true);
    expect(matchesShortcut(shortcut, press('f', 'c'))).toBe(false);
    expect(matchesShortcut(shortcut, press('F', 'cas'))).toBe(false);
  });

  it('take signs as they come, for some layouts need Shift for them', () => {
    const shortcut = parseShortcut('?', 'other');
    expect(matchesShortcut(shortcut, press('?', 's'))).toBe(true);
    expect(matchesShortcut(shortcut, press('?'))).toBe(true);
  });

  it('go by the place of the key where the layout gives another letter', () => {
    expect(matchesShortcut(parseShortcut('Mod+K', 'other'), press('л', 'c', 'KeyK'))).toBe(true);
    expect(matchesShortcut(parseShortcut('Alt+K', 'mac'), press('˚', 'a', 'KeyK'))).toBe(true);
    // A Latin layout that has the letter elsewhere means its letter, not the place.
    expect(matchesShortcut(parseShortcut('Mod+Q', 'other'), press('a', 'c', 'KeyQ'))).toBe(false);
  });

  it('know the named keys', () => {
    expect(matchesShortcut(parseShortcut('Mod+Enter', 'other'), press('Enter', 'c'))).toBe(true);
    expect(matchesShortcut(parseShortcut('F8', 'other'), press('F8'))).toBe(true);
    expect(matchesShortcut(parseShortcut('Space', 'other'), press(' '))).toBe(true);
    expect(matchesShortcut(parseShortcut('Mod+Plus', 'other'), press('+', 'cs'))).toBe(true);
  });

  it('are refused when they name no key or no modifier', () => {
    expect(() => parseShortcut('Mod+', 'other')).toThrow(/names no key/);
    expect(() => parseShortcut('Hyper+K', 'other')).toThrow(/"Hyper" .* is no modifier/);
  });

  it('are shown in the words of the platform', () => {
    expect(shortcutKeys(parseShortcut('Mod+Shift+K', 'other'), 'other')).toEqual(['Ctrl', 'Shift', 'K']);
    expect(shortcutKeys(parseShortcut('Mod+Shift+K', 'mac'), 'mac')).toEqual(['⇧', '⌘', 'K']);
    expect(shortcutKeys(parseShortcut('Mod+Enter', 'other'), 'other')).toEqual(['Ctrl', '↵']);
    expect(ariaShortcut(parseShortcut('Mod+Shift+K', 'other'))).toBe('Control+Shift+K');
  });

  it('know a Mac by its name', () => {
    expect(detectPlatform('MacIntel')).toBe('mac');
    expect(detectPlatform('Linux x86_64')).toBe('other');
  });
});
