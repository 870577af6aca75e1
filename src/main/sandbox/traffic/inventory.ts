import { draftOf, type MessageDraft } from '../broker/message.ts';
import { regionNames } from '../data-centres.ts';
import { between, type Random } from './random.ts';

/** How far each region's events are behind when they arrive here: near, across an ocean, over a bad line. */
const LAG_MS: readonly { readonly least: number; readonly most: number }[] = [
  { least: 4, most: 25 },
  { least: 110, most: 240 },
  { least: 700, most: 2_600 },
];

/** Stock movements of a global stream, written in three regions: the lag is between event time and publish time. */
export function createInventory(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return (nowMs) => {
    const at = between(random, 0, regionNames.length - 1);
    const { least, most } = LAG_MS[at] ?? { least: 0, most: 0 };
    const eventTimeMs = nowMs - between(random, least, most);
    const article = `SKU-${String(between(random, 1, 400)).padStart(4, '0')}`;
    const movement = {
      article,
      warehouse: `${regionNames[at] ?? ''}-${between(random, 1, 4)}`,
      delta: between(random, -12, 40),
    };
    count++;
    return draftOf({
      payload: Buffer.from(JSON.stringify({ ...movement, sequence: count }), 'utf8'),
      key: article,
      properties: { region: regionNames[at] ?? '' },
      eventTimeMs,
      producerName: `stock-${regionNames[at] ?? ''}`,
      sequenceId: count,
    });
  };
}
