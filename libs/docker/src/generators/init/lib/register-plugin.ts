import { readNxJson, updateNxJson, type Tree } from '@nx/devkit';

/** The plugin infers what the targets of components read, from their project.json and their configuration. */
const PLUGIN = '@hypriotkit/docker';

/** Enters the plugin in nx.json. An nx.json that has it is not even formatted anew. */
export function registerPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const plugins = nxJson.plugins ?? [];
  const known = plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === PLUGIN);
  if (!known) updateNxJson(tree, { ...nxJson, plugins: [...plugins, PLUGIN] });
}
