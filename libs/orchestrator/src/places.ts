/** Where things are. Absolute paths. */
export interface Places {
  /** The Nx workspace. */
  workspace: string;
  /** The engine's socket, unless the environment names another engine. */
  socket: string;
  /** The user's configuration, if there is one. */
  configs: string;
  /** Where the user has mounted what finished artifacts are delivered to. */
  artifacts: string;
}

/** In the orchestrator image. */
export const IN_IMAGE: Places = {
  workspace: '/opt/app',
  socket: '/var/run/docker.sock',
  configs: '/opt/app/user/configs.json',
  artifacts: '/opt/app/artifacts',
};

/** Who builds there: nobody who may do anything. */
export const BUILDER = { name: 'hypriotkit', home: '/home/hypriotkit' };
