/** What every benchmark returns and how it is told: a table for people, then one line of JSON. */

export interface Metric {
  readonly value: number;
  readonly unit: string;
  /** Measured in the same run. */
  readonly baseline: number;
  readonly ratio: number;
  readonly goal: number;
  readonly ok: boolean;
}

export interface BenchResult {
  readonly bench: string;
  readonly quick: boolean;
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface BenchOptions {
  readonly quick: boolean;
}

export type Bench = (options: BenchOptions) => Promise<Readonly<Record<string, Metric>>>;

/** Value over baseline: more is better. */
export function ratioMetric(value: number, baseline: number, unit: string, goal: number): Metric {
  if (!(value > 0) || !(baseline > 0))
    throw new Error(`Nothing measured: ${value} against ${baseline} ${unit}`);
  const ratio = value / baseline;
  return {
    value: rounded(value),
    unit,
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    goal,
    ok: ratio >= goal,
  };
}

/** A time against its limit: the baseline is the limit, a ratio of 1 or less is good, told as limit over value. */
export function limitMetric(value: number, limit: number, unit: string): Metric {
  if (!(value >= 0)) throw new Error(`Nothing measured: ${value} ${unit}`);
  const ratio = limit / Math.max(value, 1e-6);
  return { value: rounded(value), unit, baseline: limit, ratio: rounded(ratio), goal: 1, ok: value <= limit };
}

/** What must not be there at all. */
export function noneMetric(value: number, unit: string): Metric {
  if (!(value >= 0)) throw new Error(`Nothing measured: ${value} ${unit}`);
  return { value, unit, baseline: 0, ratio: value === 0 ? 1 : 0, goal: 1, ok: value === 0 };
}

export function printResult(result: BenchResult): void {
  const rows = Object.entries(result.metrics).map(([name, metric]) => [
    name,
    `${metric.value.toLocaleString('en')} ${metric.unit}`,
    metric.baseline.toLocaleString('en'),
    String(metric.ratio),
    String(metric.goal),
    metric.ok ? 'ok' : 'MISSED',
  ]);
  printTable(['metric', 'value', 'against', 'ratio', 'goal', ''], rows);
  console.log(JSON.stringify(result));
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  console.log(line(head));
  for (const row of rows) console.log(line(row));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  // The nearest rank: of twenty values the nineteenth is the 95th percentile.
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

function rounded(value: number): number {
  return value >= 1000 ? Math.round(value) : Math.round(value * 1000) / 1000;
}
