import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { check } from '@hypriotkit/config';
import buildSchema from '../executors/build/schema.json';
import runSchema from '../executors/run/schema.json';
import { BUILD_EXECUTOR, RUN_EXECUTOR } from './executors';

/** Only the parts that are JSON Schema. */
const SCHEMAS = Object.fromEntries(
  Object.entries({ [BUILD_EXECUTOR]: buildSchema, [RUN_EXECUTOR]: runSchema }).map(([executor, schema]) => {
    const { type, properties, required, definitions = {} } = schema as typeof buildSchema;
    return [executor, { type, properties, required, definitions }];
  }),
);

type Options = Record<string, unknown>;

/**
 * Checks the options of one of this plugin's targets, including those of a named configuration. Nx checks only the
 * target that it runs; this plugin also reads others.
 *
 * @throws ConfigurationInvalid
 */
export function checkOptions(project: ProjectConfiguration, targetName: string, named = ''): void {
  const target = (project.targets?.[targetName] ?? {}) as TargetConfiguration<Options>;
  const schema = SCHEMAS[target.executor ?? ''];
  if (!schema) return;
  const over = target.configurations?.[named] as Options | null | undefined;
  check(`${project.root}/project.json (target "${targetName}")`, { ...target.options, ...over }, schema);
}
