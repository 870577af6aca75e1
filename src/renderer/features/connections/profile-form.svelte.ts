import {
  profileSchema,
  type GdnProfile,
  type Profile,
  type PulsarProfile,
} from '../../../shared/contract/schemas/profile.ts';
import type { TypedSecrets } from '../../state/profiles.svelte.ts';
import { GdnFields } from './gdn-fields.svelte.ts';
import { looksLikeProduction } from './looks-like-production.ts';
import { PulsarFields } from './pulsar-fields.svelte.ts';

export type ServiceKind = (GdnProfile | PulsarProfile)['kind'];

/** What stands in the profile editor. The secret is here only while the editor is open. */
export class ProfileForm {
  kind = $state<ServiceKind>('gdn');
  name = $state('');
  secret = $state('');
  authorities = $state('');
  acceptsAny = $state(false);
  clientCertificate = $state('');
  /** PEM text; like the secret, here only while the editor is open. */
  clientKey = $state('');
  readonly gdn: GdnFields;
  readonly pulsar: PulsarFields;
  /** Undefined until the person decides; until then the name and host decide. */
  #chosenGuard = $state<boolean>();
  readonly id: string;
  readonly isNew: boolean;

  readonly isGuarded: boolean = $derived.by(
    () => this.#chosenGuard ?? looksLikeProduction(this.name, this.gdn.host, this.pulsar.adminUrl),
  );
  /** Whether signing in takes a secret at all. */
  readonly takesSecret: boolean = $derived.by(() => this.kind === 'gdn' || this.pulsar.method !== 'none');

  /** Whether a certificate is shown to the server, which takes its private key. */
  readonly showsCertificate: boolean = $derived.by(() => this.clientCertificate.trim() !== '');

  readonly profile: Profile | undefined = $derived.by(() => {
    const service = this.kind === 'gdn' ? this.gdn : this.pulsar;
    const parsing = profileSchema.safeParse({
      ...service.values(),
      id: this.id,
      name: this.name.trim() === '' ? service.defaultName : this.name,
      guarded: this.isGuarded,
      tls: {
        authorities: this.authorities,
        clientCertificate: this.clientCertificate.trim() === '' ? '' : this.clientCertificate,
        acceptAny: this.acceptsAny,
      },
    });
    const isReadable = this.kind === 'pulsar' || this.gdn.problem === undefined;
    return parsing.success && isReadable ? parsing.data : undefined;
  });

  constructor(id: string, existing: Profile | undefined) {
    this.id = existing?.id ?? id;
    this.isNew = existing === undefined;
    this.gdn = new GdnFields(existing?.kind === 'gdn' ? existing : undefined);
    this.pulsar = new PulsarFields(existing?.kind === 'pulsar' ? existing : undefined);
    if (existing === undefined || existing.kind === 'sandbox') return;
    this.kind = existing.kind;
    this.name = existing.name;
    this.authorities = existing.tls.authorities;
    this.acceptsAny = existing.tls.acceptAny;
    this.clientCertificate = existing.tls.clientCertificate;
    this.#chosenGuard = existing.guarded;
  }

  chooseGuard(isGuarded: boolean): void {
    this.#chosenGuard = isGuarded;
  }

  /** What was left empty, or is not needed, is left out: what is kept already stays. */
  typedSecrets(): TypedSecrets {
    return {
      ...(this.secret === '' || !this.takesSecret ? {} : { secret: this.secret }),
      ...(this.clientKey.trim() === '' || !this.showsCertificate ? {} : { clientKey: this.clientKey }),
    };
  }
}
