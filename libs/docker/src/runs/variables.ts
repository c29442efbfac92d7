import { scryptSync } from 'node:crypto';
import { namedVariables } from '@hypriotkit/config';

/**
 * Returns digests of the values that a workspace's configuration takes from environment variables, by variable. Variables
 * that are not set are left out.
 *
 * The digests are written to a file. They take long to compute, so that a short password is not found by trial and error.
 */
export function digestsOfVariables(
  workspaceRoot: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  return Object.fromEntries(
    namedVariables(workspaceRoot, env).flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, digestOf(value, `hypriotkit-run ${workspaceRoot} ${name}`)]];
    }),
  );
}

const digestOf = (value: string, salt: string): string => scryptSync(value, salt, 32).toString('hex');
