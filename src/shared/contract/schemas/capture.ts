/** Capture files: an incident in one file, opened read-only by anybody. */
import { z } from 'zod';
import { streamHistorySchema } from './history.ts';
import { maskingSchema } from './transfer.ts';

/** The version of the manifest and of what it promises. The tables have their own, in the file's header. */
export const captureFormat = 1;
export const captureEnding = 'streamscope';

export const captureId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/);

const text = z.string().max(10_000);

/** What a capture says of itself, kept in it as JSON. It holds no secret and no address of a service. */
export const captureManifestSchema = z.object({
  format: z.number().int().positive(),
  captureId,
  /** The program that wrote it, e.g. `Streamscope 0.1.0`. */
  producer: text,
  createdAt: z.number(),
  /** The connection's name as its owner calls it. */
  source: text,
  /** Which messages were chosen, in words. */
  scope: text,
  note: text,
  streams: z
    .array(z.object({ fullName: z.string().min(1).max(1_000), title: text, count: z.number().int() }))
    .max(250),
  count: z.number().int().nonnegative(),
  bytes: z.number().nonnegative(),
  /** Epoch ms of the first and last receipt; null when it holds no message. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  masking: maskingSchema.extend({ values: z.number().int(), leftOut: z.number().int() }).nullable(),
  /** `sha256:` and 64 hexadecimal digits, over every message in order. */
  checksum: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

export const openCaptureSchema = z.object({
  captureId,
  path: z.string(),
  manifest: captureManifestSchema,
  /** Read like any stored stream, by these ids. */
  streams: z.array(streamHistorySchema),
  /** Whether the messages are those that were written; `checking` until all of them were read. */
  checksum: z.enum(['checking', 'right', 'wrong', 'unknown']),
});

/** Captures name their streams' connection like this, so that they are never taken for anybody's service. */
export const captureConnection = (id: string): string => `capture:${id}`;
export const isCaptureConnection = (connectionId: string): boolean => connectionId.startsWith('capture:');

export type CaptureManifest = z.infer<typeof captureManifestSchema>;
export type OpenCapture = z.infer<typeof openCaptureSchema>;
