import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../../src/main/app/menu-template.ts';
import type { MenuSituation } from '../../../../src/main/app/menu-template.ts';

const labels = (situation: MenuSituation): string[] =>
  menuTemplate(situation).map(({ label }) => label.replace('&', ''));
const commands = (situation: MenuSituation): string[] =>
  menuTemplate(situation).flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'command' ? [item.command] : [])),
  );
const roles = (situation: MenuSituation): string[] =>
  menuTemplate(situation).flatMap(({ items }) =>
    items.flatMap((item) => (item.kind === 'role' ? [item.role] : [])),
  );

describe('the application menu', () => {
  it.each(['win32', 'linux'] as const)('on %s is File, Edit, View, Stream, Window, Help', (platform) => {
    expect(labels({ platform, isDevelopment: false })).toEqual([
      'File',
      'Edit',
      'View',
      'Stream',
      'Window',
      'Help',
    ]);
  });

  it('on macOS has the menu of the app first, with settings, services and quit in it', () => {
    const situation = { platform: 'darwin', isDevelopment: false } as const;
    expect(labels(situation)[0]).toBe('Streamscope');
    const [appMenu, file] = menuTemplate(situation);
    expect(appMenu?.items).toContainEqual({ kind: 'role', role: 'quit' });
    expect(appMenu?.items).toContainEqual(expect.objectContaining({ command: 'settings.open' }));
    expect(file?.items).not.toContainEqual({ kind: 'role', role: 'quit' });
  });

  it('offers developer tools in development only', () => {
    expect(roles({ platform: 'linux', isDevelopment: true })).toContain('toggleDevTools');
    expect(roles({ platform: 'linux', isDevelopment: false })).not.toContain('toggleDevTools');
  });

  it.each(['win32', 'linux'] as const)(
    'leaves Ctrl+M on %s to marks, which minimising would take',
    (platform) => {
      expect(roles({ platform, isDevelopment: false })).not.toContain('minimize');
    },
  );

  it.each(['darwin', 'win32', 'linux'] as const)('names no command twice on %s', (platform) => {
    const named = commands({ platform, isDevelopment: true });
    expect(new Set(named).size).toBe(named.length);
  });
});
