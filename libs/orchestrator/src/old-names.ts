import { STORE_VARIABLE, VERBOSITY_VARIABLE } from '@hypriotkit/contract';

/** Variables that the image of hypriot-kit read, and ours. */
const OLD_NAMES = { VERBOSITY: VERBOSITY_VARIABLE, HYPRIOT_ARTIFACTS_VOLUME: STORE_VARIABLE };

/** Returns an environment in which variables of hypriot-kit stand for ours that are not set. */
export function withOldNames(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const meant = Object.entries(OLD_NAMES).filter(([old, name]) => env[old] && !env[name]);
  return { ...env, ...Object.fromEntries(meant.map(([old, name]) => [name, env[old]])) };
}
