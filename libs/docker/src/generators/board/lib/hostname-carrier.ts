import type { Tree } from '@nx/devkit';
import { fieldsOf } from '@hypriotkit/config';
import { composedSchema } from '../../lib/configuration-entry';
import type { Configs } from '../../lib/read-configs';

const USUAL = 'root_fs';

/** Returns the component whose field `hostname` names a board: one that the configs.json has, or the usual one. */
export function hostnameCarrier(tree: Tree, configs: Configs | undefined): string | undefined {
  const carriers = fieldsOf(composedSchema(tree))
    .filter(({ field }) => field === 'hostname')
    .map(({ component }) => component);
  const isListed = (component: string) => component in (configs?.components ?? {});
  return carriers.find(isListed) ?? carriers.find((component) => component === USUAL) ?? carriers[0];
}
