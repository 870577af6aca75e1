/** Names of streams: Pulsar's `persistent://tenant/namespace/topic` and GDN's prefixes on top of it (protocol B). */

export type StreamScope = 'local' | 'global';

export interface StreamName {
  readonly domain: 'persistent' | 'non-persistent';
  readonly tenant: string;
  readonly namespace: string;
  /** The topic's local name, on GDN with its prefix, e.g. `c8globals.orders`. */
  readonly topic: string;
}

/** What a GDN topic name says: collection streams carry no prefix and are always local. */
export interface GdnTopic {
  readonly name: string;
  readonly scope: StreamScope;
  readonly prefixed: boolean;
}

export type StreamNameParsing =
  { readonly ok: true; readonly name: StreamName } | { readonly ok: false; readonly reason: string };

const topicPrefixes = { local: 'c8locals.', global: 'c8globals.' } as const;
const namespacePrefixes = { local: 'c8local.', global: 'c8global.' } as const;

/** Bare GDN stream names may have this many characters (protocol B). */
export const longestGdnName = 230;

/** Reads `persistent://tenant/namespace/topic`; the topic itself may hold slashes. */
export function parseStreamName(fullName: string): StreamNameParsing {
  const match = /^(persistent|non-persistent):\/\/([^/]+)\/([^/]+)\/(.+)$/s.exec(fullName);
  if (match === null) {
    return { ok: false, reason: 'A full stream name looks like persistent://tenant/namespace/topic.' };
  }
  const [, domain, tenant, namespace, topic] = match;
  if (tenant === undefined || namespace === undefined || topic === undefined) {
    return { ok: false, reason: 'The stream name lacks a part.' };
  }
  return {
    ok: true,
    name: { domain: domain === 'persistent' ? 'persistent' : 'non-persistent', tenant, namespace, topic },
  };
}

export function formatStreamName(name: StreamName): string {
  return `${name.domain}://${name.tenant}/${name.namespace}/${name.topic}`;
}

/** The namespace a fabric's local or global streams live in. */
export function gdnNamespace(fabric: string, scope: StreamScope): string {
  return namespacePrefixes[scope] + fabric;
}

/** The topic of a bare GDN stream name. */
export function gdnTopic(name: string, scope: StreamScope): string {
  return topicPrefixes[scope] + name;
}

/** Takes a GDN topic apart; only a prefix at the very start counts, whatever the name holds further on. */
export function readGdnTopic(topic: string): GdnTopic {
  for (const scope of ['local', 'global'] as const) {
    const prefix = topicPrefixes[scope];
    if (topic.startsWith(prefix)) return { name: topic.slice(prefix.length), scope, prefixed: true };
  }
  return { name: topic, scope: 'local', prefixed: false };
}

/** The fabric and side that a GDN namespace stands for; undefined for any other namespace. */
export function readGdnNamespace(namespace: string): { fabric: string; scope: StreamScope } | undefined {
  for (const scope of ['local', 'global'] as const) {
    const prefix = namespacePrefixes[scope];
    if (namespace.startsWith(prefix) && namespace.length > prefix.length) {
      return { fabric: namespace.slice(prefix.length), scope };
    }
  }
  return undefined;
}

/** The identity of a GDN stream from its parts; `topic` as the service lists it. */
export function gdnStreamName(tenant: string, fabric: string, scope: StreamScope, topic: string): StreamName {
  return { domain: 'persistent', tenant, namespace: gdnNamespace(fabric, scope), topic };
}

/** Why a new GDN stream cannot be called so; undefined when the name is fine as far as anybody knows. */
export function gdnNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'A stream needs a name.';
  if (name.length > longestGdnName)
    return `A stream name has at most ${longestGdnName} characters; this one has ${name.length}.`;
  if (name.includes('%')) return 'The service refuses "%" in a stream name.';
  if (/[/\s\p{Cc}]/u.test(name)) return 'A stream name holds no slashes, spaces or control characters.';
  // Clients skip the prefix for names that hold it anywhere, so such a stream would be out of their reach.
  if (/c8(locals|globals)/.test(name)) return 'A stream name must not hold "c8locals" or "c8globals".';
  if (name === '.' || name === '..') return 'A stream cannot be called "." or "..".';
  return undefined;
}

/** Partition number of a partition's own topic (`orders-partition-3`), with the parent's name. */
export function readPartition(topic: string): { parent: string; partition: number } | undefined {
  const match = /^(.+)-partition-(\d{1,9})$/s.exec(topic);
  if (match?.[1] === undefined) return undefined;
  return { parent: match[1], partition: Number(match[2]) };
}

/**
 * The full name of a stream as people write it beside another one: its plain name within the same namespace and side, or
 * a full name. Undefined when it is neither.
 */
export function siblingStream(fullName: string, text: string): string | undefined {
  const asFull = parseStreamName(text);
  if (asFull.ok) return text;
  const beside = parseStreamName(fullName);
  if (!beside.ok || text.includes('://') || encodePathSegment(text) === undefined) return undefined;
  const side = readGdnNamespace(beside.name.namespace);
  if (side === undefined) return formatStreamName({ ...beside.name, topic: text });
  const { name } = readGdnTopic(text);
  if (gdnNameProblem(name) !== undefined) return undefined;
  return formatStreamName({ ...beside.name, topic: gdnTopic(name, side.scope) });
}

/** Whether a full name is this stream's own or that of one of its partitions. */
export function isStreamOrPartition(fullName: string, ofStream: string): boolean {
  return fullName === ofStream || readPartition(fullName)?.parent === ofStream;
}

/**
 * A name as one segment of a URL path. Undefined for "." and "..": URL parsers take those, even percent-encoded, for
 * steps in the path, and the request would reach another resource.
 */
export function encodePathSegment(name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return undefined;
  try {
    return encodeURIComponent(name);
  } catch {
    return undefined; // half a surrogate pair
  }
}
