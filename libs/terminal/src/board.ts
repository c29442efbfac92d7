import { stripVTControlCharacters } from 'node:util';
import { duration } from '@hypriotkit/core';

/** What a component is doing. */
interface Row {
  state: 'running' | 'done' | 'cached';
  text: string;
  since: number;
}

/** A component, or one of a board: `garage/root_fs`. */
const LINE = /^([\w-]+\/\w+|\w+): (done: )?(\S.*)$/;
const MARKS = { running: '●', done: '✔', cached: '✔' };

/**
 * The live view of a build. It has a row for each component, with the component's step or outcome, and is made from the
 * plain lines that components write anyway. Other lines, such as an error report, are returned for printing.
 */
export class Board {
  private readonly rows = new Map<string, Row>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Adds a row for a component that has begun or that comes from a cache. */
  open(component: string, isCached = false): void {
    this.rows.set(component, { state: isCached ? 'cached' : 'running', text: 'Starting', since: this.now() });
  }

  /** Takes a line of the build. Returns it if it must be printed as it is. */
  take(raw: string): string | undefined {
    const line = stripVTControlCharacters(raw).trimEnd();
    const [, component, done, text] = LINE.exec(line) ?? [];
    const row = component && this.rows.get(component);
    if (!row || !text || /^(note|warning): /.test(text)) return line;
    if (done) Object.assign(row, { state: row.state === 'cached' ? 'cached' : 'done', text });
    else if (!isRepetition(row, text)) Object.assign(row, { text, since: this.now() });
    return undefined;
  }

  /** Like `take`, but adds a row at the first line of a component, for programs that do not announce components. */
  takeOpening(raw: string): string | undefined {
    const [, component] = LINE.exec(stripVTControlCharacters(raw)) ?? [];
    if (component && !this.rows.has(component)) this.open(component);
    return this.take(raw);
  }

  /** Renders the rows, cut to the width of the terminal. */
  render(columns: number): string {
    return [...this.rows].map(([component, row]) => cut(this.print(component, row), columns)).join('\n');
  }

  private print(component: string, { state, text, since }: Row): string {
    const time = { running: duration(this.now() - since), done: '', cached: 'from the cache' }[state];
    return `${MARKS[state]} ${component.padEnd(15)} ${text}  ${time}`.trimEnd();
  }
}

/** A running step repeats its name with three dots. Its time goes on. */
const isRepetition = (row: Row, text: string): boolean => text.startsWith(`${row.text} ... `);

const cut = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
