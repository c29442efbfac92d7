import { homeFolder } from '@hypriotkit/core';

/** What the strategies may know of the machine. Passed in, so that a test says it instead of imitating it. */
export interface World {
  /** The address that the caller asked for. */
  host: string | undefined;
  /** What the caller had it from, for messages. */
  hostNamedBy?: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  home: string;
}

export interface ConnectOptions {
  /** An engine's address, as in DOCKER_HOST. If it does not answer, no other is tried. */
  host?: string;
  /** Where that is from, as users know it; `the option engine`. */
  hostNamedBy?: string;
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  home?: string;
  /** How long each address has for its first answer; by default it depends on the kind of address. */
  pingMilliseconds?: number;
  signal?: AbortSignal;
}

export function worldOf({ host, hostNamedBy, env, platform, home }: ConnectOptions): World {
  return {
    host,
    ...(hostNamedBy === undefined ? {} : { hostNamedBy }),
    env: env ?? process.env,
    platform: platform ?? process.platform,
    // One who has none has no configuration of the docker command's either.
    home: home ?? homeFolder() ?? '/nonexistent',
  };
}
