import assert from 'node:assert/strict';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import { parseJson } from '../../../src/shared/domain/lossless-json-parser.ts';
import {
  compareMessageIds,
  decodeMessageId,
  decodeMessageIdNumbers,
  formatMessageId,
} from '../../../src/shared/domain/message-id.ts';
import { parsePublishTime } from '../../../src/shared/domain/publish-time.ts';
import { parseStreamName, formatStreamName } from '../../../src/shared/domain/stream-name.ts';
import { encodeAck } from '../../../src/main/sockets/frames.ts';
import { readJwtClaims } from '../../../src/main/gdn/credentials.ts';
import { createWireTimeReader, writeWireTime } from '../../../src/main/store/worker/wire-time.ts';
import { frames, jsonTexts, jwts, messageIds, streamNames, times } from '../corpora.ts';
import { textsOf, type FuzzTarget } from '../fuzz-target.ts';

const wireTimes = createWireTimeReader();
/** Nodes looked at one by one; a path costs what its depth is. */
const nodesChecked = 50;

/** Texts inside of frames and answers. */
export const textTargets: readonly FuzzTarget[] = [
  {
    name: 'message-id',
    corpus: textsOf(messageIds),
    run: (input) => {
      const text = input.toString('latin1');
      const decoding = decodeMessageId(text);
      const numbers = decodeMessageIdNumbers(text);
      if (!decoding.ok) {
        assert.equal(numbers, undefined);
        assert.throws(() => encodeAck(text), StreamscopeError);
        return;
      }
      assert.equal(compareMessageIds(decoding.id, decoding.id), 0);
      assert.equal(JSON.parse(encodeAck(text)).messageId, text);
      if (numbers !== undefined) assert.equal(formatMessageId(numbers), formatMessageId(decoding.id));
    },
  },
  {
    name: 'publish-time',
    corpus: textsOf(times),
    run: (input) => {
      const text = input.toString('utf8');
      const ms = parsePublishTime(text);
      assert.ok(ms === undefined || (Number.isInteger(ms) && Math.abs(ms) < 8.64e15));
      const read = wireTimes.read(text);
      assert.equal(read.ms ?? undefined, ms);
      assert.equal(writeWireTime(read.ms, read.form), text);
    },
  },
  {
    name: 'jwt-claims',
    corpus: textsOf(jwts),
    run: (input) => {
      const claims = readJwtClaims(input.toString('latin1'));
      assert.ok(claims?.exp === undefined || claims.exp > 0);
      assert.ok(claims?.tenant === undefined || claims.tenant.length > 0);
    },
  },
  {
    name: 'stream-name',
    corpus: textsOf(streamNames),
    run: (input) => {
      const text = input.toString('utf8');
      const parsing = parseStreamName(text);
      if (parsing.ok) assert.equal(formatStreamName(parsing.name), text);
    },
  },
  {
    name: 'lossless-json',
    corpus: textsOf([...jsonTexts, ...frames.messages]),
    run: (input) => {
      const text = input.toString('utf8');
      const outcome = parseJson(text);
      // A byte-order mark is forgiven in payloads, which JSON.parse does not.
      const expected = isJson(text.startsWith('\ufeff') ? text.slice(1) : text);
      assert.equal(outcome.ok, expected);
      if (!outcome.ok) {
        assert.ok(outcome.problem.offset <= text.length && outcome.problem.line >= 1);
        return;
      }
      const { document } = outcome;
      for (let node = 0; node < Math.min(document.nodeCount, nodesChecked); node += 1) {
        assert.ok(isJson(document.raw(node)));
        assert.ok(document.next(node) > node && document.next(node) <= document.nodeCount);
        const path = document.path(node);
        assert.equal(path.length, document.depth(node));
        // Of repeated keys the first is found, which may hold something else.
        const found = document.find(path);
        if (found !== undefined) assert.deepEqual(document.path(found), path);
        if (!document.isContainer(node)) assert.equal(document.nodeAt(document.start(node)), node);
      }
    },
  },
];

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
