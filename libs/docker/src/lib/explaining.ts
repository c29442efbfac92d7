import { describeError } from '@hypriotkit/core';
import type { Tree } from '@nx/devkit';

/** Runs work whose errors Nx shows. Nx shows only the message, so the hint and the code are added to it. */
export async function explaining<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeError(error, { how: '--verbose' }), { cause: error });
  }
}

type Generator<Options, Result> = (tree: Tree, options: Options) => Promise<Result>;

/** Wraps a generator so that its errors include hint and code. */
export const explained =
  <Options, Result>(generator: Generator<Options, Result>): Generator<Options, Result> =>
  (tree, options) =>
    explaining(() => generator(tree, options));
