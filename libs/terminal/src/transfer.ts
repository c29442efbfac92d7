import { duration, inUnits } from '@hypriotkit/core';

const BAR = 24;
/** Plain lines show every tenth part. */
const PARTS = 10;
/** A part, where the total is not known: 500 MB. */
const PART = 500e6;
/** Before this, a rate says little. */
const SETTLED_MILLISECONDS = 2_000;

/** The progress of a transfer of bytes through its phases, such as writing and verifying. */
export class Transfer {
  private phase = '';
  private done = 0;
  private total: number | undefined;
  private since = 0;
  private part = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes progress. Returns whether another part is done, which is worth a line of its own. */
  take(phase: string, done: number, total?: number): boolean {
    if (phase !== this.phase) Object.assign(this, { phase, since: this.now(), part: 0 });
    Object.assign(this, { done, total });
    const part = Math.floor(total ? (PARTS * done) / total : done / PART);
    const isNext = part > this.part;
    this.part = part;
    return isNext;
  }

  /** Renders it in a line: phase, bytes, share, rate, time left. */
  line(): string {
    return [`${this.phase} ${this.amount()}`, this.rate()].filter(Boolean).join(', ');
  }

  /** Renders it with a bar, cut to the width of the terminal. */
  render(columns: number): string {
    const filled = this.total ? Math.min(BAR, Math.round((BAR * this.done) / this.total)) : 0;
    return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${this.line()}`.slice(0, columns - 1);
  }

  private amount(): string {
    if (!this.total) return inUnits(this.done);
    return `${inUnits(this.done)} of ${inUnits(this.total)} (${Math.floor((100 * this.done) / this.total)}%)`;
  }

  private rate(): string {
    const elapsed = this.now() - this.since;
    if (elapsed < SETTLED_MILLISECONDS || this.done === 0) return '';
    const rate = `${inUnits((1000 * this.done) / elapsed)}/s`;
    const left = this.total ? (elapsed * (this.total - this.done)) / this.done : 0;
    return left > 0 ? `${rate}, ${duration(left)} left` : rate;
  }
}
