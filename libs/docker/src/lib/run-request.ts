import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import type { BuilderSource, RunRequest } from '@hypriotkit/component';
import { secretsOf, type Configuration } from '@hypriotkit/config';
import type { ContainerOptions } from './container-options';

/** What stands for every time in the artifacts, unless SOURCE_DATE_EPOCH is set: 2026-01-01T00:00:00Z. */
const DEFAULT_SOURCE_DATE_EPOCH = 1767225600;

/** The part of a request that all executors have in common. */
export function runRequest(
  context: ExecutorContext,
  options: ContainerOptions,
  configuration: Configuration,
  builder: BuilderSource,
): RunRequest {
  const component = context.projectName!;
  return {
    component,
    builder,
    fields: { ...fieldsOfAll(configuration), ...configuration.components[component] },
    secrets: secretsOf(configuration),
    workspace: options.workspace ?? '/workspace',
    command: options.command,
    environment: options.environment ?? {},
    inputs: options.inputs ?? [],
    cache: options.cache ?? false,
    artifactsRoot: join(context.root, 'dist', 'artifacts'),
    sourceDateEpoch: Number(process.env['SOURCE_DATE_EPOCH'] || DEFAULT_SOURCE_DATE_EPOCH),
    fresh: options.fresh ?? false,
  };
}

/** Fields of every component as `component.field`. */
function fieldsOfAll({ components }: Configuration): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(components).flatMap(([component, fields]) =>
      Object.entries(fields).map(([field, value]) => [`${component}.${field}`, value]),
    ),
  );
}
