import type { Handlers } from '../../../shared/contract/api.ts';
import type { StreamService } from '../../connections/stream-service.ts';

export const streamHandlers = (streams: StreamService) =>
  ({
    'streams.list': ({ connectionId, fabric }) => streams.list(connectionId, fabric),
    'streams.create': ({ connectionId, fabric, name, scope }) =>
      streams.create(connectionId, fabric, name, scope),
    'streams.delete': (request) => streams.delete(request),
    'streams.stats': ({ connectionId, fullNames }) => streams.stats(connectionId, fullNames),
    'streams.terminate': (request) => streams.terminate(request),
    'streams.timeToLive': async (side) => ({ seconds: await streams.timeToLive(side) }),
    'streams.setTimeToLive': (request) => streams.setTimeToLive(request),
    'subscriptions.clearBacklog': (request) => streams.clearBacklog(request),
    'subscriptions.delete': (request) => streams.deleteSubscription(request),
  }) satisfies Partial<Handlers>;
