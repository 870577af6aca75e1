/** JSON (RFC 8259), checked and handed on as it is: nothing is converted, so nothing is lost. */
import { parseJson } from '../../shared/domain/lossless-json-parser.ts';
import { DecodeFault, decodedBy, type Decoded } from './decoded.ts';
import { textOf } from './decode-text.ts';

export function decodeJson(bytes: Uint8Array): Decoded {
  return decodedBy('json', () => {
    const text = textOf(bytes);
    const outcome = parseJson(text);
    if (outcome.ok) return { form: 'json', json: text };
    const { offset, line, column, reason } = outcome.problem;
    throw new DecodeFault(
      Buffer.byteLength(text.slice(0, offset)),
      `line ${line}, column ${column}: ${reason.replace(/\.$/, '')}`,
    );
  });
}
