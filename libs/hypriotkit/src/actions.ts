import type { Argument, Option } from 'commander';
import { build } from './actions/build';
import { cache } from './actions/cache';
import { clean } from './actions/clean';
import { upgrade } from './actions/upgrade';
import { cacheOptions, cacheTask, type Given } from './options';
import { plainOutput } from './output';
import { working } from './working';

/** How the program knows an action. */
export interface Described {
  description: string;
  run: (given: Given) => Promise<void>;
  /** What only this one takes. */
  argument?: () => Argument;
  options?: () => Option[];
}

/** What the program does, most of it by the names that it has always had. */
export const actions = {
  build: { description: 'build the artifacts', run: working(build) },
  clean: { description: 'delete the volume, if it is a named one', run: working(clean) },
  cache: {
    description: 'list or clean what is kept so that it need not be made again',
    run: working(cache, plainOutput),
    argument: cacheTask,
    options: cacheOptions,
  },
  upgrade: { description: 'pull the latest build image from its registry', run: working(upgrade) },
} satisfies Record<string, Described>;

export type Action = keyof typeof actions;
