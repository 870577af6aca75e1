import type { Client } from '../../api/client.ts';
import { formatCount } from '../../lib/format-number.ts';
import type { StreamEntry, SubscriptionStats } from '../../../shared/contract/schemas/stream.ts';
import { sideWords } from './side-words.ts';

/** Something that cannot be undone, with everything it reaches said first and a name typed. */
export interface SubscriptionAct {
  readonly title: string;
  /** What has to be typed: the name of all that is reached. */
  readonly name: string;
  readonly nameLabel: string;
  readonly consequences: readonly string[];
  readonly confirmLabel: string;
  readonly done: string;
  readonly run: (client: Client) => Promise<void>;
}

/** On Pulsar one subscription of one stream; on GDN all subscriptions of that name on a whole side of the fabric. */
export function clearing(
  connectionId: string,
  stream: StreamEntry,
  { name: subscription, backlog }: SubscriptionStats,
  isPulsar: boolean,
): SubscriptionAct {
  const { fullName, fabric, scope } = stream;
  const typedName = isPulsar ? subscription : fabric;
  const reach = isPulsar
    ? `Only “${subscription}” on “${stream.name}” is touched.`
    : `GDN has no call for one stream: the backlog of “${subscription}” is cleared on ${sideWords(stream, false)}, not only on “${stream.name}”.`;
  return {
    title: 'Clear the backlog',
    name: typedName,
    nameLabel: isPulsar ? 'subscription name' : 'fabric name',
    consequences: [
      reach,
      `On “${stream.name}” that is ${formatCount(backlog, 'message')}: no consumer of this subscription will ever get them.`,
      'Other subscriptions keep theirs, and so does the history on this machine.',
    ],
    confirmLabel: 'Clear backlog',
    done: `Cleared the backlog of ${subscription}`,
    run: async (client) => {
      await client.call('subscriptions.clearBacklog', {
        connectionId,
        fullName,
        fabric,
        scope,
        subscription,
        typedName,
      });
    },
  };
}

export function unsubscribing(
  connectionId: string,
  { fullName, name }: StreamEntry,
  { name: subscription, backlog, consumers }: SubscriptionStats,
): SubscriptionAct {
  const held =
    consumers.length === 0
      ? 'Nobody is attached to it now.'
      : `${formatCount(consumers.length, 'consumer is', 'consumers are')} attached: the service refuses as long as any is.`;
  return {
    title: 'Delete the subscription',
    name: subscription,
    nameLabel: 'subscription name',
    consequences: [
      `“${subscription}” on “${name}” is deleted, with its cursor and its backlog of ${formatCount(backlog, 'message')}.`,
      'One of the same name that is made later starts anew.',
      held,
    ],
    confirmLabel: 'Delete subscription',
    done: `Deleted the subscription ${subscription}`,
    run: async (client) => {
      await client.call('subscriptions.delete', {
        connectionId,
        fullName,
        subscription,
        typedName: subscription,
      });
    },
  };
}
