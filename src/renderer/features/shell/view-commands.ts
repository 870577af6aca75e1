import type { AppState } from '../../state/app-state.svelte.ts';
import type { Command } from '../../state/commands.svelte.ts';
import { zoomSteps, type Settings } from '../../../shared/contract/schemas/settings.ts';

const densityWords = { compact: 'Compact rows', cosy: 'Cosy rows', comfortable: 'Comfortable rows' } as const;

/** Commands on how large and how dense things are, and on the windows of the system. */
export function viewCommands(app: AppState): readonly Command[] {
  const group = 'View';
  const change = (next: Partial<Settings>): void => {
    app.preferences.change(next).catch(app.report);
  };
  const act = (action: 'new' | 'close' | 'fullScreen'): void => {
    app.client.call('app.window', { action }).catch(app.report);
  };
  const zoom = (): number => app.preferences.value.zoom;

  return [
    {
      id: 'window.new',
      title: 'New window',
      group: 'Window',
      keys: ['Mod+Shift+N'],
      run: () => {
        act('new');
      },
    },
    {
      id: 'window.close',
      title: 'Close window',
      group: 'Window',
      keys: ['Mod+Shift+W'],
      run: () => {
        act('close');
      },
    },
    {
      id: 'window.fullScreen',
      title: 'Full screen',
      group,
      keys: ['F11'],
      run: () => {
        act('fullScreen');
      },
    },
    {
      id: 'zoom.in',
      title: 'Zoom in',
      group,
      keys: ['Mod+Plus', 'Mod+='],
      isEnabled: () => nextZoom(zoom(), 1) !== undefined,
      run: () => {
        change({ zoom: nextZoom(zoom(), 1) ?? zoom() });
      },
    },
    {
      id: 'zoom.out',
      title: 'Zoom out',
      group,
      keys: ['Mod+-'],
      isEnabled: () => nextZoom(zoom(), -1) !== undefined,
      run: () => {
        change({ zoom: nextZoom(zoom(), -1) ?? zoom() });
      },
    },
    {
      id: 'zoom.reset',
      title: 'Actual size',
      group,
      keys: ['Mod+0'],
      run: () => {
        change({ zoom: 1 });
      },
    },
    ...(['dark', 'light', 'system'] as const).map((theme) => ({
      id: `theme.${theme}`,
      title: theme === 'system' ? 'Theme of the system' : `${theme === 'dark' ? 'Dark' : 'Light'} theme`,
      group,
      run: () => {
        change({ theme });
      },
    })),
    ...(['compact', 'cosy', 'comfortable'] as const).map((density) => ({
      id: `density.${density}`,
      title: densityWords[density],
      group,
      run: () => {
        change({ density });
      },
    })),
  ];
}

/** The next step up or down from any factor; undefined at the end. */
export function nextZoom(factor: number, direction: 1 | -1): number | undefined {
  // Chromium rounds factors, so what is a step already must not count as the next one.
  const hair = 0.005;
  return direction === 1
    ? zoomSteps.find((step) => step > factor + hair)
    : zoomSteps.findLast((step) => step < factor - hair);
}
