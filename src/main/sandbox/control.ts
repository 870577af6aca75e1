import type { Faults } from './faults.ts';
import type { AccessControl } from './access/access-control.ts';
import type { Traffic } from './traffic/traffic.ts';
import type { SessionRegistry, SocketSelection } from './ws/session-registry.ts';
import type { SessionKind } from './ws/session.ts';

/** What can be done to a running sandbox from outside: plain data, so that it crosses threads. */
export type SandboxControl =
  | { readonly do: 'set-telemetry-rate'; readonly perSecond: number }
  | { readonly do: 'set-orders-rate'; readonly perSecond: number }
  | { readonly do: 'expire-tokens' }
  | { readonly do: 'expire-one-time-passwords' }
  | ({
      readonly do: 'close-sockets';
      readonly code: number;
      readonly reason?: string | undefined;
    } & SocketSelection)
  | ({ readonly do: 'drop-sockets' } & SocketSelection)
  | ({ readonly do: 'freeze-sockets' } & SocketSelection)
  | { readonly do: 'hold-deliveries'; readonly isHeld: boolean }
  | { readonly do: 'hold-acks'; readonly isHeld: boolean }
  | { readonly do: 'delay-responses'; readonly delayMs: number }
  | {
      readonly do: 'refuse-upgrades';
      readonly count: number;
      readonly status: number;
      readonly kind?: SessionKind | undefined;
    }
  | {
      readonly do: 'fail-route';
      /** Part of `METHOD /path`. */
      readonly route: string;
      readonly count: number;
      readonly status: number;
      readonly body?: string | undefined;
      readonly contentType?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  | { readonly do: 'clear-faults' };

export interface ControlledParts {
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly registry: SessionRegistry;
  readonly traffic: Traffic | undefined;
}

/** Carries out a control and returns how many open sockets it touched. */
export function applyControl(parts: ControlledParts, control: SandboxControl): number {
  const { access, faults, registry, traffic } = parts;
  switch (control.do) {
    case 'set-telemetry-rate':
      traffic?.setTelemetryRate(control.perSecond);
      return 0;
    case 'set-orders-rate':
      traffic?.setOrdersRate(control.perSecond);
      return 0;
    case 'expire-tokens':
      access.expireTokens();
      return 0;
    case 'expire-one-time-passwords':
      access.oneTimePasswords.expireAll();
      return 0;
    case 'close-sockets':
      return registry.forEach(control, (channel) => channel.close(control.code, control.reason ?? ''));
    case 'drop-sockets':
      return registry.forEach(control, (channel) => channel.drop());
    case 'freeze-sockets':
      return registry.forEach(control, (channel) => channel.freeze());
    case 'hold-deliveries':
      faults.isHoldingDeliveries = control.isHeld;
      return registry.forEach({}, (_channel, session) => session.holdDeliveries(control.isHeld));
    case 'hold-acks':
      faults.isHoldingAcks = control.isHeld;
      return registry.forEach({}, (_channel, session) => session.holdAcks(control.isHeld));
    case 'delay-responses':
      faults.responseDelayMs = control.delayMs;
      return 0;
    case 'refuse-upgrades':
      faults.refuseUpgrades(control);
      return 0;
    case 'fail-route':
      faults.failRoute(control);
      return 0;
    case 'clear-faults':
      faults.clear();
      applyControl(parts, { do: 'hold-deliveries', isHeld: false });
      return applyControl(parts, { do: 'hold-acks', isHeld: false });
  }
}
