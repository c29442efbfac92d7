import type { CreateNodesContext, ProjectConfiguration } from '@nx/devkit';
import { ConfigurationInvalid, isTooDeep, TOO_DEEP, type Configuration } from '@hypriotkit/config';
import { CONFIG_EXECUTOR, LOCK_EXECUTOR, REPRODUCE_EXECUTOR, UPDATE_LOCK_EXECUTOR } from '../lib/executors';
import { buildTarget, configurationFilesIn } from './build-target';
import { buildOf, makesArtifacts, nameOf, readComponents, type Readable } from './project';

/**
 * Returns the inferred part of a component's project. Anything that project.json says overrides it.
 *
 * @param existing Names of components and boards. Nx would refuse a dependency on any other without naming the file; the
 *   build says where the name comes from.
 * @throws ConfigurationInvalid where Nx's own error would be incomprehensible
 */
export function inferComponent(
  project: ProjectConfiguration,
  existing: ReadonlySet<string>,
  configuration: Configuration | undefined,
  context: CreateNodesContext,
): Omit<ProjectConfiguration, 'root'> {
  const component = nameOf(project);
  const build = buildOf(project);
  refuseUnreadable(project, build);
  const configurations = Object.fromEntries(Object.keys(build.configurations).map((name) => [name, {}]));
  return {
    implicitDependencies: readComponents(component, build.options).filter((name) => existing.has(name)),
    targets: {
      build: {
        ...buildTarget(component, project, configuration, context),
        dependsOn: ['^build'],
        outputs: ['{workspaceRoot}/dist/artifacts/{projectName}'],
        metadata: { description: project.metadata?.description },
      },
      ...(makesArtifacts(build) && {
        reproduce: {
          executor: REPRODUCE_EXECUTOR,
          // Its inputs are made as for the build; what it makes itself comes from no cache.
          dependsOn: ['^build'],
          cache: false,
          configurations,
          metadata: { description: 'Builds it twice under different conditions, and compares' },
        },
        lock: {
          executor: LOCK_EXECUTOR,
          dependsOn: ['build'],
          cache: false,
          configurations,
          metadata: { description: 'Writes what the build fetched into hypriotkit.lock.json' },
        },
        'update-lock': {
          executor: UPDATE_LOCK_EXECUTOR,
          dependsOn: ['^build'],
          cache: false,
          configurations,
          metadata: { description: 'Builds it from what there is now, and writes that into hypriotkit.lock.json' },
        },
      }),
      config: {
        executor: CONFIG_EXECUTOR,
        // Whole files, because `nx affected` of Nx 23 does not look into files.
        inputs: configurationFilesIn(context.workspaceRoot).map((file) => `{workspaceRoot}/${file}`),
        configurations,
        metadata: { description: 'Prints the resolved configuration, and where each value comes from' },
      },
    },
  };
}

/** Refuses what neither Nx nor its check of options can handle. */
function refuseUnreadable({ root }: ProjectConfiguration, { options, configurations }: Readable): void {
  const file = `${root}/project.json (target "build")`;
  if (isTooDeep({ options, configurations })) throw new ConfigurationInvalid(file, [TOO_DEEP]);
  const problems = [options, ...Object.values(configurations)].flatMap((own) => [
    ...['artifacts', 'inputs'].flatMap((list) =>
      [own[list]].flat().flatMap((item, index) => (item === null ? [`${list}/${index}: must be an object`] : [])),
    ),
    // Nx uses project names as keys of plain objects, which have keys such as `constructor` already.
    ...readComponents('', own)
      .filter((name) => name in {})
      .map((name) => `a component cannot be named "${name}"`),
  ]);
  if (problems.length > 0) throw new ConfigurationInvalid(file, problems);
}
