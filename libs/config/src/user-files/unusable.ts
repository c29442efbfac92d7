import { FilesUnusable, FileUnusable } from '../errors';

type Unusable = FileUnusable | FilesUnusable;

/**
 * Does work for all items, so that whoever corrects files learns of all that are wrong at once.
 *
 * @returns what the work returned
 * @throws FileUnusable, FilesUnusable
 */
export function withAllUnusable<T, R>(items: readonly T[], work: (item: T, index: number) => R): R[] {
  const found: Unusable[] = [];
  const results = items.flatMap((item, index) => {
    try {
      return [work(item, index)];
    } catch (error) {
      if (!isUnusable(error)) throw error;
      found.push(error);
      return [];
    }
  });
  throwUnusable(found);
  return results;
}

/**
 * Throws what was found, each once: a single error as it is, several together.
 *
 * @throws FileUnusable, FilesUnusable
 */
export function throwUnusable(found: Unusable[]): void {
  const all = found.flatMap((error) => (error instanceof FilesUnusable ? error.errors : [error]));
  const errors = [...new Map(all.map((error) => [`${error.component}: ${error.message}`, error])).values()];
  if (errors.length > 1) throw new FilesUnusable(errors);
  if (errors[0]) throw errors[0];
}

export const isUnusable = (error: unknown): error is Unusable =>
  error instanceof FileUnusable || error instanceof FilesUnusable;
