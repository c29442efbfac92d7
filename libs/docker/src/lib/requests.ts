import { join } from 'node:path';
import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { BuilderSource, BuildRequest, Reports, RunRequest } from '@hypriotkit/component';
import {
  ConfigurationInvalid,
  fieldEnvironment,
  TemplateInvalid,
  userFiles,
  type Configuration,
  type UserFile,
} from '@hypriotkit/config';
import type { BuildExecutorOptions } from '../executors/build/schema';
import type { RunExecutorOptions } from '../executors/run/schema';
import { componentBuilder, resolveBase } from './builder-source';
import { checkInputs } from './inputs';
import { contractOf } from './official';
import type { Repositories } from './repositories';
import { resolveSettings } from './run-settings';
import { sourceDateEpoch } from './source-date-epoch';
import type { Settings } from './settings';

/** The making of a component. */
export async function buildRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<BuildRequest> {
  const { component, configuration } = settings;
  const builder = await componentBuilder(component, settings.options.base, context, configuration, repositories);
  const { schema, components } = configuration;
  // What project.json says goes before what the fields say of themselves.
  const environment = { ...fieldEnvironment(schema, component), ...settings.options.environment };
  const { options, privileges, official } = contractOf({ ...settings.options, environment }, builder.folder);
  const { artifacts, variables } = options;
  // Those of the official repositories know of no files.
  const files = official ? [] : userFiles(schema, component, components[component]!, context.root);
  const request = runRequest({ ...settings, options }, builder, context);
  const fetchedImages = official ? [] : imagesIn(options.registryCredentials, request.fields, files);
  return { ...request, files, fetchedImages, artifacts, variables, privileges };
}

/** The images that a field names, whose other items are files. */
function imagesIn(field: string | undefined, fields: Record<string, unknown>, files: UserFile[]): string[] {
  if (field === undefined) return [];
  if (!(field in fields)) throw new TemplateInvalid(`{${field}}`, field, Object.keys(fields));
  const items = [fields[field]].flat().map(String);
  return items.filter((item) => item !== '' && !files.some(({ path }) => path === item));
}

/** The run of a container whose image is made from a folder of the component's own. */
export async function ownImageRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<RunRequest & { reports?: Reports }> {
  const { component, target, given } = settings;
  const options = settings.options as Settings['options'] & RunExecutorOptions;
  const { builder, image, base, reports, environmentOf } = options;
  const environment = { ...environmentOfTarget(environmentOf, component, context), ...options.environment };
  const source = {
    folder: join(context.root, builder),
    image,
    base: await resolveBase(base, context, settings.configuration, repositories),
  };
  const { values, files } = await resolveSettings(options, given, context.root);
  const request = runRequest({ ...settings, options: { ...options, environment } }, source, context);
  const folder = join(context.root, 'dist', 'reports', component, target);
  return {
    ...request,
    fields: { ...request.fields, ...values },
    files,
    ...(reports && { reports: { folder, files: reports } }),
  };
}

/** What a sibling of a target has in its environment, where one is named. @throws ConfigurationInvalid when there is none */
function environmentOfTarget(
  name: string | undefined,
  component: string,
  { projectsConfigurations }: ExecutorContext,
): BuildExecutorOptions['environment'] {
  if (name === undefined) return {};
  const { root, targets = {} } = projectsConfigurations.projects[component]!;
  const target = targets[name] as TargetConfiguration<BuildExecutorOptions> | undefined;
  if (target) return target.options?.environment;
  throw new ConfigurationInvalid(`${root}/project.json`, [`environmentOf: there is no target "${name}"`]);
}

function runRequest(settings: Settings, builder: BuilderSource, context: ExecutorContext): RunRequest {
  const { component, options, configuration, secrets } = settings;
  return {
    component,
    builder,
    fields: { ...fieldsOfAll(configuration), ...configuration.components[component] },
    secrets,
    workspace: options.workspace ?? '/workspace',
    command: options.command,
    environment: options.environment ?? {},
    inputs: checkInputs(settings.target === 'build' ? component : '', options.inputs ?? [], context),
    files: [],
    cache: options.cache ?? false,
    artifactsRoot: join(context.root, 'dist', 'artifacts'),
    sourceDateEpoch: sourceDateEpoch(),
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
