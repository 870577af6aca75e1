import type { Report } from '../report.ts';
import type { Target } from '../wire/target.ts';
import { adminCases } from './admin-cases.ts';
import { ProductClient } from './client.ts';
import { lossBeforeTheFirst, lossCases } from './loss-cases.ts';
import type { ProductCase } from './product-case.ts';
import { socketCases } from './socket-cases.ts';

const AT_ONCE = 4;

/**
 * Every case has a client of its own; the outcome of each is told under the server's name. A case that fails is tried once
 * more when the others are done: on a machine under load a server may take longer than a client's patience.
 */
export async function runProductCases(target: Target, report: Report, only: string): Promise<void> {
  const cases = [...socketCases, ...lossCases, lossBeforeTheFirst, ...adminCases].filter(({ name }) =>
    name.includes(only),
  );
  const nameOf = ({ name }: ProductCase): string => `our ${name}, on ${target.kind}`;
  const doubtful: ProductCase[] = [];
  const waiting = [...cases];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const failure = await failureOf(target, next);
      if (failure === undefined) report.pass(nameOf(next));
      else {
        report.note(`tried a second time: ${nameOf(next)} (${failure[0] ?? ''})`);
        doubtful.push(next);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const again of doubtful) {
    const failure = await failureOf(target, again);
    if (failure === undefined) report.pass(nameOf(again));
    else report.fail(nameOf(again), failure);
  }
}

/** Why the case failed, in lines; undefined when it did not. */
async function failureOf(target: Target, { run }: ProductCase): Promise<readonly string[] | undefined> {
  const client = await ProductClient.open(target);
  try {
    await run(client);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 12);
  } finally {
    await client.close();
  }
}
