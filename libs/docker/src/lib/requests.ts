import { join, relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ExecutorContext, TargetConfiguration } from '@nx/devkit';
import type { BuilderSource, BuildRequest, InputSource, Reports, RunRequest, SignRequest } from '@hypriotkit/component';
import {
  adviceOn,
  ConfigurationInvalid,
  configuredFiles,
  fieldEnvironment,
  fieldsOf,
  lockedOf,
  TemplateInvalid,
  type Configuration,
  type UserFile,
} from '@hypriotkit/config';
import { IN_IMAGE, PREBUILT_VARIABLE } from '@hypriotkit/contract';
import type { BuildExecutorOptions } from '../executors/build/schema';
import type { RunExecutorOptions } from '../executors/run/schema';
import type { SignExecutorOptions } from '../executors/sign/schema';
import { componentBuilder, resolveBase } from './builder-source';
import { BUILD_EXECUTOR } from './executors';
import { fieldValues } from './field-values';
import { checkInputs } from './inputs';
import { knownFile } from './known-file';
import { contractOf } from './official';
import { warnOfOldDebian } from './old-debian';
import { placesOf, signedFolder } from './places';
import type { Repositories } from './repositories';
import { builderOf } from './subject';
import { refuseReuse, resolveSettings } from './run-settings';
import { readSigningKey } from './signing-key';
import { sourceDateEpoch } from './source-date-epoch';
import type { Settings } from './settings';

