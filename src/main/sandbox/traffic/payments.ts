import { draftOf, type Message, type MessageDraft } from '../broker/message.ts';
import { between, pick, type Random } from './random.ts';

/** One payment in this many is broken, and one of the first few, so that a dead letter is soon there to see. */
const POISON_EVERY = 40;
const FIRST_POISON = 3;

/** Payments, of which a few are broken JSON that no consumer can process. */
export function createPayments(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return (nowMs) => {
    count++;
    const isPoison = count % POISON_EVERY === FIRST_POISON;
    const payment = {
      paymentId: `pay_${String(count).padStart(6, '0')}`,
      amount: {
        value: between(random, 199, 250_000) / 100,
        currency: pick(random, ['EUR', 'USD', 'INR', 'JPY']),
      },
      method: pick(random, ['card', 'transfer', 'wallet']),
      authorisedAt: new Date(nowMs).toISOString(),
    };
    const text = JSON.stringify(payment);
    return draftOf({
      payload: Buffer.from(isPoison ? text.slice(0, -between(random, 8, 40)) : text, 'utf8'),
      key: `acct-${between(random, 1, 50)}`,
      properties: { schema: 'payment.v1' },
      eventTimeMs: nowMs,
      producerName: 'checkout',
      sequenceId: count,
    });
  };
}

/** What the settlement application can read. */
export function isWholePayment(message: Message): boolean {
  try {
    JSON.parse(Buffer.from(message.payload, 'base64').toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
