import type { CreateNodesContext, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { CHECKSUMS, MANIFEST } from '@hypriotkit/artifacts';
import {
  configurationFiles,
  FIELDS_FILE,
  fieldsOf,
  LOCK_FILE,
  originalOf,
  placeInLock,
  shortName,
  sourcesOf,
  type Configuration,
} from '@hypriotkit/config';
import { isRepository } from '@hypriotkit/repository';
import { subjectName, type Subject } from '../lib/subject';
import { behindLinks } from './behind-links';
import { builderFolders } from './builder-folders';
import { foreignFields, nameOfField, type ForeignField } from './foreign-fields';
import { namedFiles } from './named-files';
import { buildOf, readComponents, type Readable } from './project';
import { fieldsVariable, UNSEEN_VARIABLE } from '../lib/hash-variables';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** What a board changes of a component. */
export interface BoardsOwn {
  board: string;
  /** The board's file, relative to the workspace. */
  file: string;
  /** Fields that the board sets, as `component.field`, so that the workspace's values have no effect. */
  fields: string[];
}

/** Returns the inferred part of a target that builds a component, for the workspace or for a board. */
export function buildTarget(
  component: string,
  project: ProjectConfiguration,
  configuration: Configuration | undefined,
  context: CreateNodesContext,
  own?: BoardsOwn,
): Pick<TargetConfiguration, 'cache' | 'inputs'> {
  const build = buildOf(project);
  const repo = configuration?.components[component]?.['repo'] as string | undefined;
  const files = configuration ? namedFiles(component, build, configuration, context.workspaceRoot) : [];
  const root = own ? `{workspaceRoot}/${project.root}` : '{projectRoot}';
  return {
    cache: !namesRevision(repo, build),
    inputs: [
      ...filesOf(builderFolders(repo, build, context.workspaceRoot)),
      ...files,
      `${root}/${FIELDS_FILE}`,
      ...toolInputs(context),
      ...configurationInputs({ component, board: own?.board }, build, configuration, context.workspaceRoot, own),
      { env: 'SOURCE_DATE_EPOCH' },
      // What is fetched, as long as the lock says it.
      { json: `{workspaceRoot}/${LOCK_FILE}`, fields: [placeInLock({ component, board: own?.board })] },
      // Artifacts are compared by role and checksum. A dependency that was rebuilt with the same result causes no rebuild.
      { dependentTasksOutputFiles: `**/${CHECKSUMS}` },
      // Its manifest says what image a base is.
      ...basesOf(build).map((base) => ({ dependentTasksOutputFiles: `**/${base}/${MANIFEST}` })),
    ],
  };
}

const filesOf = (folders: string[]): string[] => folders.map((folder) => `{workspaceRoot}/${folder}/**/*`);

/** The components that the builder image may be based on. */
function basesOf({ options, configurations }: Readable): string[] {
  const bases = [options, ...Object.values(configurations)].flatMap(({ base }) => readComponents('', { base }));
  return [...new Set(bases)];
}

/** Whether project.json itself names a branch or a repository. The commit of such a reference is not looked up here. */
function namesRevision(configured: string | undefined, { options, configurations }: Readable): boolean {
  const names = ({ branch, repo = branch ? configured : undefined }: Record<string, unknown>) =>
    typeof repo === 'string' && isRepository(repo);
  return [options, ...Object.values(configurations)].some(names);
}

/** Inputs for the build tool: the named input `tooling` if the workspace has it, otherwise the package. */
function toolInputs({ nxJsonConfiguration }: CreateNodesContext): Inputs {
  return 'tooling' in (nxJsonConfiguration.namedInputs ?? {})
    ? ['tooling']
    : [{ externalDependencies: ['@hypriotkit/docker'] }];
}

/**
 * Inputs for the component's own fields, and those of others that its build names, in all files. `nx affected` compares the
 * files; the variables tell the cache what Nx does not see in them.
 */
function configurationInputs(
  subject: Subject,
  build: Readable,
  configuration: Configuration | undefined,
  workspaceRoot: string,
  own?: BoardsOwn,
): Inputs {
  const { component } = subject;
  const schema = configuration?.schema ?? {};
  const withSources = (fields: ForeignField[]) =>
    configuration
      ? fields.flatMap((one) => sourcesOf(configuration, one.component, one.field))
      : fields.map(nameOfField);
  const foreign = withSources(foreignFields(component, build, schema));
  const all = fieldsOf(schema).filter((field) => field.component === component);
  const isFork = originalOf(schema, component) !== undefined;
  // Without a schema, the fields are unknown.
  const inOneFile = isFork && all.length > 0 ? withSources(all) : [component];
  const named = own && all.length > 0 ? withSources(all) : inOneFile;
  const fields = [...named, ...foreign].filter((name) => !own?.fields.includes(name));
  const ofWorkspace = configurationFilesIn(workspaceRoot).map((file) => ({ json: `{workspaceRoot}/${file}`, fields }));
  return [
    ...(fields.length > 0 ? ofWorkspace : []),
    ...(own ? [{ json: `{workspaceRoot}/${own.file}`, fields: [...inOneFile, ...foreign] }] : []),
    { env: fieldsVariable(subjectName(subject)) },
    { env: UNSEEN_VARIABLE },
  ];
}

/** The files of the configuration that Nx can see. */
export function configurationFilesIn(workspaceRoot: string): string[] {
  const { defaults, user } = configurationFiles(workspaceRoot);
  return [defaults, user]
    .map((file) => shortName(workspaceRoot, file))
    .filter((file) => !file.startsWith('/'))
    .map((file) => behindLinks(file, workspaceRoot));
}