/** Returns the request to build a component. */
export async function buildRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<BuildRequest> {
  const { component, configuration } = settings;
  const builder = await componentBuilder(component, settings.options, context, configuration, repositories);
  const { schema } = configuration;
  // `environment` in project.json overrides the variables that the schema declares for fields.
  const environment = { ...fieldEnvironment(schema, component), ...settings.options.environment };
  const { options, privileges, notPassed, official } = contractOf({ ...settings.options, environment }, builder.folder);
  const { artifacts, variables, timeoutSeconds } = options;
  // Builders of the official repositories do not take files.
  const files = official ? [] : configuredFiles(configuration, component, context.root);
  const request = runRequest({ ...settings, options }, builder, context);
  const fetchedImages = official ? [] : imagesIn(options.registryCredentials, request.fields, files);
  const warnings = [
    ...(official ? [...warnOfOldDebian(builder.folder), ...ineffective(configuration, component)] : []),
    ...adviceOn(configuration, component, official),
  ];
  return {
    ...request,
    ...forPeople(settings, context),
    prebuilt: prebuiltFolder(settings, context),
    files,
    fetchedImages,
    artifacts,
    variables,
    privileges,
    notPassed,
    warnings,
    lock: lockedOf(context.root, settings),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
}

/** Only in the orchestrator image, where Nx's cache keeps nothing. A board's artifacts have the names that all boards use. */
const prebuiltFolder = ({ board }: Settings, { root }: ExecutorContext): string | undefined =>
  root === IN_IMAGE.workspace && board === undefined ? process.env[PREBUILT_VARIABLE] : undefined;

/** In the orchestrator image, what was built goes on to the user's folder, and there is no Nx to go on with. */
function forPeople(settings: Settings, { root }: ExecutorContext): Pick<BuildRequest, 'place' | 'next'> {
  if (root === IN_IMAGE.workspace) return {};
  const folder = join(placesOf(settings, root).artifactsRoot, settings.component);
  const next = settings.options.next?.replaceAll('{project}', settings.project);
  return { place: relative(root, folder), ...(next && { next }) };
}

/** Returns a warning about fields that someone has set and that a builder of the official repositories does not read. */
function ineffective({ schema, components, layers }: Configuration, component: string): string[] {
  const [set, byDefault] = [components[component]!, layers[0]!.components[component]];
  const names = fieldsOf(schema)
    .filter((field) => field.component === component && !field.official)
    .map(({ field }) => field)
    .filter((field) => !isDeepStrictEqual(set[field], byDefault?.[field]));
  const verb = names.length === 1 ? 'has' : 'have';
  return names.length === 0
    ? []
    : [`${names.join(', ')} ${verb} no effect: the builder is of the kind of the official repositories`];
}

/** Returns the images in a field. Its other items are paths of files. */
function imagesIn(field: string | undefined, fields: Record<string, unknown>, files: UserFile[]): string[] {
  if (field === undefined) return [];
  if (!(field in fields)) throw new TemplateInvalid(`{${field}}`, field, Object.keys(fields));
  const items = [fields[field]].flat().map(String);
  return items.filter((item) => item !== '' && !files.some(({ path }) => path === item));
}

/** Returns the request to run a container whose image is built from one of the component's own folders. */
export async function ownImageRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<RunRequest & { reports?: Reports }> {
  const { project, target, given } = settings;
  const options = settings.options as Settings['options'] & RunExecutorOptions;
  const { reports, environmentOf, reuse } = options;
  const environment = { ...environmentOfTarget(environmentOf, project, context), ...options.environment };
  const source = await ownImage(settings, options, context, repositories);
  if (reuse) refuseReuse(options, given);
  const { values, files, keys } = await resolveSettings(options, given, context.root);
  const request = runRequest({ ...settings, options: { ...options, environment } }, source, context);
  const folder = join(placesOf(settings, context.root).reportsRoot, target);
  return {
    ...request,
    fields: { ...request.fields, ...values },
    files,
    signed: keys.map((key) => ({ ...key, folder: signedFolder(project, context.root) })),
    ...(reports && { reports: { folder, files: reports, reuse } }),
  };
}

/** Returns the request to sign what a component's build has made. */
export async function signRequest(
  settings: Settings,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<SignRequest> {
  const options = settings.options as Settings['options'] & SignExecutorOptions;
  return {
    ...runRequest(settings, await ownImage(settings, options, context, repositories), context),
    key: await readSigningKey(options.key, context.root),
    signedRoot: signedFolder(settings.project, context.root),
  };
}

/** The image of a target, which is built from a folder of the workspace. */
async function ownImage(
  { configuration }: Settings,
  { builder, image, base }: Pick<RunExecutorOptions, 'builder' | 'image' | 'base'>,
  context: ExecutorContext,
  repositories: Repositories,
): Promise<BuilderSource> {
  return {
    folder: join(context.root, builder),
    image,
    base: await resolveBase(base, context, configuration, repositories),
  };
}

/**
 * The environment of another target of the same project, if one is named.
 *
 * @throws ConfigurationInvalid if the project has no such target
 */
function environmentOfTarget(
  name: string | undefined,
  project: string,
  { projectsConfigurations }: ExecutorContext,
): BuildExecutorOptions['environment'] {
  if (name === undefined) return {};
  const { root, targets = {} } = projectsConfigurations.projects[project]!;
  const target = targets[name] as TargetConfiguration<BuildExecutorOptions> | undefined;
  if (target) return target.options?.environment;
  throw new ConfigurationInvalid(`${root}/project.json`, [`environmentOf: there is no target "${name}"`]);
}

function runRequest(settings: Settings, builder: BuilderSource, context: ExecutorContext): RunRequest {
  const { component, options, configuration, secrets } = settings;
  const { artifactsRoot, previousRoot } = placesOf(settings, context.root);
  return {
    component,
    builder,
    fields: fieldValues(settings),
    secrets,
    secretFields: secretFields(configuration, component),
    workspace: options.workspace ?? '/workspace',
    command: options.command,
    environment: options.environment ?? {},
    inputs: inputsOf(settings, context),
    files: [],
    limits: options.container,
    deviceNodes: options.deviceNodes,
    cache: options.cache ?? false,
    cacheName: ownerOf(builder, context) ?? component,
    artifactsRoot,
    previousRoot,
    sourceDateEpoch: sourceDateEpoch(),
    fresh: options.fresh ?? false,
  };
}

/** The project that a builder's folder belongs to. Forks that have the original's builder share what that one keeps. */
function ownerOf({ folder }: BuilderSource, { root, projectsConfigurations }: ExecutorContext): string | undefined {
  const owners = Object.entries(projectsConfigurations.projects).filter(([, { root: own }]) => own !== '.');
  return owners.find(([, { root: own }]) => folder.startsWith(join(root, own, sep)))?.[0];
}

function inputsOf({ component, options, project, target }: Settings, context: ExecutorContext): InputSource[] {
  const { executor } = context.projectsConfigurations.projects[project]!.targets![target]!;
  const checked = checkInputs(executor === BUILD_EXECUTOR ? component : '', options.inputs ?? [], context);
  return checked.map((input) => {
    const maker = builderOf(input, context.projectsConfigurations.projects);
    return {
      ...input,
      folder: join(placesOf(input, context.root).artifactsRoot, input.component),
      task: maker && `${maker.project}:${maker.target}`,
      file: knownFile(input, context.projectsConfigurations.projects),
    };
  });
}

/** Names of secret fields, as templates of a component may have them. */
const secretFields = ({ schema }: Configuration, component: string): string[] =>
  fieldsOf(schema)
    .filter(({ secret }) => secret)
    .flatMap((own) => [`${own.component}.${own.field}`, ...(own.component === component ? [own.field] : [])]);
