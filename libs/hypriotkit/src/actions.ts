import type { Argument, Option } from 'commander';
import { build } from './actions/build';
import { cache } from './actions/cache';
import { clean } from './actions/clean';
import { flash } from './actions/flash';
import { imager } from './actions/imager';
import { upgrade } from './actions/upgrade';
import { flashOptions, flashPlace, imagePlace, imagerOptions } from './flash-options';
import { buildOptions, cacheOptions, cacheTask, wrongForBuild, wrongForCache, type Given } from './options';
import { plainOutput } from './output';
import { transferOutput } from './transfer-output';
import { working } from './working';

/** An action as the program defines it. */
export interface Described {
  description: string;
  run: (given: Given) => Promise<void>;
  /** An argument that only this action takes. */
  argument?: () => Argument;
  options?: () => Option[];
  /** Says what is wrong with options that are right one by one. */
  wrong?: (given: Given) => string | undefined;
}

/** The actions of the program. Most names are those of earlier versions. */
export const actions = {
  build: { description: 'build the artifacts', run: working(build), options: buildOptions, wrong: wrongForBuild },
  clean: { description: 'delete the named volume', run: working(clean) },
  cache: {
    description: 'list or delete finished builds that are kept for reuse',
    run: working(cache, plainOutput),
    argument: cacheTask,
    options: cacheOptions,
    wrong: wrongForCache,
  },
  flash: {
    description: 'write an image to a card, with settings for its first boot',
    run: working(flash, transferOutput, 'info'),
    argument: flashPlace,
    options: flashOptions,
  },
  imager: {
    description: 'describe an image for Raspberry Pi Imager, which then offers its settings',
    run: working(imager, plainOutput),
    argument: imagePlace,
    options: imagerOptions,
  },
  upgrade: { description: 'pull the latest orchestrator image from its registry', run: working(upgrade) },
} satisfies Record<string, Described>;

export type Action = keyof typeof actions;
