import { createHmac, timingSafeEqual } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** HS256 in padded standard base64, as the real service writes its segments (protocol A4). */
export function signToken(claims: Claims, secret: Uint8Array): string {
  const head = encode(JSON.stringify({ alg: 'HS256', typ: 'JWT' }));
  const body = encode(JSON.stringify(claims));
  return `${head}.${body}.${signature(`${head}.${body}`, secret).toString('base64')}`;
}

/** The claims of a token that this secret signed; undefined for anything else. Takes the URL-safe alphabet as well. */
export function verifyToken(token: string, secret: Uint8Array): Claims | undefined {
  const [head, body, signed, ...rest] = token.split('.');
  if (head === undefined || body === undefined || signed === undefined || rest.length > 0) return undefined;
  const expected = signature(`${head}.${body}`, secret);
  const given = Buffer.from(signed, 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function signature(text: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
