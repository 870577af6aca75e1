import { z } from 'zod';

/** Connection profiles: where and as whom, never the secret itself. */

export const profileId = z.string().min(1).max(64);

/** Certificates are no secrets, but people paste them together with their keys. */
const certificates = z
  .string()
  .max(200_000)
  .refine((text) => !text.includes('PRIVATE KEY-----'), 'A private key has a field of its own')
  .default('');

/**
 * How trust in the server's certificate is decided, and which one is shown to it. PEM texts, not paths: a profile must
 * travel.
 */
export const tlsSchema = z.object({
  /** Extra certificate authorities as PEM text; empty means the system's own. */
  authorities: certificates,
  /** For servers that ask who connects; empty for none. Its private key is a secret and never part of the profile. */
  clientCertificate: certificates,
  /** True accepts any certificate. Shown as a warning wherever the profile is shown. */
  acceptAny: z.boolean().default(false),
});

export const gdnAuthSchema = z.discriminatedUnion('method', [
  z.object({
    method: z.literal('password'),
    email: z.string().min(1, 'An e-mail address is needed').max(320),
  }),
  z.object({ method: z.literal('apiKey') }),
  z.object({ method: z.literal('jwt') }),
]);

export const pulsarAuthSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('none') }),
  z.object({ method: z.literal('jwt') }),
  z.object({ method: z.literal('basic'), user: z.string().min(1).max(320) }),
]);

const common = {
  id: profileId,
  name: z.string().trim().min(1, 'A name is needed').max(80),
  /** Guarded profiles ask for the stream's name before anything that changes the service. */
  guarded: z.boolean(),
  tls: tlsSchema,
};

export const gdnProfileSchema = z.object({
  kind: z.literal('gdn'),
  ...common,
  /** What the user typed: host, API URL or WebSocket URL; `domain/gdn-endpoint` makes addresses of it. */
  host: z.string().trim().min(1, 'A host is needed').max(2_000),
  fabric: z.string().trim().min(1).max(200),
  auth: gdnAuthSchema,
});

export const pulsarProfileSchema = z.object({
  kind: z.literal('pulsar'),
  ...common,
  adminUrl: z.string().trim().min(1).max(2_000),
  webSocketUrl: z.string().trim().min(1).max(2_000),
  tenant: z.string().trim().min(1).max(200),
  namespace: z.string().trim().min(1).max(200),
  auth: pulsarAuthSchema,
});

/** The embedded server: address and token are new at each start, so nothing of them is kept. */
export const sandboxProfileSchema = z.object({
  kind: z.literal('sandbox'),
  ...common,
  fabric: z.string().trim().min(1).max(200),
});

export const profileSchema = z.discriminatedUnion('kind', [
  gdnProfileSchema,
  pulsarProfileSchema,
  sandboxProfileSchema,
]);

/** Where the secret of a profile is: the keychain, this process's memory, nowhere, or not needed at all. */
export const secretPlaceSchema = z.enum(['keychain', 'session', 'missing', 'notNeeded']);

export const profileWithSecretPlaceSchema = z.object({
  profile: profileSchema,
  secret: secretPlaceSchema,
  /** Where the private key of its client certificate is; left out without a certificate. */
  clientKey: secretPlaceSchema.optional(),
});

export type Profile = z.infer<typeof profileSchema>;
export type GdnProfile = z.infer<typeof gdnProfileSchema>;
export type PulsarProfile = z.infer<typeof pulsarProfileSchema>;
export type SandboxProfile = z.infer<typeof sandboxProfileSchema>;
export type SecretPlace = z.infer<typeof secretPlaceSchema>;
export type ProfileWithSecretPlace = z.infer<typeof profileWithSecretPlaceSchema>;
