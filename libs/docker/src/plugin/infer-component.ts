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

/** A target with objects where objects belong: what is wrong with it is for the build to tell. */
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
 * Whatever project.json says of these goes before what is inferred.
 *
 * @throws ConfigurationInvalid where Nx would fail with words that nobody understands
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
          // What others made counts by its checksums: who comes out the same makes nobody build again.
          { dependentTasksOutputFiles: '**/*.sha256' },
        ],
        metadata: { description: project.metadata?.description },
      },
      config: {
        executor: CONFIG_EXECUTOR,
        // The files as a whole: by these Nx 23, which looks into no file, finds that a component may be affected.
        inputs: configurationFilesIn(context.workspaceRoot).map((file) => `{workspaceRoot}/${file}`),
        configurations: Object.fromEntries(Object.keys(build.configurations).map((name) => [name, {}])),
        metadata: { description: 'Prints the resolved configuration, and where each value comes from' },
      },
    },
  };
}

/** What neither Nx nor its check of options is prepared for. */
function refuseUnreadable({ root }: ProjectConfiguration, { options, configurations }: Readable): void {
  const problems = [options, ...Object.values(configurations)].flatMap((own) => [
    ...['artifacts', 'inputs'].flatMap((list) =>
      [own[list]].flat().flatMap((item, index) => (item === null ? [`${list}/${index}: must be an object`] : [])),
    ),
    // Nx keeps projects by their names in plain objects.
    ...readComponents('', own)
      .filter((name) => name in {})
      .map((name) => `there cannot be a component "${name}"`),
  ]);
  if (problems.length > 0) throw new ConfigurationInvalid(`${root}/project.json (target "build")`, problems);
}

const filesOf = (folders: string[]): string[] => folders.map((folder) => `{workspaceRoot}/${folder}/**/*`);

/** Whether project.json itself says which state of a git repository is built: nobody asks here whether that has moved. */
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

/** The program that builds: its sources where the workspace has them and names them so, else the package. */
function toolInputs({ nxJsonConfiguration }: CreateNodesContext): NonNullable<TargetConfiguration['inputs']> {
  return 'tooling' in (nxJsonConfiguration.namedInputs ?? {})
    ? ['tooling']
    : [{ externalDependencies: ['@hypriotkit/docker'] }];
}

/**
 * The component's own fields of both files, and no other's. `nx affected` looks into the files; the variables tell the
 * cache of what Nx does not see in them.
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
