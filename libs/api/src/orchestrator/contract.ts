// What the orchestrator image and whoever starts it have agreed on.

/** Its workspace, which relative paths of a configuration are relative to. */
export const WORKSPACE = '/opt/app';
/** Where it delivers: a named volume or a mapped folder. */
export const ARTIFACTS = '/opt/app/artifacts';
/** Where it looks for the user's configuration. */
export const USER_FOLDER = '/opt/app/user';
/** Where it keeps the defaults and their schema. */
export const CONFIGURATION_FOLDER = '/opt/app/image';
export const SCHEMA = 'configs.schema.json';
/** Where it finds the engine. */
export const SOCKET = '/var/run/docker.sock';

/** How much it says. */
export const VERBOSITY_VARIABLE = 'HYPRIOTKIT_VERBOSITY';
/** `uid:gid` that what is delivered to a mapped folder belongs to. */
export const OWNER_VARIABLE = 'HYPRIOTKIT_OWNER';

export const EXIT = { ok: 0, badInput: 2, interrupted: 130, terminated: 143 } as const;

/** How long it has, after SIGTERM, to end its builds. */
export const STOP_SECONDS = 10;
