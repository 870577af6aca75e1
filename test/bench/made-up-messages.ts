/** Messages as people have them: orders, telemetry and log lines. Rare words and one phrase are planted for search. */
import type { Random } from './random.ts';

export interface MadeUpMessage {
  readonly payload: string;
  readonly key: string;
  readonly properties: string;
}

/** Planted about once in 100,000 messages. */
export const rareWord = 'zanzibar';
/** Planted about once in 1,000 messages, as neighbours. */
export const phrase = 'payment declined';
/** Planted together about once in 1,000 messages, apart. */
export const twoWords = ['warehouse', 'rerouted'] as const;

const regions = ['eu-west', 'us-east', 'ap-south'] as const;
const words = [
  'picked',
  'packed',
  'shipped',
  'delivered',
  'checked',
  'payment',
  'accepted',
  'queued',
  'warehouse',
] as const;

export function madeUpOrder(random: Random, number: number): MadeUpMessage {
  const region = random.pick(regions);
  const note = noteOf(random, number);
  const payload =
    `{"orderId":${number},"customer":"c-${random.below(50_000)}","region":"${region}","order":{"total":` +
    `${random.below(100_000) / 100},"items":${1 + random.below(9)}},"status":"${random.pick(words)}","note":"${note}"}`;
  return {
    payload,
    key: `k-${random.below(10_000)}`,
    properties: `{"region":"${region}","trace":"t${number.toString(36)}"}`,
  };
}

export function madeUpTelemetry(random: Random, number: number): MadeUpMessage {
  const device = `dev-${random.below(5000)}`;
  const payload =
    `{"device":"${device}","at":${1_777_000_000_000 + number},"temperature":${(random.next() * 60).toFixed(2)},` +
    `"humidity":${random.below(100)},"battery":${random.next().toFixed(3)},"ok":${random.below(50) > 0},"seq":${number}}`;
  return { payload, key: device, properties: '{}' };
}

export function madeUpLogLine(random: Random, number: number): MadeUpMessage {
  const payload = `INFO order service ${random.pick(words)} ${random.pick(words)} in ${random.below(900)} ms, ${noteOf(random, number)}`;
  return { payload, key: '', properties: `{"level":"info","host":"h${random.below(40)}"}` };
}

function noteOf(random: Random, number: number): string {
  if (number % 100_003 === 77) return `left for ${rareWord} by sea`;
  if (number % 1009 === 5) return `the ${phrase} by the bank`;
  if (number % 997 === 9) return `${twoWords[1]} over another ${twoWords[0]}`;
  return `${random.pick(words)} then ${random.pick(words)} by ${random.pick(words)}`;
}
