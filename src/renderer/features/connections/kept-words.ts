import type { SecretPlace } from '../../../shared/contract/schemas/profile.ts';

/** What stands in the empty field of a secret that is kept; undefined when there is none. */
export function keptWords(place: SecretPlace | undefined): string | undefined {
  if (place === 'keychain') return 'Kept in the keychain; type to replace it';
  if (place === 'session') return 'Kept for this session; type to replace it';
  return undefined;
}
