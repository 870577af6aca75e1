/**
 * The full reader of consumer and reader frames, for everything the scanner leaves: escapes, UTF-8, fields
 * of other versions, and frames that are no messages or no JSON at all. Tolerance as in protocol D5: a
 * missing `redeliveryCount` is 0, a lone `endOfTopic` and objects with neither id nor payload are no messages.
 */
import { isUtf8 } from 'node:buffer';
import { clearFields, type FrameFields, type FrameVerdict } from './frame-fields.ts';
import { lastMembers, listMembers } from './json-members.ts';

const largestCount = 0x7fffffff;
const loneSurrogate = /\p{Surrogate}/gu;

export function readFrame(bytes: Buffer, fields: FrameFields): FrameVerdict {
  clearFields(fields);
  // JSON is UTF-8; decoding anything else would alter it silently.
  if (!isUtf8(bytes)) return 'FRAME_NOT_JSON';
  const text = bytes.toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'FRAME_NOT_JSON';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'FRAME_NOT_JSON';
  const members = new Map(Object.entries(parsed));
  if (!members.has('messageId') && !members.has('payload')) {
    return members.has('endOfTopic') ? 'end-of-topic' : 'unknown-object';
  }
  return readMembers(members, lastMembers(text), fields);
}

/** `raw` holds the exact text of each value; where a name repeats the last one counts, as in JSON.parse. */
function readMembers(
  members: ReadonlyMap<string, unknown>,
  raw: ReadonlyMap<string, string>,
  fields: FrameFields,
): FrameVerdict {
  const messageId = members.get('messageId');
  if (messageId === undefined || messageId === null) return 'FRAME_WITHOUT_ID';
  if (typeof messageId !== 'string') return 'FRAME_BAD_ID';
  fields.messageId = messageId;
  const extra: string[] = [];
  for (const [name, value] of members) {
    switch (name) {
      case 'messageId':
        continue;
      case 'payload':
        if (value === null) continue;
        if (typeof value !== 'string') return 'FRAME_BAD_PAYLOAD';
        fields.payload = value;
        continue;
      case 'publishTime':
      case 'eventTime':
      case 'key':
        if (value === null) continue;
        if (typeof value === 'string') {
          fields[name] = value.replace(loneSurrogate, '\ufffd');
          // SQLite keeps no lone surrogate: the exact text then stays beside the column.
          if (fields[name] === value) continue;
        }
        break;
      case 'properties':
        if (value === null) continue;
        if (isStringRecord(value)) {
          const text = raw.get(name) ?? '{}';
          fields.propertiesCount = listMembers(text).length;
          fields.properties = fields.propertiesCount === 0 ? null : text;
          continue;
        }
        break;
      case 'redeliveryCount':
        if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestCount) {
          fields.redeliveryCount = value;
          continue;
        }
        break;
      default:
        break;
    }
    extra.push(`${JSON.stringify(name)}:${raw.get(name) ?? JSON.stringify(value)}`);
  }
  if (extra.length > 0) fields.extra = `{${extra.join(',')}}`;
  return 'message';
}

function isStringRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((member) => typeof member === 'string');
}
