import type { PulsarProfile } from '../../../shared/contract/schemas/profile.ts';

export type PulsarMethod = PulsarProfile['auth']['method'];

/** What a connection to Apache Pulsar asks for beyond what every connection has. */
export class PulsarFields {
  adminUrl = $state('');
  /** Empty: the same server as the admin URL, which is how a standalone broker serves both. */
  webSocketUrl = $state('');
  tenant = $state('public');
  namespace = $state('default');
  method = $state<PulsarMethod>('none');
  user = $state('');
  readonly derivedSocketUrl = $derived(socketUrlFrom(this.adminUrl));
  readonly defaultName = $derived(hostIn(this.adminUrl));

  constructor(existing: PulsarProfile | undefined) {
    if (existing === undefined) return;
    this.adminUrl = existing.adminUrl;
    this.webSocketUrl = existing.webSocketUrl;
    this.tenant = existing.tenant;
    this.namespace = existing.namespace;
    this.method = existing.auth.method;
    this.user = existing.auth.method === 'basic' ? existing.auth.user : '';
  }

  /** The part of the profile these fields make; the schema says whether it is whole. */
  values(): object {
    const { method, user } = this;
    return {
      kind: 'pulsar',
      adminUrl: this.adminUrl,
      webSocketUrl: this.webSocketUrl.trim() === '' ? this.derivedSocketUrl : this.webSocketUrl,
      tenant: this.tenant,
      namespace: this.namespace,
      auth: method === 'basic' ? { method, user: user.trim() } : { method },
    };
  }
}

/** `http://broker:8080/admin/v2` -> `ws://broker:8080`; empty while no host is readable. */
function socketUrlFrom(adminUrl: string): string {
  const url = urlOf(adminUrl);
  if (url === undefined) return '';
  return `${url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss' : 'ws'}://${url.host}`;
}

function hostIn(adminUrl: string): string {
  return urlOf(adminUrl)?.hostname ?? '';
}

function urlOf(typed: string): URL | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  } catch {
    return undefined;
  }
}
