import type { ExecutorContext } from '@nx/devkit';
import { buildComponent, type BuildRequest } from '@hypriotkit/component';
import { loadConfiguration, withOverrides } from '@hypriotkit/config';
import { componentBuilder } from '../../lib/builder-source';
import { inEngine } from '../../lib/in-engine';
import { runRequest } from '../../lib/run-request';
import type { BuildOptions } from './schema';
import { properties } from './schema.json';

/** Makes one component: its artifacts in `dist/artifacts/<component>`, or its builder image alone. */
export default function build(options: BuildOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return inEngine(
    options,
    context,
    () => normalize(options, context),
    (request, tools) => buildComponent(request, tools),
  );
}

function normalize(options: BuildOptions, context: ExecutorContext): BuildRequest {
  const component = context.projectName!;
  const configuration = withOverrides(loadConfiguration(context.root), component, overrides(options));
  const builder = componentBuilder(component, options.base, context, configuration);
  return { ...runRequest(context, options, configuration, builder), artifacts: options.artifacts };
}

/** Options that are none of the executor's: fields of the component, from the command line or a named configuration. */
function overrides(options: BuildOptions): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !(name in properties)));
}
