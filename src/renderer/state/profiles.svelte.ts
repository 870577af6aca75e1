/**
 * What the renderer's state owns: what the window knows, as classes of runes, one concept a file. State asks main
 * through the client and hears its pushes; it never touches the page. Features render it, views arrange features.
 */
import type { Client } from '../api/client.ts';
import type { Profile, ProfileWithSecretPlace } from '../../shared/contract/schemas/profile.ts';

/** Where a secret is kept: the system's keychain, or this process's memory until it ends. */
export type SecretKeep = 'keychain' | 'session';

/** What a person typed into the editor of a profile, on its way to main. */
export interface TypedSecrets {
  readonly secret?: string | undefined;
  /** PEM text of the client certificate's private key. */
  readonly clientKey?: string | undefined;
}

/** The saved connection profiles. Secrets pass through once, on their way to main, and are never held here. */
export class Profiles {
  all = $state.raw<readonly ProfileWithSecretPlace[]>([]);
  isLoaded = $state(false);
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('profiles.changed', (all) => {
      this.all = all;
    });
  }

  async load(): Promise<void> {
    this.all = await this.#client.call('profiles.list');
    this.isLoaded = true;
  }

  find(profileId: string): ProfileWithSecretPlace | undefined {
    return this.all.find(({ profile }) => profile.id === profileId);
  }

  isGuarded(profileId: string): boolean {
    return this.find(profileId)?.profile.guarded ?? false;
  }

  /** What is left out of the secrets stays as it is kept. */
  async save(profile: Profile, secrets: TypedSecrets, keep: SecretKeep): Promise<ProfileWithSecretPlace> {
    const saved = await this.#client.call('profiles.save', { profile, ...secrets, keep });
    this.#replace(saved);
    return saved;
  }

  async remove(profileId: string): Promise<void> {
    await this.#client.call('profiles.remove', { profileId });
    this.all = this.all.filter(({ profile }) => profile.id !== profileId);
  }

  async giveSecret(profileId: string, secret: string, keep: SecretKeep): Promise<void> {
    this.#replace(await this.#client.call('profiles.giveSecret', { profileId, secret, keep }));
  }

  stop(): void {
    this.#stopListening();
  }

  #replace(saved: ProfileWithSecretPlace): void {
    const others = this.all.filter(({ profile }) => profile.id !== saved.profile.id);
    const known = others.length !== this.all.length;
    this.all = known
      ? this.all.map((other) => (other.profile.id === saved.profile.id ? saved : other))
      : [...others, saved];
  }
}
