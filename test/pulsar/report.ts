import type { Difference } from './transcript/compare.ts';

/** Counts outcomes and prints each as it comes; the closing line is what a reader of logs looks for. */
export class Report {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

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
    console.log(`  skip  ${name}: ${reason}`);
  }

  /** Prints the closing line; true when nothing failed. */
  close(): boolean {
    const skipped = this.#skipped === 0 ? '' : `, ${this.#skipped} skipped`;
    console.log(`${this.#passed} passed, ${this.#failed} failed${skipped}`);
    return this.#failed === 0;
  }
}

/** A difference in three lines. */
export function explained(
  { step, path, expected, actual }: Difference,
  left: string,
  right: string,
): string[] {
  return [
    `${step}${path === '' ? '' : ` at ${path}`}`,
    `  ${left}: ${cut(expected)}`,
    `  ${right}: ${cut(actual)}`,
  ];
}

function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
