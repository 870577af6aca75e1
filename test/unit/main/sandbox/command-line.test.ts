import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../src/main/sandbox/command-line.ts';

describe('the command line of the sandbox', () => {
  it('takes port and rate, both with defaults', () => {
    expect(parseCommandLine([])).toEqual({ port: 0, rate: 50, isHelp: false });
    expect(parseCommandLine(['--port', '8080', '--rate=1000'])).toEqual({
      port: 8080,
      rate: 1000,
      isHelp: false,
    });
  });

  it.each([
    [['--port', 'x'], '--port takes a whole number from 0 to 65535, not "x".'],
    [['--port', '65536'], '--port takes a whole number from 0 to 65535, not "65536".'],
    [['--rate', '1.5'], '--rate takes a whole number from 0 to 100000, not "1.5".'],
    [['--bogus'], "Unknown option '--bogus'"],
    [['stray'], 'Unexpected argument'],
  ])('refuses %j in clear words', (parameters, words) => {
    expect(() => parseCommandLine(parameters)).toThrow(words);
  });
});
