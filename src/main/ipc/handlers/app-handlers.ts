import type { Handlers } from '../../../shared/contract/api.ts';
import type { AppInfo } from '../../../shared/contract/schemas/app.ts';
import type { Log } from '../../log/log.ts';
import type { NoticeBoard } from '../../log/notice-board.ts';
import type { MovedTabs } from '../../sessions/moved-tabs.ts';
import type { OpenWindows } from '../../settings/open-windows.ts';
import type { SettingsService } from '../../settings/settings-service.ts';

export interface AppServices {
  readonly info: () => Promise<AppInfo>;
  readonly notices: NoticeBoard;
  readonly log: Log;
  readonly settings: SettingsService;
  readonly actOnWindow: (action: WindowAction) => void;
  readonly movedTabs: MovedTabs;
  /** Opens a window that takes the tab of this word. */
  readonly openTabWindow: (token: string) => Promise<void>;
  readonly windowLayouts: Pick<OpenWindows, 'layoutOf' | 'keepLayout'>;
}

export type WindowAction = 'new' | 'close' | 'fullScreen';

export const appHandlers = (services: AppServices) => {
  const { info, notices, log, settings, actOnWindow, movedTabs, openTabWindow, windowLayouts } = services;
  return {
    'app.info': () => info(),
    'app.notices': () => [...notices.list()],
    'app.dismissNotice': ({ id }) => {
      notices.dismiss(id);
    },
    'app.log': () => [...log.recent()],
    'app.window': ({ action }) => {
      actOnWindow(action);
    },
    'app.moveTab': (tab) => openTabWindow(movedTabs.offer(tab)),
    'app.takeTab': ({ token }) => movedTabs.take(token) ?? null,
    'app.windowLayout': ({ key }) => windowLayouts.layoutOf(key),
    'app.keepWindowLayout': ({ key, layout }) => {
      windowLayouts.keepLayout(key, layout);
    },
    'settings.read': () => settings.read(),
    'settings.change': (part) => settings.change(part),
  } satisfies Partial<Handlers>;
};
