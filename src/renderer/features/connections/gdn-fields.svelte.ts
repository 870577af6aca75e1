import { parseGdnEndpoint } from '../../../shared/domain/gdn-endpoint.ts';
import type { GdnProfile } from '../../../shared/contract/schemas/profile.ts';

export type GdnMethod = GdnProfile['auth']['method'];

/** What a connection to Macrometa GDN asks for beyond what every connection has. */
export class GdnFields {
  host = $state('');
  fabric = $state('_system');
  method = $state<GdnMethod>('password');
  email = $state('');
  readonly #endpoint = $derived(this.host.trim() === '' ? undefined : parseGdnEndpoint(this.host));
  readonly problem = $derived(this.#endpoint?.ok === false ? this.#endpoint.reason : undefined);
  /** Where the API is, from what was typed. */
  readonly apiBase = $derived(this.#endpoint?.ok === true ? this.#endpoint.endpoint.apiBase : undefined);
  readonly isPlain = $derived(this.apiBase?.startsWith('http://') ?? false);
  readonly defaultName = $derived(this.#endpoint?.ok === true ? this.#endpoint.endpoint.host : '');

  constructor(existing: GdnProfile | undefined) {
    if (existing === undefined) return;
    this.host = existing.host;
    this.fabric = existing.fabric;
    this.method = existing.auth.method;
    this.email = existing.auth.method === 'password' ? existing.auth.email : '';
  }

  /** The part of the profile these fields make; the schema says whether it is whole. */
  values(): object {
    const { method, email } = this;
    return {
      kind: 'gdn',
      host: this.host,
      fabric: this.fabric,
      auth: method === 'password' ? { method, email: email.trim() } : { method },
    };
  }
}
