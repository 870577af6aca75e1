import { writeFile } from 'node:fs/promises';

/** Counts outcomes and prints each as it comes; the closing line is what a reader of logs looks for. */
export class Report {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #notes: string[] = [];

  pass(name: string): void {
    this.#passed += 1;
    console.log(`  ok    ${name}`);
  }

  fail(name: string, details: readonly string[]): void {
    this.#failed += 1;
    console.log(`  FAIL  ${name}`);
    for (const line of details) console.log(`          ${line}`);
  }

  skip(name: string, reason: string): void {
    this.#skipped += 1;
    this.#notes.push(`${name}: ${reason}`);
    console.log(`  skip  ${name}: ${reason}`);
  }

  /** What the figures alone would not tell. */
  note(words: string): void {
    this.#notes.push(words);
    console.log(`  note  ${words}`);
  }

  /** Prints the closing line, and writes the same as JSON if a file is named; true when nothing failed. */
  async close(file: string | undefined): Promise<boolean> {
    const counts = { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
    if (file !== undefined) {
      const note = this.#notes.length === 0 ? {} : { note: this.#notes.join('; ') };
      await writeFile(file, `${JSON.stringify({ ...counts, ...note })}\n`);
    }
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    console.log(`${this.#passed} passed, ${this.#failed} failed${skipped}`);
    return this.#failed === 0;
  }
}
