import type { Tree } from '@nx/devkit';
import { chooseBase } from '../../component/lib/base';
import { skeleton } from '../../component/lib/skeleton';
import type { BuildExecutorOptions } from '../../../executors/build/schema';
import type { Json } from '../../lib/json';
import type { NewComponent } from '../../lib/new-component';
import { checkVariable } from '../../lib/variables';
import type { Configs } from '../../lib/read-configs';
import { withNewNames } from './with-new-names';

const OF_EVERY_SKELETON = ['image', 'repo', 'branch', 'commit', 'version'];

/**
 * A new component for a name in configs.json that neither the workspace nor the preset has. Its builder gets each field
 * as an environment variable of the same name in capitals. No builder is written if `repo` names one elsewhere.
 */
export function unknownComponent(
  tree: Tree,
  component: string,
  { components }: Configs,
  names: Map<string, string>,
): NewComponent {
  const name = names.get(component) ?? component;
  const fields = components[component]!;
  const base = withNewNames(chooseBase(tree, undefined, name), names);
  const made = skeleton({ name, description: `Component ${name}`, root: `components/${name}`, base });
  const properties = made.schema['properties'] as Json;
  for (const field of Object.keys(fields).filter((field) => !OF_EVERY_SKELETON.includes(field))) {
    const description = `${field} of ${name}.`;
    const environment = field.toUpperCase();
    checkVariable(environment);
    properties[field] = { ...typeOf(fields[field]), description, environment };
  }
  if (!('repo' in fields)) return made;
  // Nobody knows what a builder from elsewhere needs: it has what the engine gives to every container.
  delete (made.project.targets!['build']!.options as Partial<BuildExecutorOptions>).container;
  return { ...made, files: [] };
}

function typeOf(value: unknown): Json {
  if (Array.isArray(value)) {
    return { type: 'array', items: { type: value.every((item) => typeof item === 'object') ? 'object' : 'string' } };
  }
  return { type: typeof value };
}
