import type { CreateNodesContext, ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { BOARD_FILE, BOARDS_FOLDER, type Configuration } from '@hypriotkit/config';
import {
  BUILD_EXECUTOR,
  CONFIG_EXECUTOR,
  IMAGE_EXECUTORS,
  LOCK_EXECUTOR,
  REPRODUCE_EXECUTOR,
  RUN_EXECUTOR,
  SIGN_EXECUTOR,
  UPDATE_LOCK_EXECUTOR,
} from '../lib/executors';
import { behindLinks } from './behind-links';
import { fieldsOfBoard, partsOf, readsOf, type BoardParts, type Components } from './board-parts';
import { buildTarget, configurationFilesIn } from './build-target';
import { buildOf, makesArtifacts } from './project';

type Targets = Record<string, TargetConfiguration>;

/**
 * Returns the project of a board. Its target `build` makes the image, with the board's configuration. Each component
 * that the board changes has a target of its own; all others are the shared tasks.
 *
 * @param configuration The workspace's, with the board's files laid over it.
 * @throws BoardInvalid
 */
export function inferBoard(
  board: string,
  configuration: Configuration,
  components: Components,
  context: CreateNodesContext,
): Omit<ProjectConfiguration, 'root'> {
  const parts = partsOf(board, configuration, components);
  const built = parts.own.map((component) => [
    targetName(component, parts),
    ownTarget(component, board, parts, configuration, components, context),
  ]);
  const repeated = parts.own
    .filter((component) => makesArtifacts(buildOf(components.get(component)!)))
    .flatMap((component) => [
      [targetName(component, parts, 'reproduce'), reproduceTarget(component, board, parts, components)],
      [targetName(component, parts, 'lock'), lockTarget(component, board, parts, components)],
      [targetName(component, parts, 'update-lock'), updateLockTarget(component, board, parts, components)],
    ]);
  return {
    name: board,
    projectType: 'application',
    metadata: { description: `Board ${board}` },
    implicitDependencies: parts.shared,
    targets: {
      ...(Object.fromEntries(built) as Targets),
      ...(Object.fromEntries(repeated) as Targets),
      ...runTargets(board, parts, components),
      config: configTarget(board, parts, components, context),
    },
  };
}

/** The image is the board's `build`; its other components are parts of it. */
export const targetName = (component: string, { image }: Pick<BoardParts, 'image'>, what = 'build'): string =>
  component === image ? what : `${what}-${component}`;

/** The board's file, relative to the workspace. */
const fileOf = (board: string, workspaceRoot: string): string =>
  behindLinks(`${BOARDS_FOLDER}/${board}/${BOARD_FILE}`, workspaceRoot);

function ownTarget(
  component: string,
  board: string,
  parts: BoardParts,
  configuration: Configuration,
  components: Components,
  context: CreateNodesContext,
): TargetConfiguration {
  const project = components.get(component)!;
  const fields = parts.all.flatMap((name) =>
    Object.keys(fieldsOfBoard(configuration, name)).map((field) => `${name}.${field}`),
  );
  const build = project.targets!['build'] as TargetConfiguration<object>;
  const { options, configurations, defaultConfiguration } = build;
  return {
    executor: BUILD_EXECUTOR,
    options: forBoard(options, component, board, parts),
    configurations,
    defaultConfiguration,
    ...buildTarget(component, project, configuration, context, {
      board,
      file: fileOf(board, context.workspaceRoot),
      fields,
    }),
    dependsOn: buildsOfInputs(component, parts, components),
    outputs: [`{workspaceRoot}/dist/boards/${board}/${component}`],
    metadata: { description: `${project.metadata?.description ?? component}, for this board` },
  };
}

/** The targets that build what a component reads, for the board. */
const buildsOfInputs = (
  component: string,
  parts: BoardParts,
  components: Components,
): NonNullable<TargetConfiguration['dependsOn']> =>
  readsOf(component, components).map((read) =>
    parts.own.includes(read) ? targetName(read, parts) : { projects: [read], target: 'build' },
  );

function reproduceTarget(
  component: string,
  board: string,
  parts: BoardParts,
  components: Components,
): TargetConfiguration {
  const { configurations } = buildOf(components.get(component)!);
  return {
    executor: REPRODUCE_EXECUTOR,
    options: { component, board },
    dependsOn: buildsOfInputs(component, parts, components),
    cache: false,
    configurations: Object.fromEntries(Object.keys(configurations).map((name) => [name, {}])),
    metadata: { description: `Builds ${component} of this board twice under different conditions, and compares` },
  };
}

function lockTarget(component: string, board: string, parts: BoardParts, components: Components): TargetConfiguration {
  return {
    executor: LOCK_EXECUTOR,
    options: { component, board },
    dependsOn: [targetName(component, parts), ...othersOfImage('lock', component, parts, components)],
    cache: false,
    configurations: emptyConfigurations(component, components),
    metadata: { description: `Writes what the build of ${component} of this board fetched into hypriotkit.lock.json` },
  };
}

function updateLockTarget(
  component: string,
  board: string,
  parts: BoardParts,
  components: Components,
): TargetConfiguration {
  return {
    executor: UPDATE_LOCK_EXECUTOR,
    options: { component, board },
    dependsOn: [
      ...buildsOfInputs(component, parts, components),
      ...othersOfImage('update-lock', component, parts, components),
    ],
    cache: false,
    configurations: emptyConfigurations(component, components),
    metadata: {
      description: `Builds ${component} of this board from what there is now, and writes that into hypriotkit.lock.json`,
    },
  };
}

/** `lock` of a board is for all of its components. */
const othersOfImage = (what: string, component: string, parts: BoardParts, components: Components): string[] =>
  component !== parts.image
    ? []
    : parts.own
        .filter((other) => other !== component && makesArtifacts(buildOf(components.get(other)!)))
        .map((other) => targetName(other, parts, what));

const emptyConfigurations = (component: string, components: Components): Record<string, object> =>
  Object.fromEntries(Object.keys(buildOf(components.get(component)!).configurations).map((name) => [name, {}]));

const OF_THE_IMAGE = [RUN_EXECUTOR, SIGN_EXECUTOR, ...IMAGE_EXECUTORS];

/** The targets of the image that do something with it, such as verify, boot, sign and flash. */
function runTargets(board: string, parts: BoardParts, components: Components): Targets {
  const { root, targets = {} } = components.get(parts.image)!;
  const own = Object.entries(targets).filter(([, { executor }]) => OF_THE_IMAGE.includes(executor ?? ''));
  return Object.fromEntries(
    own.map(([name, target]) => [
      name,
      {
        ...(inFolder(target, root) as TargetConfiguration),
        options: forBoard(target.options, parts.image, board, parts),
      },
    ]),
  );
}

function configTarget(
  board: string,
  { image, all }: BoardParts,
  components: Components,
  { workspaceRoot }: CreateNodesContext,
): TargetConfiguration {
  const { configurations = {} } = components.get(image)!.targets!['build']!;
  return {
    executor: CONFIG_EXECUTOR,
    options: { component: image, board, components: all },
    inputs: [...configurationFilesIn(workspaceRoot), fileOf(board, workspaceRoot)].map(
      (file) => `{workspaceRoot}/${file}`,
    ),
    configurations: Object.fromEntries(Object.keys(configurations).map((name) => [name, {}])),
    metadata: { description: 'Prints the resolved configuration, and where each value comes from' },
  };
}

function forBoard(options: unknown, component: string, board: string, { own }: BoardParts): Record<string, unknown> {
  const { inputs, ...others } = (options ?? {}) as { inputs?: { component: string }[] };
  const read = inputs?.map((input) => (own.includes(input.component) ? { ...input, board } : input));
  return { ...others, ...(read && { inputs: read }), component, board };
}

/** The image's own folder is not the board's. */
const inFolder = (value: unknown, root: string): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('{projectRoot}', `{workspaceRoot}/${root}`));
