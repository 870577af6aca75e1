import type { Notice } from '../../shared/contract/schemas/app.ts';

/** Notices kept until somebody dismisses them; the oldest go first. */
export const noticesKept = 50;

/** What happened while nobody was looking: kept until a person has seen it. */
export interface NoticeBoard {
  list(): readonly Notice[];
  post(notice: Omit<Notice, 'id'>): void;
  dismiss(id: string): void;
}

export function createNoticeBoard(onPost: (notice: Notice) => void): NoticeBoard {
  let notices: readonly Notice[] = [];
  let posted = 0;
  return {
    list: () => notices,
    post(notice) {
      posted += 1;
      const made = { ...notice, id: `notice-${String(posted)}` };
      notices = [...notices, made].slice(-noticesKept);
      onPost(made);
    },
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id);
    },
  };
}
