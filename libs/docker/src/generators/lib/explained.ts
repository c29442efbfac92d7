import type { Tree } from '@nx/devkit';
import { explaining } from '../../lib/explaining';

type Generator<Options, Result> = (tree: Tree, options: Options) => Promise<Result>;

/** A generator whose errors say what to do next. */
export const explained =
  <Options, Result>(generator: Generator<Options, Result>): Generator<Options, Result> =>
  (tree, options) =>
    explaining(() => generator(tree, options));
