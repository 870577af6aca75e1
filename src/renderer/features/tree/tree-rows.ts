/**
 * What features/tree owns: connections, their fabrics and streams as one tree, and what can be done to a stream from
 * there. This file: the tree flattened into the rows on screen, as a pure function.
 */
import { wordsFor } from '../../api/error-words.ts';
import type { ErrorReport } from '../../../shared/contract/errors.ts';
import type { ConnectionState } from '../../../shared/contract/schemas/connection.ts';
import type { Profile } from '../../../shared/contract/schemas/profile.ts';
import type { StreamEntry } from '../../../shared/contract/schemas/stream.ts';
import { parseStreamName, readGdnNamespace, readGdnTopic } from '../../../shared/domain/stream-name.ts';
import type { StreamPlace } from '../../state/stream-place.ts';
import type { FabricStreams } from '../../state/streams.svelte.ts';

interface RowBase {
  /** Stable over refreshes; folded nodes are remembered by it. */
  readonly id: string;
  readonly depth: number;
  readonly label: string;
}

interface Folding extends RowBase {
  readonly isExpanded: boolean;
}

export interface ConnectionRow extends Folding {
  readonly kind: 'connection';
  readonly profile: Profile;
  readonly connection: ConnectionState | undefined;
}

export interface FabricRow extends Folding {
  readonly kind: 'fabric';
  readonly connectionId: string;
  readonly fabric: string;
  readonly streams: FabricStreams;
}

export interface GroupRow extends Folding {
  readonly kind: 'group';
  readonly count: number;
}

export interface StreamRow extends RowBase {
  readonly kind: 'stream';
  readonly connectionId: string;
  readonly stream: StreamEntry;
  /** Which connection it is of, where the rows above do not say so. */
  readonly of?: string | undefined;
}

/** A line of words where streams would be: nothing there, not reachable, nothing found. */
export interface NoteRow extends RowBase {
  readonly kind: 'note';
  readonly tone: 'quiet' | 'bad';
  /** The connection failed: why, and what to do, stands with the connection. */
  readonly leadsToConnection: boolean;
}

export type TreeRow = ConnectionRow | FabricRow | GroupRow | StreamRow | NoteRow;
export type FoldingRow = ConnectionRow | FabricRow | GroupRow;

export interface TreeInput {
  readonly profiles: readonly Profile[];
  readonly connectionOf: (connectionId: string) => ConnectionState | undefined;
  readonly streamsOf: (connectionId: string, fabric: string) => FabricStreams;
  /** Ids of nodes that are folded or unfolded against their default. */
  readonly toggled: readonly string[];
  readonly filter: string;
  /** Starred streams and those opened last; streams of removed connections are left out. */
  readonly starred: readonly StreamPlace[];
  readonly recent: readonly StreamPlace[];
  readonly entryOf: (place: StreamPlace) => StreamEntry | undefined;
}

const groups = [
  { role: 'collection', label: 'collections' },
  { role: 'system', label: 'system' },
] as const;

/** The rows from top to bottom. While a filter is set, everything that holds a match is unfolded. */
export function treeRows(input: TreeInput): readonly TreeRow[] {
  const isFiltering = input.filter.trim() !== '';
  const sections = isFiltering
    ? []
    : [
        ...sectionRows(input, 'favourites', 'Favourites', input.starred, true),
        ...sectionRows(input, 'recents', 'Recent', input.recent, false),
      ];
  return [...sections, ...input.profiles.flatMap((profile) => connectionRows(input, profile))];
}

/** Streams of every connection under one heading, in the order given. An empty section has no heading. */
function sectionRows(
  input: TreeInput,
  name: string,
  label: string,
  places: readonly StreamPlace[],
  isOpenAtFirst: boolean,
): readonly TreeRow[] {
  const id = `section:${name}`;
  const rows = places.flatMap((place): StreamRow[] => {
    const profile = input.profiles.find((other) => other.id === place.connectionId);
    if (profile === undefined) return [];
    const stream = input.entryOf(place) ?? remembered(place);
    const { connectionId, fullName } = place;
    const rowId = `${name}:${connectionId}/${fullName}`;
    const of = input.profiles.length > 1 ? profile.name : undefined;
    return [{ kind: 'stream', id: rowId, depth: 1, label: stream.name, connectionId, stream, of }];
  });
  if (rows.length === 0) return [];
  const isExpanded = isOpenAtFirst !== input.toggled.includes(id);
  const heading: GroupRow = { kind: 'group', id, depth: 0, label, count: rows.length, isExpanded };
  return isExpanded ? [heading, ...rows] : [heading];
}

