import { parseGdnEndpoint } from '../../../shared/domain/gdn-endpoint.ts';
import { gdnProfileSchema, type GdnProfile, type Profile } from '../../../shared/contract/schemas/profile.ts';
import { looksLikeProduction } from './looks-like-production.ts';

export type AuthMethod = GdnProfile['auth']['method'];

/** What stands in the profile editor. The secret is here only while the editor is open. */
export class ProfileForm {
  name = $state('');
  host = $state('');
  fabric = $state('_system');
  method = $state<AuthMethod>('password');
  email = $state('');
  secret = $state('');
  authorities = $state('');
  acceptsAny = $state(false);
  /** Undefined until the person decides; until then the name and host decide. */
  #chosenGuard = $state<boolean>();
  readonly id: string;
  readonly isNew: boolean;

  readonly isGuarded: boolean = $derived.by(
    () => this.#chosenGuard ?? looksLikeProduction(this.name, this.host),
  );
  readonly #endpoint = $derived(this.host.trim() === '' ? undefined : parseGdnEndpoint(this.host));
  readonly hostProblem = $derived(this.#endpoint?.ok === false ? this.#endpoint.reason : undefined);
  /** Where the API is, from what was typed. */
  readonly apiBase = $derived(this.#endpoint?.ok === true ? this.#endpoint.endpoint.apiBase : undefined);
  readonly isPlain = $derived(this.apiBase?.startsWith('http://') ?? false);

  readonly profile: GdnProfile | undefined = $derived.by(() => {
    const parsing = gdnProfileSchema.safeParse({
      kind: 'gdn',
      id: this.id,
      name: this.name.trim() === '' ? this.#defaultName() : this.name,
      guarded: this.isGuarded,
      tls: { authorities: this.authorities, acceptAny: this.acceptsAny },
      host: this.host,
      fabric: this.fabric,
      auth:
        this.method === 'password'
          ? { method: this.method, email: this.email.trim() }
          : { method: this.method },
    });
    return parsing.success && this.hostProblem === undefined ? parsing.data : undefined;
  });

  constructor(id: string, existing: Profile | undefined) {
    this.id = existing?.id ?? id;
    this.isNew = existing === undefined;
    if (existing === undefined || existing.kind !== 'gdn') return;
    this.name = existing.name;
    this.host = existing.host;
    this.fabric = existing.fabric;
    this.method = existing.auth.method;
    this.email = existing.auth.method === 'password' ? existing.auth.email : '';
    this.authorities = existing.tls.authorities;
    this.acceptsAny = existing.tls.acceptAny;
    this.#chosenGuard = existing.guarded;
  }

  chooseGuard(isGuarded: boolean): void {
    this.#chosenGuard = isGuarded;
  }

  /** Undefined keeps the secret that is already there. */
  secretToSend(): string | undefined {
    return this.secret === '' ? undefined : this.secret;
  }

  #defaultName(): string {
    return this.#endpoint?.ok === true ? this.#endpoint.endpoint.host : '';
  }
}
