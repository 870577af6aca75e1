import type { Retention } from './broker/retention.ts';
import type { Clock } from '../../shared/domain/clock.ts';

export interface SandboxTraffic {
  readonly seed?: number | undefined;
  /** Default 10. */
  readonly ordersPerSecond?: number | undefined;
  /** Default 50. */
  readonly telemetryPerSecond?: number | undefined;
  /** Orders that are there before the first live one; default 400. */
  readonly ordersHistory?: number | undefined;
  /** Payments with poison, images, lagging regions and a stuck subscription besides; default true. */
  readonly hasDemonstrations?: boolean | undefined;
}

/** Plain data, so that it crosses to a worker thread; each has a default fit for the first run. */
export interface SandboxSettings {
  /** 0 takes any free port of the loopback interface. */
  readonly port?: number | undefined;
  /** PEM texts; without them plain HTTP is served. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  readonly tenant?: string | undefined;
  /** 'none' for an empty sandbox. */
  readonly traffic?: SandboxTraffic | 'none' | undefined;
  readonly tokenLifetimeMs?: number | undefined;
  readonly otpLifetimeMs?: number | undefined;
  /** Default true: a one-time password opens one socket. */
  readonly isOtpSingleUse?: boolean | undefined;
  /** Default 300 000 (protocol D8). */
  readonly idleTimeoutMs?: number | undefined;
  /** Default 1 048 576 bytes of JSON (protocol D8). */
  readonly maxFrameBytes?: number | undefined;
  /** Answers stream statistics as JSON text in the envelope (protocol A7). */
  readonly hasStatsAsText?: boolean | undefined;
  /** Pulsar paths without a credential; default 'required'. */
  readonly pulsarAuthentication?: 'required' | 'none' | undefined;
  /**
   * How data centres name this server. 'plain' is `127.0.0.1:port`; 'user-part' is `x@127.0.0.1:port` for clients that put
   * `api-` before every host (protocol G1). Default: 'user-part' with TLS, which those clients insist on, else 'plain'.
   */
  readonly dataCentreHosts?: 'plain' | 'user-part' | undefined;
  readonly retention?: Retention | undefined;
}

export interface SandboxOptions extends SandboxSettings {
  readonly clock?: Clock | undefined;
  /** Fresh hexadecimal text of that many bytes; for secrets and names. */
  readonly random?: ((bytes: number) => string) | undefined;
}

/** What a client needs to know of a running sandbox: plain data, made anew at each start. Holds its secrets. */
export interface SandboxFacts {
  /** REST of GDN, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Base of GDN's sockets: `/ws/v2/…` follows (protocol C1). */
  readonly webSocketUrl: string;
  readonly tenant: string;
  readonly fabric: string;
  readonly apiKey: string;
  readonly user: string;
  readonly email: string;
  readonly password: string;
  /** Base of Pulsar's admin API: `/admin/v2/…` follows. */
  readonly adminUrl: string;
  /** Base of Pulsar's sockets: `/ws/v2/…` follows. */
  readonly pulsarWebSocketUrl: string;
  readonly pulsarTenant: string;
  readonly pulsarNamespace: string;
  /** A signed token that both dialects take. */
  readonly jwt: string;
}
