import type { GeneratorCallback, Tree } from '@nx/devkit';
import { explaining } from '../../lib/explaining';

type Generator<Options> = (tree: Tree, options: Options) => Promise<GeneratorCallback>;

/** A generator whose errors say what to do next. */
export const explained =
  <Options>(generator: Generator<Options>): Generator<Options> =>
  (tree, options) =>
    explaining(() => generator(tree, options));
