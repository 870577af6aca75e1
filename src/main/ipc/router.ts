/** Room `ipc`: carries the contract over Electron's channels. Handlers hold no logic of their own. */
import { api } from '../../shared/contract/api.ts';
import type { Handlers, ProcedureName } from '../../shared/contract/api.ts';
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { Reply } from '../../shared/contract/transport.ts';

const isProcedure = (name: unknown): name is ProcedureName =>
  typeof name === 'string' && Object.hasOwn(api, name);

const wordsOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`))
    .join('; ');

/**
 * Makes one function of the whole contract: a name and an input in, a reply out. It never throws.
 * Inputs are parsed before a handler sees them and outputs before they leave, so nothing that the contract does not
 * name (a secret, say) can slip through in either direction.
 */
export function createRouter(
  handlers: Handlers,
  onFailure: (name: string, thrown: unknown) => void,
): (name: unknown, input: unknown) => Promise<Reply> {
  return async (name, input) => {
    try {
      if (!isProcedure(name))
        throw new StreamscopeError('NOT_FOUND', `There is no procedure "${String(name)}".`);
      return { ok: true, value: await run(name, input) };
    } catch (thrown) {
      onFailure(String(name), thrown);
      return { ok: false, error: reportOf(thrown) };
    }
  };

  async function run(name: ProcedureName, input: unknown): Promise<unknown> {
    const { input: inputSchema, output: outputSchema } = api[name];
    const parsed = inputSchema.safeParse(input);
    if (!parsed.success)
      throw new StreamscopeError('INPUT_INVALID', `${wordsOf(parsed.error.issues)}. Nothing was done.`);
    // The table's type ties each handler to its schema; indexing by a union of names loses that tie.
    const handler = handlers[name] as (parsedInput: unknown) => unknown;
    return outputSchema.parse(await handler(parsed.data));
  }
}
