import { build } from './actions/build';
import { clean } from './actions/clean';
import { upgrade } from './actions/upgrade';
import { working } from './working';

/** What the program does, by the names that it has always had. */
export const actions = {
  build: { description: 'build the artifacts', run: working(build) },
  clean: { description: 'delete the volume, if it is a named one', run: working(clean) },
  upgrade: { description: 'pull the latest build image from its registry', run: working(upgrade) },
};

export type Action = keyof typeof actions;
