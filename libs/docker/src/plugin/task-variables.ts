import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ProjectGraph } from '@nx/devkit';
import { VariableOfTask } from '../errors';
import { EXECUTORS } from '../lib/executors';

/** `.env`, `.env.local`, `.build.env` and the like. */
const ENV_FILE = /^\.(.+\.)?env(\..+)?$/;
/** Nx reads these before anything else, when they are at the root. */
const OF_THE_RUN = ['.env', '.local.env', '.env.local'];
/** What has to be the same for every task of a run: those with DOCKER choose an engine. */
const OF_EVERY_TASK = /^(HYPRIOTKIT_\w+|SOURCE_DATE_EPOCH|DOCKER_(API_VERSION|CERT_PATH|CONFIG|CONTEXT|HOST|TLS\w*))$/;

/**
 * Refuses variables that concern the whole run in env files that Nx reads only for one project or target. The other tasks
 * would not get them, and Nx reads the files after it has decided what to take from its cache.
 *
 * @throws VariableOfTask
 */
export function refuseTaskVariables(nodes: ProjectGraph['nodes'], workspaceRoot: string): void {
  const roots = Object.values(nodes)
    .filter(({ data }) => Object.values(data.targets ?? {}).some(({ executor = '' }) => EXECUTORS.includes(executor)))
    .map(({ data }) => data.root)
    .filter((root) => root !== '.');
  for (const file of [...envFiles('', workspaceRoot), ...roots.flatMap((root) => envFiles(root, workspaceRoot))]) {
    const variable = Object.keys(parseEnv(readFileSync(join(workspaceRoot, file), 'utf8'))).find((name) =>
      OF_EVERY_TASK.test(name),
    );
    if (variable !== undefined) throw new VariableOfTask(file, variable);
  }
}

/** Paths relative to the workspace. */
function envFiles(root: string, workspaceRoot: string): string[] {
  return readdirSync(join(workspaceRoot, root), { withFileTypes: true })
    .filter((entry) => entry.isFile() && ENV_FILE.test(entry.name) && !(root === '' && OF_THE_RUN.includes(entry.name)))
    .map(({ name }) => join(root, name));
}
