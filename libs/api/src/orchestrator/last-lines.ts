// With verbosity quiet it is all that is said, and several components may fail at once.
const KEEP = 100;

/** The last lines of an output, for the message of a failure. */
export class LastLines {
  readonly kept: string[] = [];

  take(line: string): void {
    this.kept.push(line);
    if (this.kept.length > KEEP) this.kept.shift();
  }
}
