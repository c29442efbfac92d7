import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { check, ConfigurationInvalid } from '@hypriotkit/config';
import buildSchema from '../executors/build/schema.json';
import runSchema from '../executors/run/schema.json';
import signSchema from '../executors/sign/schema.json';
import { BUILD_EXECUTOR, RUN_EXECUTOR, SIGN_EXECUTOR } from './executors';

/** Only the parts that are JSON Schema. */
const SCHEMAS = Object.fromEntries(
  Object.entries({ [BUILD_EXECUTOR]: buildSchema, [RUN_EXECUTOR]: runSchema, [SIGN_EXECUTOR]: signSchema }).map(
    ([executor, schema]) => {
      const { type, properties, required, definitions = {} } = schema as typeof buildSchema;
      return [executor, { type, properties, required, definitions }];
    },
  ),
);

type Options = Record<string, unknown> & { settings?: object };

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
  const file = `${project.root}/project.json (target "${targetName}")`;
  const options = { ...target.options, ...over };
  check(file, options, schema);
  if (target.executor === RUN_EXECUTOR) refuseTaken(file, Object.keys(options.settings ?? {}));
}

/** The value of a setting that has the name of an option would never reach the container. */
function refuseTaken(file: string, settings: string[]): void {
  const taken = settings.filter((name) => name in runSchema.properties);
  const problems = taken.map((name) => `settings.${name}: the executor has an option of that name`);
  if (problems.length > 0) throw new ConfigurationInvalid(file, problems);
}
