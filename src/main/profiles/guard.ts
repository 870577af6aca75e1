import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';

/**
 * Lets an action that changes the service pass, or throws GUARD_NAME_MISMATCH and nothing happens.
 * On a guarded profile the stream's name must have been typed exactly.
 */
export function requireTypedName(
  profile: Pick<Profile, 'guarded'>,
  streamName: string,
  typed: string | undefined,
): void {
  if (!profile.guarded || typed === streamName) return;
  throw new StreamscopeError(
    'GUARD_NAME_MISMATCH',
    `This connection is guarded. Type the stream's name, "${streamName}", to go on. Nothing was done.`,
  );
}
