import type { Page } from '@playwright/test';
import type { InputOf, OutputOf, ProcedureName } from '../../src/shared/contract/api.ts';
import type { Reply, Transport } from '../../src/shared/contract/transport.ts';

/** Calls main through the window's own bridge, where a test needs numbers that no eye could read off the screen. */
export async function call<Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const reply = await page.evaluate(
    ([procedure, argument]): Promise<Reply> => {
      const bridge = (globalThis as unknown as { streamscope: Transport }).streamscope;
      return bridge.call(procedure, argument);
    },
    [name, input] as const,
  );
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
  return reply.value as OutputOf<Name>;
}
