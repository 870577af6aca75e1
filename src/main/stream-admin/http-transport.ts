import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { watchForSilentRefusal } from '../sockets/silent-refusal.ts';
import { describeNetworkFailure, networkCodeOf } from '../sockets/network-failure.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names as the server wrote them. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/**
 * Any HTTP answer is an answer, also a redirect or an error status.
 * @throws StreamscopeError NETWORK_*, TLS_*, PROTOCOL_NOT_HTTP, RESPONSE_TOO_LARGE, INPUT_INVALID
 */
export type SendHttp = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpTransport {
  readonly send: SendHttp;
  /** Ends idle connections and requests under way. */
  stop(): void;
}

export interface HttpTransportOptions {
  readonly clock: Clock;
  readonly tls?: TlsSettings;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

const defaultTimeoutMs = 20_000;
/** Lists of tens of thousands of streams fit; a body that never ends does not. */
const defaultMaxResponseBytes = 32 * 1024 * 1024;
/** Peeked messages carry their properties in headers (protocol E4). */
const maxHeaderBytes = 256 * 1024;
const maxConnections = 6;

/** HTTP over the machine's own network, with the profile's trust. Never follows a redirect by itself. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const tls = options.tls === undefined ? {} : { ...options.tls, ca: authoritiesOf(options.tls) };
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: maxConnections }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: maxConnections, ...tls }),
  };
  const running = new Set<() => void>();

  const send: SendHttp = (request) =>
    new Promise((resolve, reject) => {
      const url = parseUrl(request.url);
      if (url === undefined) {
        reject(new StreamscopeError('INPUT_INVALID', 'This is not an http or https address.'));
        return;
      }
      const secure = url.protocol === 'https:';
      const outgoing = (secure ? httpsRequest : httpRequest)(url, {
        method: request.method,
        headers: withLength(request),
        agent: secure ? agents['https:'] : agents['http:'],
        maxHeaderSize: maxHeaderBytes,
      });
      const end = (): void => {
        cancel();
        running.delete(abort);
      };
      const fail = (error: StreamscopeError): void => {
        end();
        outgoing.destroy();
        reject(error);
      };
      const abort = (): void =>
        fail(new StreamscopeError('CANCELLED', 'The connection was closed meanwhile.'));
      const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
      const cancel = options.clock.after(timeoutMs, () => fail(tooSlow(timeoutMs)));
      running.add(abort);
      const named = options.tls?.cert === undefined ? asItIs : watchForSilentRefusal(outgoing);
      outgoing.on('error', (error) => fail(failureOf(named(error))));
      outgoing.on('response', (response) => {
        collect(response, options.maxResponseBytes ?? defaultMaxResponseBytes, fail, (body) => {
          end();
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response),
            rawHeaders: rawHeadersOf(response),
            body,
          });
        });
      });
      outgoing.end(request.body);
    });

  return {
    send,
    stop: () => {
      for (const abort of [...running]) abort();
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

function collect(
  response: IncomingMessage,
  limit: number,
  fail: (error: StreamscopeError) => void,
  done: (body: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit)
      fail(
        new StreamscopeError(
          'RESPONSE_TOO_LARGE',
          `The answer is larger than ${limit} bytes and was not read.`,
        ),
      );
    else chunks.push(chunk);
  });
  response.on('end', () => done(Buffer.concat(chunks)));
  response.on('error', (error) => fail(failureOf(error)));
}

const asItIs = (error: Error): Error => error;

function authoritiesOf(tls: TlsSettings): string[] | undefined {
  return tls.ca === undefined ? undefined : [...tls.ca];
}

function withLength(request: HttpRequest): Record<string, string> {
  const headers = { ...request.headers };
  // Some gateways refuse a POST without a length, also when it has no body.
  if (request.body === undefined && request.method !== 'GET') headers['content-length'] = '0';
  return headers;
}

function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function rawHeadersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return pairs;
}

function failureOf(error: Error): StreamscopeError {
  if (networkCodeOf(error) === 'HPE_HEADER_OVERFLOW') {
    return new StreamscopeError(
      'RESPONSE_TOO_LARGE',
      `The answer's headers are larger than ${maxHeaderBytes} bytes.`,
    );
  }
  const failure = describeNetworkFailure(error);
  if (failure !== undefined)
    return new StreamscopeError(failure.code, failure.message, { detail: error.message });
  return new StreamscopeError('NETWORK_RESET', 'The request failed before there was an answer.', {
    detail: error.message,
  });
}

function tooSlow(timeoutMs: number): StreamscopeError {
  return new StreamscopeError('NETWORK_TIMEOUT', `The service did not answer within ${timeoutMs / 1_000} s.`);
}

function parseUrl(text: string): URL | undefined {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}
