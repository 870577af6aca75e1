/** A stored message as the frame it came in (protocol D5), so that importing goes the very way of receiving. */

export interface FrameParts {
  readonly messageId: string;
  readonly publishTime: string | null;
  readonly eventTime: string | null;
  readonly key: string | null;
  /** JSON texts, as they came. */
  readonly properties: string | null;
  readonly extra: string | null;
  readonly redeliveryCount: number;
  readonly payload: Buffer;
}

/** @param extraNames the members of `extra`: a field of an odd type stands there and not in its own place */
export function wireFrame(parts: FrameParts, extraNames: ReadonlySet<string>): string {
  const members = [`"messageId":${JSON.stringify(parts.messageId)}`];
  const add = (name: string, json: string | undefined): void => {
    if (json !== undefined && !extraNames.has(name)) members.push(`"${name}":${json}`);
  };
  const textOf = (text: string | null): string | undefined =>
    text === null ? undefined : JSON.stringify(text);
  add('payload', `"${parts.payload.toString('base64')}"`);
  add('properties', parts.properties ?? undefined);
  add('publishTime', textOf(parts.publishTime));
  add('redeliveryCount', String(parts.redeliveryCount));
  add('eventTime', textOf(parts.eventTime));
  add('key', textOf(parts.key));
  const rest = parts.extra === null ? '' : parts.extra.trim().slice(1, -1).trim();
  return `{${members.join(',')}${rest === '' ? '' : `,${rest}`}}`;
}
