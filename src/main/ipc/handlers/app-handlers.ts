import type { Handlers } from '../../../shared/contract/api.ts';
import type { AppInfo } from '../../../shared/contract/schemas/app.ts';
import type { Log } from '../../log/log.ts';
import type { NoticeBoard } from '../../log/notice-board.ts';
import type { SettingsService } from '../../settings/settings-service.ts';

export interface AppServices {
  readonly info: () => Promise<AppInfo>;
  readonly notices: NoticeBoard;
  readonly log: Log;
  readonly settings: SettingsService;
  readonly actOnWindow: (action: WindowAction) => void;
}

export type WindowAction = 'new' | 'close' | 'fullScreen';

export const appHandlers = ({ info, notices, log, settings, actOnWindow }: AppServices) =>
  ({
    'app.info': () => info(),
    'app.notices': () => [...notices.list()],
    'app.dismissNotice': ({ id }) => {
      notices.dismiss(id);
    },
    'app.log': () => [...log.recent()],
    'app.window': ({ action }) => {
      actOnWindow(action);
    },
    'settings.read': () => settings.read(),
    'settings.change': (part) => settings.change(part),
  }) satisfies Partial<Handlers>;
