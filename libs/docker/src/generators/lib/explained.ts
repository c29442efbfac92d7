import type { GeneratorCallback, Tree } from '@nx/devkit';
import { describeError, HypriotkitError } from '@hypriotkit/core';

type Generator<Options> = (tree: Tree, options: Options) => Promise<GeneratorCallback>;

/** Nx shows the message of an error alone; here ours bring their hint and code in it. */
export function explained<Options>(generator: Generator<Options>): Generator<Options> {
  return async (tree, options) => {
    try {
      return await generator(tree, options);
    } catch (error) {
      if (error instanceof HypriotkitError) throw new Error(describeError(error), { cause: error });
      throw error;
    }
  };
}
