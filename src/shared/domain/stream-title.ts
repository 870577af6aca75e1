import { parseStreamName, readGdnTopic } from './stream-name.ts';

/** What people call a stream: its topic without GDN's prefix. Anything that is no full name stays as it is. */
export function streamTitle(fullName: string): string {
  const parsed = parseStreamName(fullName);
  return parsed.ok ? readGdnTopic(parsed.name.topic).name : fullName;
}
