import { formatInteger } from '../../lib/format-number.ts';
import type { MessageTemplateError, MessageTexts } from '../../../shared/domain/template/message-template.ts';

/** Characters of an example on screen. */
const mostShown = 1_500;

/** A message as a few lines of text: key and properties first, then the payload. */
export function exampleText({ payload, key, properties }: MessageTexts): string {
  const hidden = payload.length - mostShown;
  return [
    ...(key === undefined ? [] : [`key: ${key}`]),
    ...properties.map(([name, value]) => `${name}: ${value}`),
    hidden > 0 ? `${payload.slice(0, mostShown)}… ${formatInteger(hidden)} more characters` : payload,
  ].join('\n');
}

/**
 * Undefined for the payload's own, which its editor tells.
 *
 * @param names of the properties, in their order
 */
export function templateErrorWords(
  { in: place, column, message }: MessageTemplateError,
  names: readonly string[],
): string | undefined {
  if (place === 'payload') return undefined;
  const where = place === 'key' ? 'Key' : `Property ${names[place] ?? place + 1}`;
  return `${where}, column ${column}: ${message}`;
}
