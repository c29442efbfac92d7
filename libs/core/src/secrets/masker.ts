import { formsOf, type Forms } from './forms';
import { StreamMask } from './stream-mask';

/**
 * Removes secrets from everything that is shown. A process has one masker and adds secrets as they become known. Mask
 * text before anything else is done to it: trimmed or cut text may hold a part of a secret that can no longer be
 * recognized.
 */
export class Masker {
  private readonly secrets = new Set<string>();
  private known: Forms = { asTheyAre: [], broken: [] };

  constructor(secrets: Iterable<string> = []) {
    this.hide(secrets);
  }

  /** Adds secrets to mask from now on. */
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

  /** Whether there is nothing to hide. */
  get isEmpty(): boolean {
    return this.known.asTheyAre.length === 0 && this.known.broken.length === 0;
  }

  /** Masks a complete text. */
  mask(text: string): string {
    const stream = this.stream();
    return stream.take(text) + stream.end();
  }

  /** Returns a mask for text that arrives in pieces. */
  stream(): StreamMask {
    return new StreamMask(() => this.known);
  }
}
