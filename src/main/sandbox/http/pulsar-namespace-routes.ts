import type { Broker } from '../broker/broker.ts';
import { BrokerError } from '../broker/broker-error.ts';
import { isEntityName, namespaceKey } from '../broker/topic-name.ts';
import { jsonBody, type Route } from './message.ts';
import { pulsarDone, pulsarFailure, pulsarNothing, pulsarResult } from './pulsar-answers.ts';
import { namespaceOf } from './pulsar-names.ts';

/** Namespaces come and go, and have settings (protocol E3). */
export function pulsarNamespaceRoutes(broker: Broker): readonly Route[] {
  const namespace = '/admin/v2/namespaces/:tenant/:namespace';
  const route = (method: string, path: string, handle: Route['handle']): Route => ({
    method,
    pattern: `${namespace}${path}`,
    access: 'pulsar',
    handle,
  });
  return [
    route('PUT', '', (request) => {
      const name = { tenant: request.part('tenant'), namespace: request.part('namespace') };
      if (!isEntityName(name.namespace)) return pulsarFailure(412, 'Namespace name is not valid');
      if (![...broker.namespaces.values()].some(({ tenant }) => tenant === name.tenant)) {
        return pulsarFailure(404, 'Tenant does not exist');
      }
      if (broker.namespaces.has(namespaceKey(name))) return pulsarFailure(409, 'Namespace already exists');
      broker.createNamespace(name.tenant, name.namespace);
      return pulsarDone;
    }),
    route('DELETE', '', (request) => {
      const { tenant, name, topics } = namespaceOf(broker, request);
      if (topics.size > 0) return pulsarFailure(409, 'Cannot delete non empty namespace');
      broker.removeNamespace(tenant, name);
      return pulsarDone;
    }),
    route('GET', '/messageTTL', (request) => {
      const { timeToLiveSeconds } = namespaceOf(broker, request);
      return timeToLiveSeconds === 0 ? pulsarNothing : pulsarResult(timeToLiveSeconds);
    }),
    route('POST', '/messageTTL', (request) => {
      const seconds = Number(request.body.toString('utf8'));
      if (!Number.isInteger(seconds) || seconds < 0)
        return pulsarFailure(412, 'Invalid value for message TTL, message TTL must >= 0');
      namespaceOf(broker, request).timeToLiveSeconds = seconds;
      return pulsarDone;
    }),
    route('DELETE', '/messageTTL', (request) => {
      namespaceOf(broker, request).timeToLiveSeconds = 0;
      return pulsarDone;
    }),
    route('GET', '/retention', (request) => {
      const { retention } = namespaceOf(broker, request);
      return retention === undefined ? pulsarNothing : pulsarResult(retention);
    }),
    route('POST', '/retention', (request) => {
      const { retentionTimeInMinutes, retentionSizeInMB } = jsonBody(request);
      if (typeof retentionTimeInMinutes !== 'number' || typeof retentionSizeInMB !== 'number') {
        throw new BrokerError('invalid-name', 'Invalid retention policy');
      }
      namespaceOf(broker, request).retention = { retentionTimeInMinutes, retentionSizeInMB };
      return pulsarDone;
    }),
    route('DELETE', '/retention', (request) => {
      namespaceOf(broker, request).retention = undefined;
      return pulsarDone;
    }),
  ];
}
