import type { Target } from './target.ts';

const REQUEST_TIMEOUT_MS = 30_000;

export interface AdminAnswer {
  readonly status: number;
  readonly contentType: string;
  /** `X-Pulsar-…` headers, names in lower case. */
  readonly pulsarHeaders: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The body as JSON where it is JSON, else as text. */
  readonly body: unknown;
}

/** One request to `/admin/v2/…`; never follows a redirect. A body is sent as JSON. */
export async function adminRequest(
  target: Target,
  method: string,
  path: string,
  body?: unknown,
): Promise<AdminAnswer> {
  const headers: Record<string, string> = { ...target.headers };
  const init: RequestInit = {
    method,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  const response = await fetch(`${target.adminUrl}/admin/v2${path}`, init);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const pulsarHeaders: Record<string, string> = {};
  for (const [name, value] of response.headers) {
    if (name.startsWith('x-pulsar-')) pulsarHeaders[name] = value;
  }
  const contentType = response.headers.get('content-type') ?? '';
  return { status: response.status, contentType, pulsarHeaders, bytes, body: bodyOf(bytes) };
}

function bodyOf(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
