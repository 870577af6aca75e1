import { draftOf, type MessageDraft } from '../broker/message.ts';
import { between, type Random } from './random.ts';

const DEVICES = 64;

/** Readings of machines: small flat JSON with a device as key, cheap enough for tens of thousands a second. */
export function createTelemetry(random: Random): (nowMs: number) => MessageDraft {
  let sequence = 0;
  const temperature = Array.from({ length: DEVICES }, () => 18 + random() * 12);
  return (nowMs) => {
    const device = between(random, 0, DEVICES - 1);
    const degrees = Math.min(95, Math.max(-20, (temperature[device] ?? 20) + (random() - 0.5)));
    temperature[device] = degrees;
    const name = `device-${String(device).padStart(3, '0')}`;
    const text =
      `{"device":"${name}","sequence":${sequence},"at":${nowMs},"temperature":${degrees.toFixed(2)},` +
      `"humidity":${(35 + random() * 30).toFixed(1)},"vibration":[${random().toFixed(4)},${random().toFixed(4)},` +
      `${random().toFixed(4)}],"battery":${between(random, 5, 100)},"alarm":${degrees > 28},` +
      `"firmware":"4.${device % 7}.${device % 3}"}`;
    sequence++;
    return draftOf({
      payload: Buffer.from(text, 'latin1'),
      key: name,
      properties: { line: `line-${device % 4}` },
      producerName: 'plant',
      sequenceId: sequence,
    });
  };
}
