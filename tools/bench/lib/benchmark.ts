/** Something to measure, and what it is compared with. */
export interface Benchmark {
  name: string;
  title: string;
  /** It takes so long that it has to be asked for by name. */
  isLong?: boolean;
  /** At most this ratio of what is measured and its reference. */
  goal?: number;
  growth?: Growth;
  /** @param earlier What was measured before in the same run. */
  measure: (earlier: Result[]) => Promise<Measurement>;
}

/** The curve that a measurement is a point of. */
export interface Growth {
  /** The unit, and what grows. */
  of: string;
  count: number;
}

export interface Measurement {
  /** In the unit. */
  value: number;
  unit: 's' | 'ms' | 'MB' | '%';
  /** What the value is divided by. */
  reference?: { what: string; value: number };
}

/** A measurement, and whether to believe it. */
export interface Result extends Measurement {
  name: string;
  title: string;
  growth?: Growth | undefined;
  ratio?: number;
  goal?: number;
  /** Whether the ratio reaches the goal. */
  isMet?: boolean;
  /** Share of the processors, 0 to 1, that others used just before. */
  load: number;
  isNoisy: boolean;
}

export interface Report {
  /** ISO 8601. */
  date: string;
  machine: string;
  results: Result[];
}
