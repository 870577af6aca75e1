import type { Topic } from '../broker/topic.ts';

/** A row of the stream list (protocol A7). */
export function streamRow(topic: Topic, fabric: string, tenant: string): object {
  const name = topic.name.local;
  return {
    _key: `${name}_TYPE4`,
    _id: `_collections/${name}_TYPE4`,
    _rev: `_${topic.createdMs.toString(36)}`,
    db: fabric,
    local: !topic.name.namespace.startsWith('c8global.'),
    tenant,
    topic: name,
    type: 4,
    ...(topic.isTerminated ? { terminated: true } : {}),
  };
}
