/** The default orchestrator image. */
export const DEFAULT_IMAGE = 'hypriotkit/hypriotkit:latest';

/** The default volume for artifacts and the store. The Python tool used the same one. */
export const DEFAULT_VOLUME = 'hypriot-artifacts';

/** Absolute paths in the orchestrator image. */
export interface Places {
  /** The Nx workspace. Relative paths in a configuration start here. */
  workspace: string;
  /** The default socket of the engine. */
  socket: string;
  /** The schema of the configuration. */
  schema: string;
  /** What the user gives: a configuration and boards, in a folder as in a workspace. */
  user: string;
  /** The user's configuration. It may be missing. */
  configs: string;
  /** Where the user's volume or folder for finished artifacts is mounted. */
  artifacts: string;
}

export const IN_IMAGE: Places = {
  workspace: '/opt/app',
  socket: '/var/run/docker.sock',
  schema: '/opt/app/image/configs.schema.json',
  user: '/opt/app/user',
  configs: '/opt/app/user/configs.json',
  artifacts: '/opt/app/artifacts',
};

/** The folder of artifacts that are there ready-made and need not be built, relative to that of finished artifacts. */
export const PREBUILT_FOLDER = 'prebuilt';
/** Names that folder to the builds, if it is there. */
export const PREBUILT_VARIABLE = 'HYPRIOTKIT_PREBUILT';

/** The folder of a board's artifacts, relative to that of all artifacts. In the user's folder, it is the board's own. */
export const boardPlace = (board: string): string => `boards/${board}`;
