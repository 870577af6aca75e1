import type { IncomingHttpHeaders } from 'node:http';

/** A request once its body is read; parts of the path are percent-decoded. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** A named part of the route's pattern; throws when the pattern has none of that name, which is a defect. */
  part(name: string): string;
}

export interface SandboxResponse {
  readonly status: number;
  readonly body: string | Buffer;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The connection is reset instead of answered, as the real service does when headers are too long (protocol E4). */
  readonly isDropped?: boolean;
}

/** Who a route serves: everybody, callers with a GDN credential, or callers with a Pulsar one. */
export type RouteAccess = 'open' | 'gdn' | 'pulsar';

export interface Route {
  readonly method: string;
  /** Segments by `/`; `:name` takes one. */
  readonly pattern: string;
  readonly access: RouteAccess;
  readonly handle: (request: SandboxRequest) => SandboxResponse;
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function jsonResponse(
  status: number,
  value: unknown,
  headers?: Readonly<Record<string, string>>,
): SandboxResponse {
  return { status, body: JSON.stringify(value), contentType: JSON_TYPE, headers };
}

/** The body as a JSON object whatever its content type claims; an empty object when it is none (protocol A3, G2). */
export function jsonBody(request: SandboxRequest): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
