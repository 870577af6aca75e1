import { maskJson, type MaskedText, type MemberMask } from './mask-json.ts';
import { masksPayload, type MaskFields } from './mask-fields.ts';

/** What stands in place of a masked value; the words that keep equality begin with it too. */
export const maskToken = '***';

export interface MaskableMessage {
  readonly key: string | null;
  /** JSON text of the properties, as it came. */
  readonly properties: string | null;
  /** JSON text of the frame's other fields. */
  readonly extra: string | null;
  /** The payload as text; undefined when its bytes are no UTF-8. */
  readonly payload: string | undefined;
}

export interface MaskedMessage {
  readonly key: string | null;
  readonly properties: string | null;
  readonly extra: string | null;
  /** The new payload; `undefined` when it stays as it is, `null` when it could not be looked into. */
  readonly payload: string | null | undefined;
  readonly values: number;
}

/** @param wordFor gives the word for a value as written: always the same one, or one that keeps equality */
export function createMasker(
  fields: MaskFields,
  wordFor: (raw: string) => string,
): (message: MaskableMessage) => MaskedMessage {
  const paths = new Set(fields.paths.map((path) => path.join('\n')));
  const longestPath = Math.max(0, ...fields.paths.map((path) => path.length));
  const replace = (raw: string): string => JSON.stringify(wordFor(raw));
  const inPayload: MemberMask = {
    isMasked: (name, path) => fields.names.has(name) || (path !== undefined && paths.has(path.join('\n'))),
    longestPath,
  };
  const inProperties: MemberMask = { isMasked: (name) => fields.properties.has(name), longestPath: 0 };
  // Keys and properties of an odd type stand among the other fields of a frame.
  const inExtra: MemberMask = {
    isMasked: (name, path) =>
      fields.names.has(name) ||
      (fields.key && path?.length === 1 && name === 'key') ||
      (path?.length === 2 && path[0] === 'properties' && fields.properties.has(name)),
    longestPath: 2,
  };

  return ({ key, properties, extra, payload }) => {
    const isKeyMasked = fields.key && key !== null;
    let values = isKeyMasked ? 1 : 0;
    const counted = (masked: MaskedText | undefined, before: string): string => {
      values += masked?.values ?? 0;
      return masked?.text ?? before;
    };
    const looksIn = masksPayload(fields) && payload !== '';
    const masked = looksIn && payload !== undefined ? maskJson(payload, inPayload, replace) : undefined;
    const maskedPayload = masked?.values === 0 ? undefined : masked?.text;
    values += masked?.values ?? 0;
    return {
      // The same word as a member of a payload with that value gets.
      key: isKeyMasked ? wordFor(JSON.stringify(key)) : key,
      properties:
        properties === null ? null : counted(maskJson(properties, inProperties, replace), properties),
      extra: extra === null ? null : counted(maskJson(extra, inExtra, replace), extra),
      payload: looksIn && masked === undefined ? null : maskedPayload,
      values,
    };
  };
}
