import { basename } from 'node:path';
import type { CreateNodesContext, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import {
  ConfigurationInvalid,
  configurationFiles,
  FIELDS_FILE,
  shortName,
  type Configuration,
} from '@hypriotkit/config';
import { isRepository } from '@hypriotkit/repository';
import { CONFIG_EXECUTOR } from '../lib/executors';
import { builderFolders } from './builder-folders';
import { namedFiles } from './named-files';
import { fieldsVariable, UNSEEN_VARIABLE } from './unseen';

type Options = Record<string, unknown>;

/** A target in which objects are where they should be. The build reports anything malformed. */
interface Readable {
  options: Options;
  configurations: Record<string, Options>;
}

const objectOf = (value: unknown): Options => (typeof value === 'object' && value !== null ? (value as Options) : {});

function readable({ options, configurations }: TargetConfiguration): Readable {
  const named = Object.entries(objectOf(configurations)).map(([name, own]) => [name, objectOf(own)] as const);
  return { options: objectOf(options), configurations: Object.fromEntries(named) };
}

/**
 * Returns the inferred part of a component's project. Anything that project.json says overrides it.
 *
 * @throws ConfigurationInvalid where Nx's own error would be incomprehensible
 */
export function inferComponent(
  project: ProjectConfiguration,
  configuration: Configuration | undefined,
  context: CreateNodesContext,
): Omit<ProjectConfiguration, 'root'> {
  const component = project.name ?? basename(project.root);
  const build = readable(project.targets!['build']!);
  refuseUnreadable(project, build);
  const repo = configuration?.components[component]?.['repo'] as string | undefined;
  const files = configuration && namedFiles(component, build, configuration, context.workspaceRoot);
  return {
    implicitDependencies: readComponents(component, build.options),
    targets: {
      build: {
        cache: !namesRevision(repo, build) && !files?.hasUnseen,
        dependsOn: ['^build'],
        outputs: ['{workspaceRoot}/dist/artifacts/{projectName}'],
        inputs: [
          ...filesOf(builderFolders(repo, build, context.workspaceRoot)),
          ...(files?.inputs ?? []),
          `{projectRoot}/${FIELDS_FILE}`,
          ...toolInputs(context),
          ...configurationInputs(component, context.workspaceRoot),
          { env: 'SOURCE_DATE_EPOCH' },
          // Inputs are compared by checksum. A dependency that was rebuilt with the same result causes no rebuild.
          { dependentTasksOutputFiles: '**/*.sha256' },
        ],
        metadata: { description: project.metadata?.description },
      },
      config: {
        executor: CONFIG_EXECUTOR,
        // Whole files, because `nx affected` of Nx 23 does not look into files.
        inputs: configurationFilesIn(context.workspaceRoot).map((file) => `{workspaceRoot}/${file}`),
        configurations: Object.fromEntries(Object.keys(build.configurations).map((name) => [name, {}])),
        metadata: { description: 'Prints the resolved configuration, and where each value comes from' },
      },
    },
  };
}

/** Refuses what neither Nx nor its check of options can handle. */
function refuseUnreadable({ root }: ProjectConfiguration, { options, configurations }: Readable): void {
  const problems = [options, ...Object.values(configurations)].flatMap((own) => [
    ...['artifacts', 'inputs'].flatMap((list) =>
      [own[list]].flat().flatMap((item, index) => (item === null ? [`${list}/${index}: must be an object`] : [])),
    ),
    // Nx uses project names as keys of plain objects, which have keys such as `constructor` already.
    ...readComponents('', own)
      .filter((name) => name in {})
      .map((name) => `a component cannot be named "${name}"`),
  ]);
  if (problems.length > 0) throw new ConfigurationInvalid(`${root}/project.json (target "build")`, problems);
}

const filesOf = (folders: string[]): string[] => folders.map((folder) => `{workspaceRoot}/${folder}/**/*`);

/** Whether project.json itself names a branch or a repository. The commit of such a reference is not looked up here. */
function namesRevision(configured: string | undefined, { options, configurations }: Readable): boolean {
  const names = ({ branch, repo = branch ? configured : undefined }: Options) =>
    typeof repo === 'string' && isRepository(repo);
  return [options, ...Object.values(configurations)].some(names);
}

/** The components whose builder image or artifacts this one reads. */
function readComponents(component: string, { base, inputs }: Options): string[] {
  const read = [base, ...[inputs].flat()].map((one) => objectOf(one)['component']);
  return [...new Set(read)].filter((name): name is string => typeof name === 'string' && name !== component);
}

/** Inputs for the build tool: the named input `tooling` if the workspace has it, otherwise the package. */
function toolInputs({ nxJsonConfiguration }: CreateNodesContext): NonNullable<TargetConfiguration['inputs']> {
  return 'tooling' in (nxJsonConfiguration.namedInputs ?? {})
    ? ['tooling']
    : [{ externalDependencies: ['@hypriotkit/docker'] }];
}

/**
 * Inputs for the component's own fields in both files. `nx affected` compares the files; the variables tell the cache
 * what Nx does not see in them.
 */
function configurationInputs(component: string, workspaceRoot: string): NonNullable<TargetConfiguration['inputs']> {
  return [
    ...configurationFilesIn(workspaceRoot).map((file) => ({ json: `{workspaceRoot}/${file}`, fields: [component] })),
    { env: fieldsVariable(component) },
    { env: UNSEEN_VARIABLE },
  ];
}

/** The files of the configuration that Nx can see. */
function configurationFilesIn(workspaceRoot: string): string[] {
  const { defaults, user } = configurationFiles(workspaceRoot);
  return [defaults, user].map((file) => shortName(workspaceRoot, file)).filter((file) => !file.startsWith('/'));
}
