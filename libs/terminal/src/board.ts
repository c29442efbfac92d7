import { stripVTControlCharacters } from 'node:util';
import { duration } from '@hypriotkit/core';

/** What a component does now. */
interface Row {
  state: 'running' | 'done' | 'cached';
  text: string;
  since: number;
}

const LINE = /^(\w+): (done: )?(\S.*)$/;
const MARKS = { running: '●', done: '✔', cached: '✔' };

/**
 * The live view of a build, made from the plain lines that its components write anyway: a row for each component with its
 * step, or its outcome. What is no progress, such as the report of a failure, is handed back to be printed.
 */
export class Board {
  private readonly rows = new Map<string, Row>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Gives a component its row, once it has begun or its outcome is being taken from a cache. */
  open(component: string, isCached = false): void {
    this.rows.set(component, { state: isCached ? 'cached' : 'running', text: 'Starting', since: this.now() });
  }

  /** Takes a line of the build; returns it when it belongs on the terminal as it is. */
  take(raw: string): string | undefined {
    const line = stripVTControlCharacters(raw).trimEnd();
    const [, component, done, text] = LINE.exec(line) ?? [];
    const row = component && this.rows.get(component);
    if (!row || !text || /^(note|warning): /.test(text)) return line;
    if (done) Object.assign(row, { state: row.state === 'cached' ? 'cached' : 'done', text });
    else if (!isRepetition(row, text)) Object.assign(row, { text, since: this.now() });
    return undefined;
  }

  /** The same, of a program that does not say which components begin: the first line of one does. */
  takeOpening(raw: string): string | undefined {
    const [, component] = LINE.exec(stripVTControlCharacters(raw)) ?? [];
    if (component && !this.rows.has(component)) this.open(component);
    return this.take(raw);
  }

  /** The rows, cut to the width of the terminal. */
  render(columns: number): string {
    return [...this.rows].map(([component, row]) => cut(this.print(component, row), columns)).join('\n');
  }

  private print(component: string, { state, text, since }: Row): string {
    const time = { running: duration(this.now() - since), done: '', cached: 'from the cache' }[state];
    return `${MARKS[state]} ${component.padEnd(15)} ${text}  ${time}`.trimEnd();
  }
}

/** A step that goes on says so with its own name and three dots; its time runs on. */
const isRepetition = (row: Row, text: string): boolean => text.startsWith(`${row.text} ... `);

const cut = (text: string, columns: number): string =>
  text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
