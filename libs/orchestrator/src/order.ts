import { accessSync, constants, existsSync, lstatSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  checkBoardName,
  checkUserFiles,
  chosenBoards,
  configuredFiles,
  CONFIGS_VARIABLE,
  loadConfiguration,
  LOCK_FILE,
  lockTextIn,
  textOf,
  secretsOf,
  withAllUnusable,
  withBoard,
  type Configuration,
} from '@hypriotkit/config';
import {
  boardsIn,
  FRESH_VARIABLE,
  ownerIn,
  SHARED_VARIABLE,
  verbosityIn,
  WRITE_LOCK_VARIABLE,
  type Places,
  type Verbosity,
} from '@hypriotkit/contract';
import { Masker, reasonOf } from '@hypriotkit/core';
import { BuildContextInvalid, ENGINE_VARIABLE, type FileOwner } from '@hypriotkit/engine';
import { isRepository } from '@hypriotkit/repository';
import { InputRefused } from './errors';

/** What a run is to do. */
export interface Order {
  /** Components to deliver. Their inputs are built as well. None if boards are delivered. */
  components: string[];
  /** Boards whose images to deliver. */
  boards: string[];
  /** Whether only what the boards have in common is built, and nothing is delivered. */
  shared: boolean;
  /** Absolute path of the user's configuration; undefined without one. */
  configs: string | undefined;
  /** Absolute path of the user's lock; undefined for a build without one. */
  lock: string | undefined;
  /** Whether a lock is delivered, too: the user's, with what this build has fetched. */
  writeLock: boolean;
  /** Whether everything is built anew, from nothing that is kept. */
  fresh: boolean;
  verbosity: Verbosity;
  /** Owner of the delivered files. */
  owner: FileOwner;
}

/**
 * Reads and checks everything that the user can set.
 *
 * @param masker Receives the secrets.
 * @throws ConfigurationInvalid, LockInvalid, BoardUnknown, NameInvalid, BuildContextInvalid, FileUnusable,
 *   VerbosityUnknown, OwnerInvalid, InputRefused
 */
export function readOrder(places: Places, env: NodeJS.ProcessEnv, masker = new Masker()): Order {
  checkEngine(places, env);
  const configs = ifThere(places.configs);
  const lock = ifThere(join(places.user, LOCK_FILE));
  if (lock !== undefined) lockTextIn(lock);
  const chosen = boardsIn(env);
  const boards = chosen === undefined ? [] : chosenBoards(places.user, chosen);
  const configuration = loadConfiguration(places.workspace, { env: { ...env, [CONFIGS_VARIABLE]: configs } });
  check(configuration);
  for (const board of boards) {
    checkBoardName(board, Object.keys(configuration.components));
    check(withBoard(configuration, places.user, board, { env }));
  }
  return {
    components: boards.length > 0 ? [] : listedIn(configuration, configs),
    boards,
    shared: boards.length > 0 && Boolean(env[SHARED_VARIABLE]),
    configs,
    lock,
    writeLock: Boolean(env[WRITE_LOCK_VARIABLE]),
    fresh: Boolean(env[FRESH_VARIABLE]),
    verbosity: verbosityIn(env),
    owner: ownerOf(places, env),
  };

  function check(checked: Configuration): void {
    const { components } = checked;
    masker.hide(secretsOf(checked));
    for (const [component, fields] of Object.entries(components)) {
      checkBuilder(component, places.workspace, textOf(fields, 'repo'));
    }
    withAllUnusable(Object.keys(components), (component) =>
      checkUserFiles(configuredFiles(checked, component, places.workspace), component),
    );
  }
}

/** A link that leads nowhere is there, and refused later. */
const ifThere = (path: string): string | undefined => (lstatSync(path, { throwIfNoEntry: false }) ? path : undefined);

const ENGINE_NAMES = [ENGINE_VARIABLE, 'DOCKER_HOST', 'DOCKER_CONTEXT'];

/** Checks that an engine was provided at all. Whether it answers is checked later. */
function checkEngine({ socket }: Places, env: NodeJS.ProcessEnv): void {
  if (existsSync(socket) || ENGINE_NAMES.some((name) => env[name])) return;
  throw new InputRefused(
    `There is no engine to build with: ${socket} does not exist, and none of ${ENGINE_NAMES.join(', ')} is set.`,
    {
      hint: `Start the container with --volume ${socket}:${socket}`,
    },
  );
}

/** The components that the user's file lists; all components if there is no file or it lists none. */
function listedIn({ layers, components }: Configuration, configs: string | undefined): string[] {
  const listed = Object.keys((configs && layers.at(-1)?.own?.components) || {});
  return listed.length > 0 ? listed : Object.keys(components);
}

/** Checks a local builder. One in a repository is checked after it has been fetched. */
function checkBuilder(component: string, workspace: string, repo: string): void {
  const folder = resolve(workspace, repo);
  if (isRepository(repo) || existsSync(join(folder, 'Dockerfile'))) return;
  const hint = 'Mount it, or name a git repository in `repo`.';
  throw Object.assign(new BuildContextInvalid(folder, 'it has no Dockerfile', hint), { component });
}

/** The owner that the environment names, otherwise the owner of the delivery folder. */
function ownerOf({ artifacts }: Places, env: NodeJS.ProcessEnv): FileOwner {
  const { uid, gid } = writable(artifacts);
  return ownerIn(env) ?? { uid, gid };
}

function writable(folder: string): FileOwner {
  try {
    accessSync(folder, constants.W_OK);
    const stat = statSync(folder);
    if (stat.isDirectory()) return stat;
  } catch (cause) {
    throw new InputRefused(`${folder} cannot be written to: ${reasonOf(cause)}.`, {
      hint: 'Mount a writable volume or folder there.',
      cause,
    });
  }
  throw new InputRefused(`${folder} is not a folder.`, { hint: 'Mount a volume or a folder there.' });
}
