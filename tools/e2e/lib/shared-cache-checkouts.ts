import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Access, SharedCache } from './shared-cache-server';
import { addSmallComponents, NOW } from './small-components';
import { nx, type Run } from './workspace';
import { WorkspaceCopy } from './workspace-copy';

export const PASSWORD = 'locker-of-davy';
const SCRIPT = 'echo "==> Brewing with $PASSWORD"; echo "plain: $PASSWORD"';
export const COMPONENTS = ['small_pot', 'small_tea'];

/** Two checkouts with the same two components, which share what they build by one server. */
export class Checkouts {
  readonly first = new WorkspaceCopy();
  readonly second = new WorkspaceCopy();
  private readonly stores: string[] = [];

  constructor(private readonly server: SharedCache) {
    for (const workspace of [this.first, this.second]) {
      addSmallComponents(workspace, SCRIPT, 'small', this.first);
      workspace.write('configs.json', JSON.stringify({ small_pot: { password: PASSWORD }, small_tea: {} }));
      workspace.commit();
    }
  }

  /** Builds both components. Each time, nothing comes from the engine's store. */
  start(workspace: WorkspaceCopy, access: Access, env: NodeJS.ProcessEnv = {}, component = 'small_tea'): Run {
    const store = `hypriotkit-test-shared-cache-${NOW}-${process.pid}-${this.stores.length}`;
    this.stores.push(store);
    const ours = {
      HYPRIOTKIT_CONFIGS: '',
      HYPRIOTKIT_STORE: store,
      HYPRIOTKIT_VERBOSITY: 'debug',
      SOURCE_DATE_EPOCH: NOW,
    };
    return nx(['run', `${component}:build`], { ...ours, ...this.server.variables(access), ...env }, workspace.root);
  }

  /** Resolves to the output of a build that succeeds. */
  async build(...how: Parameters<Checkouts['start']>): Promise<string> {
    const { code, output } = await this.start(...how).ended;
    if (code !== 0) throw new Error(`the build ended with ${code}:\n${output}`);
    return output;
  }

  /** Returns the hash of the entry that has a component's artifacts. */
  hashOf(name: string): string {
    return [...this.server.entries()].find(([, content]) => gunzipSync(content).includes(`${name}.txt.sha256`))![0];
  }

  remove(): void {
    for (const workspace of [this.first, this.second]) workspace.remove();
    execFileSync('docker', ['volume', 'rm', '--force', ...this.stores], { stdio: 'ignore' });
  }
}

/** Makes it a checkout that has built nothing. */
export function forget(workspace: WorkspaceCopy): void {
  for (const name of ['.nx', 'dist']) rmSync(join(workspace.root, name), { recursive: true, force: true });
}

/** Returns the artifact of each component. */
export const artifacts = (workspace: WorkspaceCopy): Buffer[] =>
  COMPONENTS.map((name) => readFileSync(join(workspace.root, 'dist', 'artifacts', name, `${name}.txt`)));

/** The components that come from no cache. What a cache has is repeated, the output included. */
export const built = (output: string): string[] =>
  COMPONENTS.filter((name) => !new RegExp(`nx run ${name}:build +\\[`).test(output));
