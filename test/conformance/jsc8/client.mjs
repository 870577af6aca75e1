// Runs one scenario with the unmodified npm package jsc8, in a process of its own, and prints what it saw as JSON.
// The sandbox's facts come in STREAMSCOPE_SANDBOX; its certificate is trusted by NODE_EXTRA_CA_CERTS.
import { Buffer } from 'node:buffer';
import { argv, env, stdout } from 'node:process';
import jsC8 from 'jsc8';
import { events } from './socket-events.mjs';

/** @type {{ url: string, email: string, password: string, apiKey: string, jwt: string, tenant: string }} */
const facts = JSON.parse(env['STREAMSCOPE_SANDBOX'] ?? '{}');

// jsc8 puts `api-` before every host: as the user part of an address it changes nothing (protocol G1).
const url = facts.url.replace('https://', 'https://x@');

async function signIn() {
  const client = jsC8(url);
  await client.login(facts.email, facts.password);
  return client;
}

const base64 = (/** @type {string} */ text) => Buffer.from(text).toString('base64');

/** What a rejected call rejected with. */
async function failureOf(/** @type {Promise<unknown>} */ call) {
  try {
    await call;
    return 'no failure';
  } catch (error) {
    const { name, code, statusCode, message } = /** @type {Record<string, unknown>} */ (error);
    return { name, code, statusCode, message };
  }
}

/** @type {Record<string, () => Promise<unknown>>} */
const scenarios = {
  /** The list of protocol G5, call by call. */
  async acceptance() {
    const client = await signIn();
    const name = 'acceptance';
    const created = await client.createStream(name, true);
    const exists = await client.hasStream(name, true);
    const isAbsentGlobally = !(await client.hasStream(name, false));
    const consumer = events(await client.createStreamReader(name, 'readers', true));
    await consumer.opened;
    const producer = events(await client.createStreamProducer(name, true));
    await producer.opened;
    producer.socket.send(
      JSON.stringify({ payload: base64('Grüße ☕'), properties: { k: 'v' }, context: 'c-1' }),
    );
    const receipt = await producer.next();
    const message = await consumer.next();
    const stats = await client.getStreamStats(name, true);
    const before = stats.result.subscriptions.readers;
    consumer.socket.send(JSON.stringify({ messageId: message.messageId }));
    const subscriptions = await client.getStreamSubscriptions(name, true);
    const backlog = await client.getStreamBacklog(name, true);
    const busy = await failureOf(client.deleteStreamSubscription(name, 'readers', true));
    await consumer.close();
    await producer.close();
    const removed = await client.deleteStreamSubscription(name, 'readers', true);
    const deleted = await client.deleteStream(`c8locals.${name}`);
    const isGone = !(await client.hasStream(name, true));
    return {
      created,
      exists,
      isAbsentGlobally,
      receipt,
      message: { ...message, text: Buffer.from(message.payload, 'base64').toString() },
      backlogBeforeAcknowledging: before.msgBacklog,
      subscriptions,
      backlogOf: Object.keys(backlog.result.cursorDetails),
      busy,
      removed: removed.code,
      deleted,
      isGone,
    };
  },

  async secondExclusive() {
    const client = await signIn();
    await client.createStream('exclusive', true);
    const first = events(await client.createStreamReader('exclusive', 'one', true));
    await first.opened;
    const second = events(await client.createStreamReader('exclusive', 'one', true));
    const error = await second.failed;
    const code = await second.closed;
    await first.close();
    const third = events(await client.createStreamReader('exclusive', 'one', true));
    await third.opened;
    await third.close();
    return { error, code };
  },

  async reusedOneTimePassword() {
    const client = await signIn();
    await client.createStream('once', true);
    const stream = client.stream('once', true);
    const dataCentre = (await client.getLocalDc()).tags.url;
    const otp = await stream.getOtp();
    const first = events(stream.producer(dataCentre, { otp }));
    await first.opened;
    const second = events(stream.producer(dataCentre, { otp }));
    const reused = await second.failed;
    const none = await events(stream.consumer('s', dataCentre)).failed;
    await first.close();
    return { reused, none };
  },

  async createTwice() {
    const client = await signIn();
    await client.createStream('twice', false);
    return failureOf(client.createStream('twice', false));
  },

  /** REST alone: publish, time to live, backlogs, expiry. */
  async service() {
    const client = await signIn();
    await client.createStream('service', true);
    const stream = client.getStream('service', true);
    const consumer = events(await client.createStreamReader('service', 'keeper', true));
    await consumer.opened;
    const published = await stream.publishMessage('Hello World');
    const text = await consumer.next();
    await stream.publishMessage({ id: 12, words: 'as JSON' });
    const json = await consumer.next();
    await consumer.close();
    const backlogOf = async () => (await stream.getStreamStatistics()).result.subscriptions.keeper.msgBacklog;
    const backlogBefore = await backlogOf();
    const cleared = await stream.clearSubscriptionBacklog('keeper');
    const backlogAfter = await backlogOf();
    await stream.publishMessage('one more');
    const backlogAgain = await backlogOf();
    const clearedAll = await stream.clearBacklog();
    const backlogAtLast = await backlogOf();
    const set = await stream.setMessageTtl(1234);
    const ttl = await stream.getMessageTtl();
    const unsubscribed = await stream.deleteSubscription('keeper');
    return {
      published,
      text: Buffer.from(text.payload, 'base64').toString(),
      json: Buffer.from(json.payload, 'base64').toString(),
      backlogs: [backlogBefore, backlogAfter, backlogAgain, backlogAtLast],
      codes: [cleared.code, clearedAll.code, set.code, unsubscribed.code],
      ttl: ttl.result,
      subscriptionsLeft: (await stream.getSubscriptionList()).result,
    };
  },

  /** Every way to be somebody, and what is there to be seen. */
  async accounts() {
    const byKey = jsC8({ url, apiKey: facts.apiKey, fabricName: '_system' });
    const byToken = jsC8({ url, token: facts.jwt, fabricName: '_system' });
    const expired = jsC8({ url, token: `${facts.jwt.slice(0, -4)}AAAA`, fabricName: '_system' });
    const fabrics = await byKey.listUserFabrics();
    const dataCentre = await byToken.getLocalDc();
    return {
      fabrics: fabrics.map((/** @type {{ name: string }} */ { name }) => name),
      dataCentres: fabrics[0].options.dcList.split(','),
      host: dataCentre.tags.url,
      current: (await byToken.get()).name,
      wrongPassword: await failureOf(jsC8(url).login(facts.email, 'wrong')),
      badToken: await failureOf(expired.getStreams()),
    };
  },
};

const scenario = scenarios[argv[2] ?? ''];
if (scenario === undefined) throw new Error(`There is no scenario ${argv[2]}.`);
stdout.write(`${JSON.stringify(await scenario())}\n`);
