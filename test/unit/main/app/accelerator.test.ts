import { describe, expect, it } from 'vitest';
import { acceleratorOf } from '../../../../src/main/app/accelerator.ts';

describe('a shortcut as a menu of the system shows it', () => {
  it.each([
    ['Mod+K', 'CmdOrCtrl+K'],
    ['Mod+Shift+ArrowUp', 'CmdOrCtrl+Shift+Up'],
    ['Mod+Plus', 'CmdOrCtrl+Plus'],
    ['Mod+-', 'CmdOrCtrl+-'],
    ['Mod+\\', 'CmdOrCtrl+\\'],
    ['Space', 'Space'],
    ['F11', 'F11'],
    ['Ctrl+Shift+Tab', 'Ctrl+Shift+Tab'],
  ])('%s is %s', (keys, accelerator) => {
    expect(acceleratorOf(keys)).toBe(accelerator);
  });

  it('is left out when the system has no word for the key', () => {
    expect(acceleratorOf('Mod+ContextMenu')).toBeUndefined();
    expect(acceleratorOf('Mod+ö')).toBeUndefined();
  });
});
