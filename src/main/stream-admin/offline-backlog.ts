import { z } from 'zod';
import type { OfflineBacklog } from './stream-admin.ts';

const count = z.coerce.number().catch(0);

const backlogSchema = z.object({
  storageSize: count,
  totalMessages: count,
  messageBacklog: count,
  cursorDetails: z.record(z.string(), z.object({ cursorBacklog: count })).catch({}),
});

/** Reads the offline backlog, whose form GDN and Pulsar share (protocol A7, E2); undefined for anything else. */
export function readOfflineBacklog(value: unknown): OfflineBacklog | undefined {
  const parsed = backlogSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { storageSize, totalMessages, messageBacklog, cursorDetails } = parsed.data;
  const subscriptions = Object.entries(cursorDetails).map(([name, { cursorBacklog }]) => ({
    name,
    backlog: cursorBacklog,
  }));
  return { storageSize, totalMessages, backlog: messageBacklog, subscriptions };
}
