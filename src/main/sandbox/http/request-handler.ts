// The http room: GDN's REST (protocol A) and Pulsar's admin API (protocol E) as tables of routes over the broker, and the
// one shell that reads requests, checks credentials and writes answers. Nothing a client sends may bring it down.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessControl } from '../access/access-control.ts';
import { BrokerError } from '../broker/broker-error.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Faults } from '../faults.ts';
import { gdnFailure, gdnFailureOf, gdnUnauthorized } from './gdn-answers.ts';
import { canonicalPath } from './gdn-path.ts';
import type { Route, RouteAccess, SandboxRequest, SandboxResponse } from './message.ts';
import { pulsarFailure, pulsarFailureOf } from './pulsar-answers.ts';
import { Router } from './router.ts';

const MAX_BODY_BYTES = 6 * 1024 * 1024;

export interface RequestHandlerOptions {
  readonly clock: Clock;
  readonly access: AccessControl;
  readonly faults: Faults;
  readonly routes: readonly Route[];
  readonly isPulsarGuarded: boolean;
  readonly random: (bytes: number) => string;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

export function createRequestHandler(options: RequestHandlerOptions): RequestHandler {
  const { clock, faults } = options;
  const router = new Router(options.routes);

  function answer(incoming: IncomingMessage, body: Buffer): SandboxResponse {
    const method = incoming.method ?? 'GET';
    const target = incoming.url ?? '/';
    if (!URL.canParse(target, 'http://sandbox')) throw new URIError('not a URL');
    const url = new URL(target, 'http://sandbox');
    const path = canonicalPath(url.pathname);
    const planned = faults.takeRouteFailure(`${method} ${url.pathname}`);
    if (planned !== undefined) return plannedAnswer(planned, url.pathname);
    if (method === 'OPTIONS') return { status: 204, body: '', contentType: 'text/plain' };
    const found = router.find(method, path);
    if (found === undefined || found === 'method') return nothingThere(path, found === 'method');
    const { route, parts } = found;
    if (!isAllowed(options, route.access, incoming.headers.authorization)) {
      if (route.access === 'pulsar') return pulsarFailure(401, 'HTTP 401 Unauthorized');
      return gdnUnauthorized(options.random(16));
    }
    return route.handle(requestOf(incoming, { method, path, url, body, parts }));
  }

  function safeAnswer(incoming: IncomingMessage, body: Buffer): SandboxResponse {
    const isPulsar = incoming.url?.startsWith('/admin/') ?? false;
    try {
      return answer(incoming, body);
    } catch (error) {
      if (error instanceof BrokerError) return isPulsar ? pulsarFailureOf(error) : gdnFailureOf(error);
      const reason =
        error instanceof URIError || error instanceof TypeError ? 'malformed request' : 'internal error';
      const status = reason === 'malformed request' ? 400 : 500;
      return isPulsar ? pulsarFailure(status, reason) : gdnFailure(status, status, reason);
    }
  }

  return (incoming, outgoing) => {
    readBody(incoming, (body) => {
      const response =
        body === undefined ? gdnFailure(413, 413, 'request body is too large') : safeAnswer(incoming, body);
      if (faults.responseDelayMs === 0) write(outgoing, response);
      else clock.after(faults.responseDelayMs, () => write(outgoing, response));
    });
  };
}

function isAllowed(
  options: RequestHandlerOptions,
  access: RouteAccess,
  authorization: string | undefined,
): boolean {
  switch (access) {
    case 'open':
      return true;
    case 'gdn':
      return options.access.allowsHeader(authorization);
    case 'pulsar':
      return !options.isPulsarGuarded || options.access.allowsPulsar({ authorization });
  }
}

function requestOf(
  incoming: IncomingMessage,
  request: { method: string; path: string; url: URL; body: Buffer; parts: ReadonlyMap<string, string> },
): SandboxRequest {
  const { method, path, url, body, parts } = request;
  return {
    method,
    path,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    part(name) {
      const part = parts.get(name);
      if (part === undefined) throw new Error(`the route has no part called ${name}`);
      return decodeURIComponent(part);
    },
  };
}

function plannedAnswer(
  planned: {
    status: number;
    body?: string | undefined;
    contentType?: string | undefined;
    headers?: Readonly<Record<string, string>> | undefined;
  },
  path: string,
): SandboxResponse {
  if (planned.body !== undefined) {
    return {
      status: planned.status,
      body: planned.body,
      contentType: planned.contentType ?? 'application/json; charset=utf-8',
      headers: planned.headers,
    };
  }
  const words = 'Refused by the sandbox on request';
  return path.startsWith('/admin/')
    ? pulsarFailure(planned.status, words)
    : gdnFailure(planned.status, planned.status, words);
}

function nothingThere(path: string, isOtherMethod: boolean): SandboxResponse {
  const status = isOtherMethod ? 405 : 404;
  const words = isOtherMethod ? 'method not supported' : `unknown path '${path}'`;
  return path.startsWith('/admin/') ? pulsarFailure(status, words) : gdnFailure(status, status, words);
}

/** Calls back once: with the body, or with undefined when it is too large. */
function readBody(incoming: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  });
  incoming.on('end', () => done(bytes <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined));
  // A client that goes away in the middle gets no answer.
  incoming.on('error', () => incoming.destroy());
}

function write(outgoing: ServerResponse, response: SandboxResponse): void {
  if (outgoing.destroyed) return;
  if (response.isDropped === true) {
    outgoing.destroy();
    return;
  }
  const body = Buffer.isBuffer(response.body) ? response.body : Buffer.from(response.body, 'utf8');
  outgoing.writeHead(response.status, {
    ...(response.status === 204
      ? {}
      : { 'Content-Type': response.contentType, 'Content-Length': body.byteLength }),
    // The quickstart's browser page runs from a file and reads these (protocol A1, G2).
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': 'authorization, content-type, x-c8-version',
    'Access-Control-Expose-Headers': 'x-gdn-region, x-gdn-requestid, x-gdn-responsetime',
    'x-gdn-region': 'sandbox-eu',
    ...response.headers,
  });
  outgoing.end(response.status === 204 ? undefined : body);
}
