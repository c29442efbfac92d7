import { randomUUID } from 'node:crypto';

/** Holds the digest of a component's fields and of the files that they name. */
export const fieldsVariable = (subject: string): string => `HYPRIOTKIT_FIELDS_${subject}`;

/** Holds what affects every component; usually empty. */
export const UNSEEN_VARIABLE = 'HYPRIOTKIT_UNSEEN';

const UNCACHED = 'uncached ';

/** A value that is never in Nx's cache. The store may still have the build. */
export const uncached = (): string => UNCACHED + randomUUID();

/** Whether Nx's hash of a component's build does not come again. */
export const isUncached = (subject: string, env: NodeJS.ProcessEnv): boolean =>
  [fieldsVariable(subject), UNSEEN_VARIABLE].some((name) => env[name]?.startsWith(UNCACHED));
