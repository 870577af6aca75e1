import { z } from 'zod';
import type { Reply } from '../../shared/contract/transport.ts';

type Route = (name: unknown, input: unknown) => Promise<Reply>;

/**
 * Whose sessions are whose. Sessions are shared services, but each was opened by one window: when that window closes and
 * others stay, its sessions would go on where nobody sees them, so they end. The others' go on.
 */
export interface SessionOwners {
  /** The router, remembering who opened what. */
  readonly route: (name: unknown, input: unknown, windowId: number) => Promise<Reply>;
  /** Ends what a window has opened; its subscriptions stay on the service. */
  release(windowId: number): Promise<void>;
}

const openedSchema = z.object({ sessionId: z.string() });

export function createSessionOwners(route: Route): SessionOwners {
  const owned = new Map<number, Set<string>>();
  return {
    async route(name, input, windowId) {
      const reply = await route(name, input);
      const opened = name === 'sessions.open' && reply.ok ? openedSchema.safeParse(reply.value) : undefined;
      if (opened?.success === true)
        owned.set(windowId, (owned.get(windowId) ?? new Set()).add(opened.data.sessionId));
      return reply;
    },
    async release(windowId) {
      const sessionIds = [...(owned.get(windowId) ?? [])];
      owned.delete(windowId);
      // One that was closed before answers SESSION_CLOSED, which is as well.
      await Promise.all(
        sessionIds.map((sessionId) => route('sessions.close', { sessionId, deleteSubscription: false })),
      );
    },
  };
}
