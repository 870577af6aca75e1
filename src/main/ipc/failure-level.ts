import { reportOf, type ErrorCode } from '../../shared/contract/errors.ts';

/** Answers, not faults: what was asked for needs a connection that nobody has made, or was called off by a person. */
const expected: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['OFFLINE', 'CANCELLED']);

/** How a call that failed is written into the log. */
export function failureLevel(thrown: unknown): 'info' | 'warn' {
  return expected.has(reportOf(thrown).code) ? 'info' : 'warn';
}
