import { z } from 'zod';
import type { Reply } from '../../shared/contract/transport.ts';

type Route = (name: unknown, input: unknown) => Promise<Reply>;

/**
 * Whose sessions are whose. Sessions are shared services, but each belongs to one window, the one that opened it or took
 * its tab from another: when that window closes and others stay, its sessions would go on where nobody sees them, so
 * they end. The others' go on.
 */
export interface SessionOwners {
  /** The router, remembering who opened what. */
  readonly route: (name: unknown, input: unknown, windowId: number) => Promise<Reply>;
  /** Ends what belongs to a window; its subscriptions stay on the service. */
  release(windowId: number): Promise<void>;
}

const ownedSchema = z.object({ sessionId: z.string() });
/** Answers with a session that belongs to whoever asked, from then on. */
const givingCalls: readonly unknown[] = ['sessions.open', 'app.takeTab'];

export function createSessionOwners(route: Route): SessionOwners {
  const owned = new Map<number, Set<string>>();

  function give(sessionId: string, windowId: number): void {
    for (const others of owned.values()) others.delete(sessionId);
    owned.set(windowId, (owned.get(windowId) ?? new Set()).add(sessionId));
  }

  return {
    async route(name, input, windowId) {
      const reply = await route(name, input);
      const given = givingCalls.includes(name) && reply.ok ? ownedSchema.safeParse(reply.value) : undefined;
      if (given?.success === true) give(given.data.sessionId, windowId);
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
