import { Option } from 'commander';
import { DEFAULT_IMAGE, DEFAULT_VERBOSITY, DEFAULT_VOLUME, VERBOSITIES, type Verbosity } from '@hypriotkit/api';

/** What was given on the command line. */
export interface Given {
  target?: string;
  image?: string;
  volume?: string;
  verbosity?: Verbosity;
  engine?: string;
}

/** The placeholder of an option's value that is a folder: completion offers folders for it. */
export const FOLDER = '<dir>';

/**
 * The options of every command. Defaults are named here and applied later, so that what was given before a command's name
 * and what was given after it can be told from them.
 */
export const options = (): Option[] => [
  new Option(
    `-t, --target ${FOLDER}`,
    'folder that the artifacts go to; a configs.json in it is laid over the default configuration, and only the components that it lists are delivered (default: the current folder)',
  ),
  new Option('-i, --image <name>', `image that builds; pulled if it is not present (default: ${DEFAULT_IMAGE})`),
  new Option(
    '-v, --volume <name>',
    `named volume that keeps the artifacts before they are copied to the target, such as ${DEFAULT_VOLUME} (default: none, the target folder itself is mapped in its place)`,
  ),
  new Option(
    '--verbosity <level>',
    `how much is said; quiet: errors only, info: the steps, debug: all that the builders say (default: ${DEFAULT_VERBOSITY})`,
  ).choices(VERBOSITIES),
  new Option(
    '-e, --engine <address>',
    "Docker engine, such as ssh://user@host, which needs --volume (default: HYPRIOTKIT_ENGINE, else the docker command's own)",
  ),
];
