import { formsOf, type Forms } from './forms';
import { StreamMask } from './stream-mask';

/**
 * Takes the secrets of a run out of whatever is shown. One masker serves everything that a process says, and is told of
 * secrets as they become known. Text has to come to it before anything else is made of it: what was trimmed or cut may hold
 * a part of a secret that nobody recognizes any more.
 */
export class Masker {
  private readonly secrets = new Set<string>();
  private known: Forms = { asTheyAre: [], broken: [] };

  constructor(secrets: Iterable<string> = []) {
    this.hide(secrets);
  }

  /** More of what must not be shown from now on. */
  hide(secrets: Iterable<string>): void {
    const added = [...secrets].filter((secret) => !this.secrets.has(secret));
    if (added.length === 0) return;
    for (const secret of added) this.secrets.add(secret);
    const all = [this.known, ...added.map(formsOf)];
    this.known = {
      asTheyAre: [...new Set(all.flatMap(({ asTheyAre }) => asTheyAre))],
      broken: [...new Set(all.flatMap(({ broken }) => broken))],
    };
  }

  /** A whole text as it may be shown. */
  mask(text: string): string {
    const stream = this.stream();
    return stream.take(text) + stream.end();
  }

  /** For text that comes in pieces. */
  stream(): StreamMask {
    return new StreamMask(() => this.known);
  }
}
