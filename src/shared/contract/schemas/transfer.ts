/** Messages on their way out of history into a file, or from a file into it. */
import { z } from 'zod';
import { errorReportSchema } from './error.ts';
import { streamIdSchema } from './history.ts';
import { rangesSchema } from './replay.ts';

export const exportFormats = ['capture', 'jsonl', 'csv'] as const;
export const exportFormatSchema = z.enum(exportFormats);

/** Which messages of one stream are meant. Times are epoch ms of receipt, both ends included. */
export const exportScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stream'), streamId: streamIdSchema }),
  z.object({ kind: z.literal('ranges'), streamId: streamIdSchema, ranges: rangesSchema }),
  z.object({ kind: z.literal('filter'), streamId: streamIdSchema, filter: z.string().min(1).max(10_000) }),
  z.object({ kind: z.literal('time'), streamId: streamIdSchema, from: z.number(), to: z.number() }),
]);

export const mostMaskedFields = 100;

/**
 * What is not to leave this machine. A field is `key`, `properties.region`, `value.customer.email`, or a bare name:
 * every member of that name in the payload, at any depth, and the property of that name.
 */
export const maskingSchema = z.object({
  fields: z.array(z.string().trim().min(1).max(400)).min(1).max(mostMaskedFields),
  /** `token` puts one fixed word; `hash` a word that is the same for the same value within one file. */
  method: z.enum(['token', 'hash']),
  /** A payload that is no JSON has no fields to find: it is left out, or goes along as it is. */
  otherPayloads: z.enum(['leave-out', 'keep']),
});

export const exportRequestSchema = z.object({
  scope: exportScopeSchema,
  format: exportFormatSchema,
  masking: maskingSchema.nullable(),
  /** For whoever opens it; kept in a capture only. */
  note: z.string().max(4_000),
});

export const exportPlanSchema = z.object({
  /** Messages that will be written; an extrapolation unless `isExact`. */
  count: z.number().int(),
  isExact: z.boolean(),
  /** About as large as the file will be. */
  bytes: z.number(),
});

export const transferId = z.string().min(1).max(64);

export const transferStateSchema = z.object({
  transferId,
  kind: z.enum(['export', 'import']),
  phase: z.enum(['running', 'done', 'cancelled', 'failed']),
  format: exportFormatSchema,
  path: z.string(),
  /** What it is called in words, e.g. the stream's name. */
  title: z.string(),
  /** What it is doing: messages first, then the index and the checksum of a capture. */
  step: z.enum(['messages', 'index', 'checksum']),
  /** Messages looked at, of those that are to be; bytes of the file for an import. */
  done: z.number(),
  total: z.number(),
  written: z.number().int(),
  /** Bytes of the file so far. */
  bytes: z.number(),
  /** Payloads left out because they could not be masked; lines of an import that are no messages. */
  leftOut: z.number().int(),
  /** Messages of an import that were there already, and messages retention took during an export. */
  skipped: z.number().int(),
  /** Values that were masked. */
  masked: z.number().int(),
  startedAt: z.number(),
  finishedAt: z.number().optional(),
  error: errorReportSchema.optional(),
  /** The stream that an import went into. */
  streamId: streamIdSchema.optional(),
  detail: z.string().optional(),
});

export type ExportFormat = z.infer<typeof exportFormatSchema>;
export type ExportScope = z.infer<typeof exportScopeSchema>;
export type ExportRequest = z.infer<typeof exportRequestSchema>;
export type ExportPlan = z.infer<typeof exportPlanSchema>;
export type Masking = z.infer<typeof maskingSchema>;
export type TransferState = z.infer<typeof transferStateSchema>;
