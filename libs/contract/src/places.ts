/** The orchestrator image, unless another one is named. */
export const DEFAULT_IMAGE = 'hypriotkit/hypriotkit:latest';

/** The volume for the artifacts and the store, unless another one is named. The Python tool had the same. */
export const DEFAULT_VOLUME = 'hypriot-artifacts';

/** Where things are in the orchestrator image. Absolute paths. */
export interface Places {
  /** The Nx workspace. Relative paths in a configuration are relative to it. */
  workspace: string;
  /** The engine's socket, unless the environment names another engine. */
  socket: string;
  /** The schema of the configuration. */
  schema: string;
  /** The user's configuration, if there is one. */
  configs: string;
  /** Where the user has mounted the volume or folder that finished artifacts are delivered to. */
  artifacts: string;
}

export const IN_IMAGE: Places = {
  workspace: '/opt/app',
  socket: '/var/run/docker.sock',
  schema: '/opt/app/image/configs.schema.json',
  configs: '/opt/app/user/configs.json',
  artifacts: '/opt/app/artifacts',
};
