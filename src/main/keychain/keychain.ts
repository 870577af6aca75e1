/**
 * Room `keychain`: where secrets rest. A secret leaves this room only towards the request or socket that uses it;
 * it is never written anywhere else, not even on failure.
 */

/** A place for secrets, by account (the profile's id). Every call ends in bounded time, or throws KEYCHAIN_*. */
export interface Keychain {
  /** What people call it, e.g. "macOS Keychain". */
  readonly name: string;
  read(account: string): Promise<string | undefined>;
  write(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}
