import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { lastMembers } from '../../store/worker/json-members.ts';
import { identityOf } from '../../store/worker/queries/identity.ts';
import { jsonlVersion } from './jsonl-line.ts';
import { wireFrame } from './wire-frame.ts';

const lineSchema = z.object({
  v: z.number(),
  stream: z.string().min(1).max(1_000),
  messageId: z.string(),
  publishTime: z.string().nullish(),
  eventTime: z.string().nullish(),
  receivedAt: z.number().nullish(),
  key: z.string().nullish(),
  properties: z.record(z.string(), z.string()).nullish(),
  propertiesText: z.string().nullish(),
  extra: z.record(z.string(), z.unknown()).nullish(),
  extraText: z.string().nullish(),
  redeliveryCount: z.number().int().nonnegative().nullish(),
  payload: z.string().nullish(),
  payloadBase64: z.string().nullish(),
});

export interface ReadMessage {
  readonly stream: string;
  readonly receivedAt: number | undefined;
  readonly frame: string;
}

/**
 * One line of JSONL as the frame it stands for; undefined when it is no message.
 * @throws StreamscopeError STORE_NEWER_VERSION
 */
export function readJsonlLine(bytes: Buffer): ReadMessage | undefined {
  const line = isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : '';
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success) return undefined;
  const { data } = parsed;
  if (data.v > jsonlVersion)
    throw new StreamscopeError(
      'STORE_NEWER_VERSION',
      'This file was written by a newer Streamscope. Update Streamscope to import it.',
      { detail: `version ${data.v} of a line, this program knows ${jsonlVersion}` },
    );
  if (identityOf(data.messageId) === undefined) return undefined;
  const members = lastMembers(line);
  const properties = data.propertiesText ?? (data.properties ? (members.get('properties') ?? null) : null);
  const extra = data.extraText ?? (data.extra ? (members.get('extra') ?? null) : null);
  const extraNames = namesOf(extra);
  if (extraNames === undefined || namesOf(properties) === undefined) return undefined;
  const frame = wireFrame(
    {
      messageId: data.messageId,
      publishTime: data.publishTime ?? null,
      eventTime: data.eventTime ?? null,
      key: data.key ?? null,
      properties,
      extra,
      redeliveryCount: data.redeliveryCount ?? 0,
      payload: Buffer.from(
        data.payload ?? data.payloadBase64 ?? '',
        typeof data.payload === 'string' ? 'utf8' : 'base64',
      ),
    },
    extraNames,
  );
  return { stream: data.stream, receivedAt: data.receivedAt ?? undefined, frame };
}

/** The members of a JSON object's text; undefined when it is none. */
export function namesOf(text: string | null): ReadonlySet<string> | undefined {
  if (text === null) return new Set();
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return new Set(Object.keys(value));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
