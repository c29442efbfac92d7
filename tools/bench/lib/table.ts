import type { Report, Result } from './benchmark';

/** Returns a Markdown table of a report, and a warning if the machine was busy. */
export function tableOf({ date, machine, results }: Report): string {
  const rows = results.map((result) => [result.title, value(result), reference(result), ratio(result)]);
  const lines = [['benchmark', 'measured', 'reference', 'ratio'], ['---', '---', '---', '---'], ...rows];
  const noisy = results
    .filter(({ isNoisy }) => isNoisy)
    .map(({ name, load }) => `${name} (${Math.round(load * 100)} %)`);
  return [
    `${machine}, ${date.slice(0, 10)}`,
    '',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    ...(noisy.length > 0
      ? ['', `Others used the processors before ${noisy.join(', ')}: measure again on a quiet machine.`]
      : []),
  ].join('\n');
}

const value = ({ value, unit }: Pick<Result, 'value' | 'unit'>): string => `${rounded(value)} ${unit}`;

const reference = ({ reference, unit }: Result): string =>
  reference ? `${reference.what}: ${value({ value: reference.value, unit })}` : '';

function ratio({ ratio, goal, isMet }: Result): string {
  if (ratio === undefined) return '';
  if (goal === undefined) return rounded(ratio);
  return `${rounded(ratio)} (goal ${rounded(goal)}${isMet ? '' : ', missed'})`;
}

const rounded = (number: number): string => (number >= 100 ? number.toFixed(0) : String(Number(number.toPrecision(3))));
