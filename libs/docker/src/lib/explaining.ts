import { describeError } from '@hypriotkit/core';
import type { Tree } from '@nx/devkit';

/**
 * Does something whose errors Nx shows itself: of those it takes the message alone, so that they bring their hint and
 * their code in it.
 */
export async function explaining<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeError(error, { how: '--verbose' }), { cause: error });
  }
}

type Generator<Options, Result> = (tree: Tree, options: Options) => Promise<Result>;

/** A generator whose errors say what to do next. */
export const explained =
  <Options, Result>(generator: Generator<Options, Result>): Generator<Options, Result> =>
  (tree, options) =>
    explaining(() => generator(tree, options));
