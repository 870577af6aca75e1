// Why set-up stopped: the step, the cause, and what a person can run or do.

export class SetupFailure extends Error {
  /**
   * @param {object} facts
   * @param {string} facts.step
   * @param {string} facts.cause one sentence, or the last lines of the failed command
   * @param {string} facts.remedy the command to run by hand or the thing to do
   * @param {string} [facts.log] file with the whole output
   */
  constructor({ step, cause, remedy, log }) {
    super(`${step}: ${cause}`);
    this.name = 'SetupFailure';
    this.step = step;
    this.cause = cause;
    this.remedy = remedy;
    this.log = log;
  }

  /** The message a person reads. */
  describe() {
    const lines = [
      `Set-up stopped at "${this.step}".`,
      '',
      indent(this.cause),
      '',
      `What to do: ${this.remedy}`,
    ];
    if (this.log) lines.push(`Whole output: ${this.log}`);
    return lines.join('\n');
  }
}

/** @param {string} text */
function indent(text) {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
