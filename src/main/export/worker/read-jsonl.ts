import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { lastMembers } from '../../store/worker/json-members.ts';
import { identityOf } from '../../store/worker/queries/identity.ts';
import { jsonlVersion } from './jsonl-line.ts';
import { jsonOf, longestStreamName, namesOf, type Reading } from './read-message.ts';
import { wireFrame } from './wire-frame.ts';

const lineSchema = z.object({
  v: z.number(),
  stream: z.string().min(1).max(longestStreamName),
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

/**
 * One line of JSONL as the frame it stands for.
 * @throws StreamscopeError STORE_NEWER_VERSION
 */
export function readJsonlLine(bytes: Buffer): Reading {
  if (!isUtf8(bytes)) return { why: 'it is not UTF-8' };
  const line = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const value = jsonOf(line);
  if (value === undefined) return { why: 'it is no JSON' };
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) return { why: oddMember(parsed.error) };
  const { data } = parsed;
  if (data.v > jsonlVersion)
    throw new StreamscopeError(
      'STORE_NEWER_VERSION',
      'This file was written by a newer Streamscope. Update Streamscope to import it.',
      { detail: `version ${data.v} of a line, this program knows ${jsonlVersion}` },
    );
  if (identityOf(data.messageId) === undefined) return { why: 'its messageId is none' };
  const members = lastMembers(line);
  const properties = data.propertiesText ?? (data.properties ? (members.get('properties') ?? null) : null);
  const extra = data.extraText ?? (data.extra ? (members.get('extra') ?? null) : null);
  const extraNames = namesOf(extra);
  if (namesOf(properties) === undefined) return { why: 'its propertiesText is no JSON object' };
  if (extraNames === undefined) return { why: 'its extraText is no JSON object' };
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

function oddMember({ issues }: z.ZodError): string {
  const path = issues[0]?.path.join('.') ?? '';
  return path === '' ? 'it is no JSON object' : `its ${path} is missing or of another type`;
}
