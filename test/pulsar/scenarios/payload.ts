/** Text as it stands in a frame's `payload`. */
export function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The text in a message frame's payload; the frame itself when there is none. */
export function decoded(frame: unknown): unknown {
  const payload = fieldOf(frame, 'payload');
  return typeof payload === 'string' ? Buffer.from(payload, 'base64').toString('utf8') : frame;
}

export function messageIdOf(frame: unknown): string {
  const id = fieldOf(frame, 'messageId');
  return typeof id === 'string' ? id : '';
}

/** A field of something that came from a server. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** A frame in short: what it carries and how often it was redelivered. */
export function brief(frame: unknown): string {
  return `${String(decoded(frame))} (redelivered ${String(fieldOf(frame, 'redeliveryCount'))})`;
}

/** `count` texts: message-0, message-1, … */
export function texts(count: number, prefix = 'message'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}
