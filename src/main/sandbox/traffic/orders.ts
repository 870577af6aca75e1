import { draftOf, type MessageDraft } from '../broker/message.ts';
import { between, pick, type Random } from './random.ts';

/** Order ids start beyond 2^53, where a reader that takes numbers for doubles shows wrong digits. */
const FIRST_ORDER_ID = 9_007_199_254_741_000n;
const CUSTOMERS = 120;

const NAMES = [
  'Ada Lindqvist',
  'José Álvarez',
  'Mei 陈',
  'فاطمة الزهراء',
  'נועה לוי',
  'Zoë 🚲 van Dijk',
  'Søren Kierkegård',
  'Nguyễn Thị Hoa',
  'Tomasz Żółć',
  'Olu Adébáyọ̀',
] as const;
const REGIONS = ['eu-central', 'eu-west', 'us-east', 'us-west', 'ap-south'] as const;
const SOURCES = ['web', 'ios', 'android', 'partner-api'] as const;
const STATUSES = ['placed', 'placed', 'placed', 'paid', 'paid', 'shipped', 'cancelled'] as const;
const ARTICLES = [
  { sku: 'TEA-0042', name: 'Darjeeling first flush', cents: 1290 },
  { sku: 'CUP-0007', name: 'Porcelain cup', cents: 1850 },
  { sku: 'KET-0115', name: 'Gooseneck kettle', cents: 6900 },
  { sku: 'FIL-0301', name: 'Paper filters, 100', cents: 590 },
  { sku: 'GRD-0018', name: 'Hand grinder', cents: 11_900 },
] as const;
const NOTES = [
  'Leave at the door 🚪',
  'Gift wrap, please 🎁',
  'الطابق الثالث',
  'Ring twice',
  'Grüße an Oma',
] as const;

/** Orders of a shop: JSON with a customer as key, properties, 64-bit ids, names of many scripts. One call, one order. */
export function createOrders(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return (nowMs) => {
    const customer = between(random, 1, CUSTOMERS);
    const items = Array.from({ length: between(random, 1, 3) }, () => {
      const { sku, name, cents } = pick(random, ARTICLES);
      return { sku, name, quantity: between(random, 1, 4), price: cents / 100 };
    });
    const cents = items.reduce((sum, { quantity, price }) => sum + Math.round(price * 100) * quantity, 0);
    const region = pick(random, REGIONS);
    const placedMs = nowMs - between(random, 5, 400);
    const order = {
      number: `ORD-${String(100_000 + count)}`,
      status: pick(random, STATUSES),
      customer: { id: `cust-${customer}`, name: NAMES[customer % NAMES.length] },
      items,
      total: cents / 100,
      currency: region.startsWith('us') ? 'USD' : 'EUR',
      placedAt: new Date(placedMs).toISOString(),
      ...(random() < 0.2 ? { note: pick(random, NOTES) } : {}),
    };
    // Written by hand: JSON.stringify cannot write a number of that size.
    const orderId = FIRST_ORDER_ID + BigInt(count);
    const text = `{"orderId":${orderId},${JSON.stringify(order).slice(1)}`;
    count++;
    return draftOf({
      payload: Buffer.from(text, 'utf8'),
      key: `cust-${customer}`,
      properties: { region, source: pick(random, SOURCES), schema: 'order.v2' },
      eventTimeMs: placedMs,
      producerName: 'shop',
      sequenceId: count,
    });
  };
}
