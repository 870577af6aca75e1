import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { StreamEntry, StreamStats } from '../../shared/contract/schemas/stream.ts';
import {
  formatStreamName,
  parseStreamName,
  readPartition,
  type StreamName,
} from '../../shared/domain/stream-name.ts';
import { readOfflineBacklog } from '../stream-admin/offline-backlog.ts';
import type { OfflineBacklog } from '../stream-admin/stream-admin.ts';
import { usableEntries } from '../stream-admin/listed-streams.ts';
import { readTopicStats } from '../stream-admin/topic-stats.ts';
import { askJson, command } from './admin-json.ts';
import { namespacePath, topicPath, type AdminRequest } from './admin-request.ts';

const namesSchema = z.array(z.string());
const partitionsSchema = z.object({ partitions: z.number().int().nonnegative() });

/** Topics of a namespace, a partitioned one as one entry (protocol E1). */
export async function listTopics(request: AdminRequest, fabric: string): Promise<readonly StreamEntry[]> {
  const namespace = namespacePath(fabric);
  const doing = `list the topics of ${fabric}`;
  const lists = await Promise.all(
    (['persistent', 'non-persistent'] as const).map(async (domain) => {
      const path = `/${domain}${namespace}`;
      // A server that answers with the other domain's topics must not make them appear twice.
      const own = (names: readonly string[]): string[] =>
        names.filter((name) => name.startsWith(`${domain}://`));
      const topics = own(await askJson(request, path, namesSchema, doing));
      const parents = own(await askJson(request, `${path}/partitioned`, namesSchema, doing));
      return mergePartitions(topics, parents, fabric);
    }),
  );
  return lists.flat();
}

function mergePartitions(
  topics: readonly string[],
  parents: readonly string[],
  fabric: string,
): StreamEntry[] {
  const partitions = new Map<string, number>(parents.map((parent) => [parent, 0]));
  const single: string[] = [];
  for (const topic of topics) {
    const part = readPartition(topic);
    const known = part === undefined ? undefined : partitions.get(part.parent);
    if (part === undefined || known === undefined) single.push(topic);
    else partitions.set(part.parent, Math.max(known, part.partition + 1));
  }
  const entries = single.map((topic) => entryOf(topic, fabric, 0));
  for (const [parent, count] of partitions) entries.push(entryOf(parent, fabric, count));
  return usableEntries(entries.filter((entry) => entry !== undefined));
}

function entryOf(fullName: string, fabric: string, partitions: number): StreamEntry | undefined {
  const parsing = parseStreamName(fullName);
  if (!parsing.ok) return undefined;
  const { topic } = parsing.name;
  return {
    fullName,
    name: topic,
    fabric,
    scope: 'local',
    role: topic.startsWith('__') ? 'system' : 'user',
    ...(partitions === 0 ? {} : { partitions }),
  };
}

/** @throws StreamscopeError SERVICE_CONFLICT when it exists */
export async function createTopic(
  request: AdminRequest,
  fabric: string,
  topic: string,
): Promise<StreamEntry> {
  const [tenant = '', namespace = ''] = fabric.split('/');
  const name: StreamName = { domain: 'persistent', tenant, namespace, topic };
  namespacePath(fabric);
  await command(request, { method: 'PUT', path: topicPath(name) }, `create ${topic}`);
  return { fullName: formatStreamName(name), name: topic, fabric, scope: 'local', role: 'user' };
}

export async function deleteTopic(request: AdminRequest, stream: StreamName, force: boolean): Promise<void> {
  const parent = (await countPartitions(request, stream)) > 0;
  const path = `${topicPath(stream, ...(parent ? ['partitions'] : []))}?force=${force}`;
  await command(request, { method: 'DELETE', path }, `delete ${stream.topic}`);
}

/** 0 for a topic that is not partitioned. */
export async function countPartitions(request: AdminRequest, stream: StreamName): Promise<number> {
  const doing = `read the partitions of ${stream.topic}`;
  return (await askJson(request, topicPath(stream, 'partitions'), partitionsSchema, doing)).partitions;
}

/** A partitioned topic's are the sums over its partitions. */
export async function readStats(request: AdminRequest, stream: StreamName): Promise<StreamStats> {
  const doing = `read the statistics of ${stream.topic}`;
  const ask = async (kind: string): Promise<StreamStats> => {
    const stats = readTopicStats(await askJson(request, topicPath(stream, kind), z.unknown(), doing));
    if (stats === undefined)
      throw new StreamscopeError('PROTOCOL_UNEXPECTED', `Could not ${doing}: unknown form.`);
    return stats;
  };
  try {
    return await ask('stats');
  } catch (error) {
    if (!isMissing(error) || (await countPartitions(request, stream)) === 0) throw error;
    return ask('partitioned-stats');
  }
}

export async function readBacklog(request: AdminRequest, stream: StreamName): Promise<OfflineBacklog> {
  const doing = `read the backlog of ${stream.topic}`;
  const backlog = readOfflineBacklog(
    await askJson(request, topicPath(stream, 'backlog'), z.unknown(), doing),
  );
  if (backlog !== undefined) return backlog;
  throw new StreamscopeError('PROTOCOL_UNEXPECTED', `Could not ${doing}: unknown form.`);
}

/** What servers answer when a parent of partitions is asked for something only a single topic has. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof StreamscopeError &&
    (error.code === 'SERVICE_NOT_FOUND' || error.code === 'SERVICE_UNSUPPORTED')
  );
}
