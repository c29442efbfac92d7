import { homeFolder } from '@hypriotkit/core';

/** What strategies may know of the machine. It is passed in, so tests can set it. */
export interface World {
  /** The address that the caller asked for. */
  host: string | undefined;
  /** The source of `host`, for messages. */
  hostNamedBy?: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
}

export interface ConnectOptions {
  /** The engine's address, as in DOCKER_HOST. If it does not answer, no other is tried. */
  host?: string;
  /** The source of `host`, for messages. By default `the option engine`. */
  hostNamedBy?: string;
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  home?: string;
  /** How long each address may take for its first answer. The default depends on the kind of address. */
  pingMilliseconds?: number;
  signal?: AbortSignal;
}

export function worldOf({ host, hostNamedBy, env, platform, home }: ConnectOptions): World {
  return {
    host,
    ...(hostNamedBy === undefined ? {} : { hostNamedBy }),
    env: env ?? process.env,
    platform: platform ?? process.platform,
    // Without a home folder, there is no docker configuration either.
    home: home ?? homeFolder() ?? '/nonexistent',
  };
}
