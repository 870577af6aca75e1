import assert from 'node:assert/strict';
import { parseProducerReply, readEndOfTopic } from '../../../src/main/sockets/frames.ts';
import { judgeClose, judgeRefusal, type SocketKind } from '../../../src/main/sockets/failure-verdict.ts';
import { redact } from '../../../src/main/sockets/redaction.ts';
import { emptyFields } from '../../../src/main/store/worker/frame-fields.ts';
import { createFrameParser } from '../../../src/main/store/worker/frame-parser.ts';
import { readFrame } from '../../../src/main/store/worker/frame-reader.ts';
import { scanFrame } from '../../../src/main/store/worker/frame-scanner.ts';
import { listMembers } from '../../../src/main/store/worker/json-members.ts';
import { previewCharacters, previewOf } from '../../../src/main/store/worker/preview.ts';
import { createWireTimeReader, writeWireTime } from '../../../src/main/store/worker/wire-time.ts';
import { retryAfterMs } from '../../../src/shared/domain/backoff.ts';
import { decodeMessageIdNumbers, formatMessageId } from '../../../src/shared/domain/message-id.ts';
import { payloadKindOf } from '../../../src/shared/domain/payload-kind.ts';
import { frames, retryAfters } from '../corpora.ts';
import { textsOf, type FuzzTarget } from '../fuzz-target.ts';

const parser = createFrameParser();
const wireTimes = createWireTimeReader();

/** What arrives on sockets (protocol D4 to D6, D9). */
export const frameTargets: readonly FuzzTarget[] = [
  {
    name: 'producer-reply',
    corpus: textsOf(frames.replies),
    run: (input) => {
      const reply = parseProducerReply(input);
      if (reply.outcome !== 'stored') {
        assert.equal(typeof reply.words, 'string');
        return;
      }
      const numbers = decodeMessageIdNumbers(reply.messageId);
      if (numbers !== undefined) assert.match(formatMessageId(numbers), /^-?\d+:-?\d+(:-?\d+){0,2}$/);
    },
  },
  {
    name: 'message-frame',
    corpus: textsOf(frames.messages),
    run: (input) => {
      readEndOfTopic(input);
      // As in a batch: other frames stand before and behind it.
      const batch = Buffer.concat([Buffer.from('{"a":1}'), input, Buffer.from('{"b":2}')]);
      const verdict = parser.parse(batch, 7, 7 + input.length);
      assert.deepEqual(batch.subarray(7, 7 + input.length), input);
      if (verdict !== 'message') return;
      const { fields } = parser;
      const { partition, batchIndex } = parser.identity();
      assert.ok(Number.isInteger(partition) && Number.isInteger(batchIndex));
      assert.ok(fields.redeliveryCount >= 0 && fields.redeliveryCount <= 0x7fffffff);
      for (const text of [fields.publishTime, fields.eventTime]) if (text !== null) rewriteTime(text);
      if (fields.properties !== null) {
        assert.equal(listMembers(fields.properties).length, fields.propertiesCount);
        JSON.parse(fields.properties);
      }
      if (fields.extra !== null) JSON.parse(fields.extra);
      const payload = parser.payload();
      const preview = previewOf(payload.subarray(0, 1_024), payload.length, payloadKindOf(payload));
      assert.ok(preview.text.length <= 4 * previewCharacters);
    },
  },
  {
    name: 'scanner-against-reader',
    corpus: textsOf(frames.messages),
    run: (input) => {
      const scanned = emptyFields();
      if (!scanFrame(input.toString('latin1'), scanned)) return;
      const read = emptyFields();
      const verdict = readFrame(input, read);
      // The scanner leaves checking the payload to its decoder.
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(scanned.payload)) return;
      assert.equal(verdict, 'message');
      assert.deepEqual(scanned, read);
    },
  },
  {
    name: 'refused-upgrade',
    corpus: textsOf(frames.refusals),
    run: (input, random) => {
      const secret = 'abcd-efgh';
      const target = { url: `ws://localhost/?otp=${secret}`, headers: { authorization: `Bearer ${secret}` } };
      const text = input.toString('utf8') + (random.below(2) === 0 ? secret : '');
      const kind = random.pick<SocketKind>(['consumer', 'reader', 'producer']);
      const { report } = judgeRefusal({ status: random.below(700), text }, kind, 'slow');
      assert.ok(!redact(report.detail ?? '', target).includes(secret));
      assert.ok(!redact(judgeClose(random.below(5_000), text).report.detail ?? '', target).includes(secret));
    },
  },
  {
    name: 'retry-after',
    corpus: textsOf(retryAfters),
    run: (input) => {
      const delay = retryAfterMs(input.toString('latin1'), 1_777_000_000_000);
      assert.ok(delay === undefined || (delay >= 0 && delay <= 600_000));
    },
  },
];

/** A time is kept so that the very same text can be written again. */
function rewriteTime(text: string): void {
  const { ms, form } = wireTimes.read(text);
  assert.equal(writeWireTime(ms, form), text);
}
