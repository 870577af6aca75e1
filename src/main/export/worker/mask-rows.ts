/** Masks rows on their way out. The key of the hash is made for one file and never kept. */
import { isUtf8 } from 'node:buffer';
import { createHmac, randomBytes } from 'node:crypto';
import type { Masking } from '../../../shared/contract/schemas/transfer.ts';
import { readMaskFields } from '../../../shared/domain/masking/mask-fields.ts';
import { createMasker, maskToken } from '../../../shared/domain/masking/masker.ts';
import { payloadKindOf, payloadKinds } from '../../../shared/domain/payload-kind.ts';
import type { SourceRow } from './source-rows.ts';

/** Hexadecimal digits of a hash: two different values of a file get the same word once in 2^64. */
const hashDigits = 16;
const noBytes = Buffer.alloc(0);

export type Maskable = Pick<SourceRow, 'key' | 'properties' | 'extra' | 'payload' | 'kind'>;

export interface RowMasker {
  readonly mask: <Row extends Maskable>(row: Row) => Row;
  /** Values masked and payloads left out since it was asked last. */
  readonly takeCounts: () => { masked: number; leftOut: number };
}

export function createRowMasker(masking: Masking | null): RowMasker {
  if (masking === null) return { mask: (row) => row, takeCounts: () => ({ masked: 0, leftOut: 0 }) };
  const salt = randomBytes(32);
  const hash = (raw: string): string =>
    maskToken + createHmac('sha256', salt).update(raw).digest('hex').slice(0, hashDigits);
  const masker = createMasker(
    readMaskFields(masking.fields),
    masking.method === 'hash' ? hash : () => maskToken,
  );
  let masked = 0;
  let leftOut = 0;

  return {
    mask: (row) => {
      const payload = isUtf8(row.payload) ? row.payload.toString('utf8') : undefined;
      const { key, properties, extra } = row;
      const result = masker({ key, properties, extra, payload });
      masked += result.values;
      const changed = { ...row, key: result.key, properties: result.properties, extra: result.extra };
      if (result.payload === undefined) return changed;
      if (result.payload === null && masking.otherPayloads === 'keep') return changed;
      if (result.payload === null) leftOut += 1;
      const bytes = result.payload === null ? noBytes : Buffer.from(result.payload);
      return { ...changed, payload: bytes, kind: payloadKinds.indexOf(payloadKindOf(bytes)) };
    },
    takeCounts: () => {
      const counts = { masked, leftOut };
      masked = 0;
      leftOut = 0;
      return counts;
    },
  };
}