/** What is known of a stream by its name alone, while no list holds it. */
function remembered({ fullName, name }: StreamPlace): StreamEntry {
  const parsing = parseStreamName(fullName);
  if (!parsing.ok) return { fullName, name, fabric: '', scope: 'local', role: 'user' };
  const { tenant, namespace, topic } = parsing.name;
  const fabric = readGdnNamespace(namespace)?.fabric ?? `${tenant}/${namespace}`;
  return { fullName, name, fabric, scope: readGdnTopic(topic).scope, role: 'user' };
}

function connectionRows(input: TreeInput, profile: Profile): readonly TreeRow[] {
  const connection = input.connectionOf(profile.id);
  const id = `connection:${profile.id}`;
  const below = fabricsOf(profile, connection).flatMap((fabric) =>
    fabricRows(input, profile, fabric, fabric === homeFabric(profile, connection)),
  );
  const isFiltering = input.filter.trim() !== '';
  if (isFiltering && !below.some(({ kind }) => kind === 'stream')) return [];
  const isExpanded = isFiltering || !input.toggled.includes(id);
  const row: ConnectionRow = {
    kind: 'connection',
    id,
    depth: 0,
    label: profile.name,
    profile,
    connection,
    isExpanded,
  };
  return isExpanded ? [row, ...below] : [row];
}

function fabricRows(input: TreeInput, profile: Profile, fabric: string, isHome: boolean): readonly TreeRow[] {
  const id = `fabric:${profile.id}/${fabric}`;
  const streams = input.streamsOf(profile.id, fabric);
  const isFiltering = input.filter.trim() !== '';
  const below = isFiltering
    ? streamRows(profile.id, 2, matching(streams.list?.streams ?? [], input.filter))
    : unfilteredRows(input, profile.id, id, streams);
  if (isFiltering && below.length === 0) return [];
  const isExpanded = isFiltering || isHome !== input.toggled.includes(id);
  const row: FabricRow = {
    kind: 'fabric',
    id,
    depth: 1,
    label: fabric,
    connectionId: profile.id,
    fabric,
    streams,
    isExpanded,
  };
  return isExpanded ? [row, ...below] : [row];
}

function unfilteredRows(
  input: TreeInput,
  connectionId: string,
  fabricId: string,
  { list, isLoading, error }: FabricStreams,
): readonly TreeRow[] {
  if (list === undefined)
    return [missingRow(fabricId, isLoading, error, input.connectionOf(connectionId)?.error)];
  const users = list.streams.filter(({ role }) => role === 'user');
  const rows: TreeRow[] = [...streamRows(connectionId, 2, users)];
  for (const { role, label } of groups) {
    const members = list.streams.filter((stream) => stream.role === role);
    if (members.length === 0) continue;
    const id = `group:${fabricId}/${role}`;
    const isExpanded = input.toggled.includes(id);
    rows.push({ kind: 'group', id, depth: 2, label, count: members.length, isExpanded });
    if (isExpanded) rows.push(...streamRows(connectionId, 3, members));
  }
  return rows.length === 0 ? [noteRow(fabricId, 'No streams yet', false)] : rows;
}

/** Why there is no list, in a word; a connection's own failure stands with the connection. */
function missingRow(
  fabricId: string,
  isLoading: boolean,
  error: ErrorReport | undefined,
  ofConnection: ErrorReport | undefined,
): NoteRow {
  if (ofConnection !== undefined)
    return { ...noteRow(fabricId, 'Connection failed: show why', true), leadsToConnection: true };
  if (error !== undefined && error.code !== 'OFFLINE')
    return noteRow(fabricId, wordsFor(error.code).title, true);
  return noteRow(fabricId, isLoading ? 'Loading…' : 'Not connected', false);
}

function noteRow(parentId: string, label: string, isBad: boolean): NoteRow {
  const tone = isBad ? 'bad' : 'quiet';
  return { kind: 'note', id: `note:${parentId}`, depth: 2, label, tone, leadsToConnection: false };
}

function streamRows(
  connectionId: string,
  depth: number,
  streams: readonly StreamEntry[],
): readonly StreamRow[] {
  return streams
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map((stream) => ({
      kind: 'stream',
      id: `stream:${connectionId}/${stream.fullName}`,
      depth,
      label: stream.name,
      connectionId,
      stream,
    }));
}

function matching(streams: readonly StreamEntry[], filter: string): readonly StreamEntry[] {
  const wanted = filter.trim().toLowerCase();
  return streams.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** The fabric a connection opens with: the live one, else the one of the profile. */
export function homeFabric(profile: Profile, connection: ConnectionState | undefined): string {
  if (connection !== undefined && connection.fabric !== '') return connection.fabric;
  return profile.kind === 'pulsar' ? `${profile.tenant}/${profile.namespace}` : profile.fabric;
}

function fabricsOf(profile: Profile, connection: ConnectionState | undefined): readonly string[] {
  const home = homeFabric(profile, connection);
  const others = (connection?.fabrics ?? []).filter((fabric) => fabric !== home);
  return [home, ...others.toSorted((one, other) => one.localeCompare(other))];
}
