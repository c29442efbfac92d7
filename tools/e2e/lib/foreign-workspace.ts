import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, removeImage } from '@hypriotkit/engine';
import { startRegistry, type Registry } from './registry';
import { Run, type Outcome } from './workspace';

/** What Nx says when it has the only task of a run in its cache. */
export const FROM_CACHE = 'Nx read the output from the cache instead of running the command for 1 out of 1 tasks';

/**
 * Publishes the packages for the tests of a `describe`. Returns what an .npmrc then says.
 *
 * @param made Components that the tests add. Nobody else has their images, which are removed before and after.
 */
export function packagesFor(made: string[]): () => string {
  let registry: Registry;
  const removeImages = async () => {
    const engine = await connect();
    for (const name of made) await removeImage(engine, `hypriotkit/${name}:latest`, { force: true });
  };
  beforeAll(async () => {
    await removeImages();
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry.stop();
    await removeImages();
  });
  return () => registry.npmrc;
}

/** A plain Nx workspace elsewhere on the disk. */
export class ForeignWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'hypriotkit-foreign-'));

  /** The artifacts carry it, so that every build of a test is a real one and none comes from an earlier test's store. */
  private readonly now = String(Math.floor(Date.now() / 1000));
  /** What was run in it and ended well. */
  readonly commands: string[] = [];

  /** @param env Variables of every command. */
  constructor(
    versions: { nx: string; devkit: string },
    npmrc: string,
    private readonly env: NodeJS.ProcessEnv = {},
  ) {
    this.git('init', '--quiet', '--initial-branch=main');
    this.write('.npmrc', npmrc);
    this.write('.gitignore', 'node_modules/\n.nx/\n');
    this.write('nx.json', JSON.stringify({ analytics: false, neverConnectToCloud: true }));
    const devDependencies = { nx: versions.nx, '@nx/devkit': versions.devkit };
    this.write('package.json', JSON.stringify({ name: 'elsewhere', version: '1.0.0', private: true, devDependencies }));
    // With no commit at all Nx hashes otherwise than with one.
    this.commit();
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text);
  }

  /** Changes the first place of a file that has a text. */
  replace(file: string, text: string, other: string): void {
    const before = this.read(file);
    if (!before.includes(text)) throw new Error(`${file} has no ${text}`);
    this.write(file, before.replace(text, other));
  }

  /** The projects that Nx would build after what has changed since the commit, in the order of their names. */
  async affected(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
    const { output } = await this.run('npx nx show projects --affected -t build --base=HEAD --json', env);
    return (JSON.parse(/^\[.*\]$/m.exec(output)![0]) as string[]).sort();
  }

  /** Runs a command as somebody would type it. Fails with what it said when it does not end well. */
  async run(command: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const outcome = await this.start(command, env).ended;
    if (outcome.code !== 0) throw new Error(`${command} ended with ${outcome.code}:\n${outcome.output}`);
    this.commands.push(command);
    return outcome;
  }

  private start(command: string, own: NodeJS.ProcessEnv): Run {
    const [program, ...args] = command.split(' ');
    const env = {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      CI: 'true',
      FORCE_COLOR: '0',
      SOURCE_DATE_EPOCH: this.now,
      ...this.env,
      ...own,
    };
    return new Run(spawn(program!, args, { cwd: this.root, stdio: ['ignore', 'pipe', 'pipe'], env }));
  }

  /** Whatever lies in the workspace now is the state that later changes are compared with. */
  commit(): void {
    this.git('add', '.');
    this.git('-c', 'user.name=Somebody', '-c', 'user.email=somebody@localhost', 'commit', '--quiet', '--message=now');
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.root, stdio: 'pipe' });
  }
}
