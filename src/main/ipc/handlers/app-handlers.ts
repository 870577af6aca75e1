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
}

export const appHandlers = ({ info, notices, log, settings }: AppServices) =>
  ({
    'app.info': () => info(),
    'app.notices': () => [...notices.list()],
    'app.dismissNotice': ({ id }) => {
      notices.dismiss(id);
    },
    'app.log': () => [...log.recent()],
    'settings.read': () => settings.read(),
    'settings.change': (part) => settings.change(part),
  }) satisfies Partial<Handlers>;
