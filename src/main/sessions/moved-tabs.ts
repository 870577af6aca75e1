import type { MovedTab } from '../../shared/contract/schemas/moved-tab.ts';

/** Tabs that wait for their window at one time; of more the oldest is forgotten, and its session stays where it was. */
export const mostWaiting = 20;

/** Tabs between two windows: left here by one under a word that the other is opened with. */
export interface MovedTabs {
  offer(tab: MovedTab): string;
  take(token: string): MovedTab | undefined;
}

export function createMovedTabs(newToken: () => string): MovedTabs {
  const waiting = new Map<string, MovedTab>();
  return {
    offer(tab) {
      const token = newToken();
      waiting.set(token, tab);
      const [oldest] = waiting.keys();
      if (waiting.size > mostWaiting && oldest !== undefined) waiting.delete(oldest);
      return token;
    },
    take(token) {
      const tab = waiting.get(token);
      waiting.delete(token);
      return tab;
    },
  };
}
