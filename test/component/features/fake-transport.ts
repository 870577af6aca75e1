import type { ProcedureName, InputOf, OutputOf } from '../../../src/shared/contract/api.ts';
import { reportOf, StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { PushName, Pushes } from '../../../src/shared/contract/pushes.ts';
import type { Reply, Transport } from '../../../src/shared/contract/transport.ts';

export interface RecordedCall {
  readonly name: string;
  readonly input: unknown;
}

type Answer = (input: unknown) => unknown;

/** The other side of the boundary: answers what a test says, remembers what was asked, and tells news on demand. */
export class FakeTransport implements Transport {
  readonly calls: RecordedCall[] = [];
  /** Names of files that are on no disk. */
  readonly unplaced = new Set<string>();
  readonly #answers = new Map<string, Answer>();
  readonly #listeners = new Set<(name: string, value: unknown) => void>();

  /** What a procedure answers from now on. The input is what the window sent; the answer may throw. */
  answer<Name extends ProcedureName>(
    name: Name,
    answer: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>,
  ): this {
    // The window's own types made the input; here it is only given back to the test that knows the procedure.
    this.#answers.set(name, answer as Answer);
    return this;
  }

  fail(name: ProcedureName, error: StreamscopeError): this {
    this.#answers.set(name, () => {
      throw error;
    });
    return this;
  }

  push<Name extends PushName>(name: Name, value: Pushes[Name]): void {
    for (const listener of this.#listeners) listener(name, value);
  }

  /** Inputs of every call of one procedure, oldest first. */
  inputsOf(name: ProcedureName): readonly unknown[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  async call(name: string, input: unknown): Promise<Reply> {
    this.calls.push({ name, input });
    const answer = this.#answers.get(name);
    try {
      if (answer === undefined)
        throw new StreamscopeError('NOT_FOUND', `The test gave no answer to ${name}.`);
      return { ok: true, value: await answer(input) };
    } catch (thrown) {
      return { ok: false, error: reportOf(thrown) };
    }
  }

  /** A dropped file lies where its name says, unless a test says otherwise. */
  pathOf(file: object): string {
    return file instanceof File && !this.unplaced.has(file.name) ? `/home/me/${file.name}` : '';
  }

  listen(listener: (name: string, value: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
