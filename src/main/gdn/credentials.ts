import { z } from 'zod';

/**
 * The gdn room owns the client of Macrometa GDN: signing in, REST (protocol A), and addresses for sockets (protocol C).
 *
 * This file: who signs in how. Secrets are never part of it.
 */
export type GdnCredentials =
  | { readonly method: 'password'; readonly identity: GdnIdentity }
  | { readonly method: 'apiKey' }
  | { readonly method: 'jwt' };

export type GdnIdentity = { readonly email: string } | { readonly tenant: string; readonly username: string };

/** `someone@example.com`, or `tenant/user` for those without an address (protocol A4). */
export function readIdentity(typed: string): GdnIdentity {
  const match = /^([^/]+)\/([^/]+)$/.exec(typed.trim());
  if (match?.[1] !== undefined && match[2] !== undefined) return { tenant: match[1], username: match[2] };
  return { email: typed.trim() };
}

/** `<tenant>.<key id>.<secret>`, where the tenant may hold dots and `_mm` is left out (protocol A4). */
export function tenantOfApiKey(key: string): string | undefined {
  const parts = key.split('.');
  if (parts.length < 3) return undefined;
  return parts.slice(0, -2).join('.') || '_mm';
}

const claimsSchema = z.object({
  tenant: z.string().min(1).optional().catch(undefined),
  exp: z.number().positive().optional().catch(undefined),
});

export interface JwtClaims {
  readonly tenant?: string | undefined;
  /** Epoch seconds. */
  readonly exp?: number | undefined;
}

/** Claims of a token, unverified: only the service can verify it. Undefined for a text that is no token. */
export function readJwtClaims(token: string): JwtClaims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    // Node reads padded standard base64, as GDN writes it, and base64url alike.
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    return claims.success ? claims.data : undefined;
  } catch {
    return undefined;
  }
}
