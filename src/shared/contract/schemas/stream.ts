import { z } from 'zod';

/** A stream as the service lists it. `topic` is the full local name, e.g. `c8globals.orders` on GDN. */
export const streamEntrySchema = z.object({
  /** `persistent://tenant/namespace/topic`: the identity of a stream within one connection. */
  fullName: z.string().min(1).max(2_000),
  /** The name without GDN's prefix: what people call it. */
  name: z.string(),
  /** The fabric (GDN) or tenant/namespace (Pulsar) it is listed under. */
  fabric: z.string(),
  scope: z.enum(['local', 'global']),
  /** A collection's change stream, a system stream, or one that people made. */
  role: z.enum(['user', 'collection', 'system']),
  terminated: z.boolean().optional(),
  /** Number of partitions; absent when the stream has none. */
  partitions: z.number().int().positive().optional(),
});

export const streamListSchema = z.object({
  streams: z.array(streamEntrySchema),
  /** Epoch ms of the answer this list came from. */
  asOf: z.number(),
  source: z.enum(['live', 'lastKnown']),
});

export const consumerStatsSchema = z.object({
  name: z.string(),
  availablePermits: z.number(),
  unacked: z.number(),
  blockedOnUnacked: z.boolean(),
  rateOut: z.number(),
  address: z.string().optional(),
  connectedSince: z.string().optional(),
});

export const subscriptionStatsSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** False for readers: they vanish with their socket. */
  durable: z.boolean(),
  backlog: z.number(),
  unacked: z.number(),
  delayed: z.number(),
  rateOut: z.number(),
  rateRedeliver: z.number(),
  blockedOnUnacked: z.boolean(),
  /** Epoch ms; 0 when it never happened. */
  lastConsumedAt: z.number(),
  lastAckedAt: z.number(),
  activeConsumer: z.string().optional(),
  consumers: z.array(consumerStatsSchema),
});

export const publisherStatsSchema = z.object({
  name: z.string(),
  rateIn: z.number(),
  address: z.string().optional(),
  connectedSince: z.string().optional(),
});

/** TopicStats of protocol E5, normalised: rates in messages a second, sizes in bytes. */
export const streamStatsSchema = z.object({
  rateIn: z.number(),
  rateOut: z.number(),
  throughputIn: z.number(),
  throughputOut: z.number(),
  messagesIn: z.number(),
  bytesIn: z.number(),
  storageSize: z.number(),
  averageSize: z.number(),
  /** The largest backlog of a durable subscription. */
  backlog: z.number(),
  subscriptions: z.array(subscriptionStatsSchema),
  publishers: z.array(publisherStatsSchema),
});

export type StreamEntry = z.infer<typeof streamEntrySchema>;
export type StreamList = z.infer<typeof streamListSchema>;
export type StreamStats = z.infer<typeof streamStatsSchema>;
export type SubscriptionStats = z.infer<typeof subscriptionStatsSchema>;
export type ConsumerStats = z.infer<typeof consumerStatsSchema>;
