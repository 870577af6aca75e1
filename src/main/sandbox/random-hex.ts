import { randomBytes } from 'node:crypto';

/** Fresh hexadecimal text of that many random bytes, for secrets and names. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
