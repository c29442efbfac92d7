import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addSmallComponents } from '../../e2e/lib/small-components';
import { nx, type Outcome, type Run } from '../../e2e/lib/workspace';
import { WorkspaceCopy } from '../../e2e/lib/workspace-copy';

/** In bytes: enough for every transfer to take a moment. */
const SIZE = 150_000_000;
/** A step of the image that takes its time. With --fresh, it is done each time. */
const STEP = 'sleep 3.5';
/** What has gone wrong stays for longer. */
const SECONDS_TO_CLEAN_UP = 30;
const POLL_MILLISECONDS = 20;

/** The moments of a build, in their order. */
export const MOMENTS = [
  'while the image is built',
  'while the input is sent',
  'while the builder runs',
  'while the artifact is taken',
  'while it is put into the store',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Two components with large artifacts, for builds that end early: `<name>_pot`, and `<name>_tea` which reads it. */
export class LargeComponents {
  readonly workspace = new WorkspaceCopy();
  readonly tea: string;
  readonly pot: string;
  /** Each build is another one, of which the store has nothing. */
  private now = Math.floor(Date.now() / 1000);

  constructor(
    name: string,
    private readonly env: NodeJS.ProcessEnv = {},
  ) {
    this.pot = `${name}_pot`;
    this.tea = `${name}_tea`;
    addSmallComponents(this.workspace, 'true', name);
    const fill = `head -c ${SIZE} /dev/zero | tr '\\0' x`;
    this.script(this.pot, `{ echo "pot of $SOURCE_DATE_EPOCH"; ${fill}; } >${this.pot}.txt`);
    this.script(this.tea, `echo "==> Brewing"; sleep 3; { sha256sum <${this.pot}.txt; ${fill}; } >${this.tea}.txt`);
    this.workspace.edit(`components/${this.tea}/builder/Dockerfile`, (text) => `${text}RUN ${STEP}\n`);
    this.workspace.commit();
  }

  script(component: string, text: string): void {
    this.workspace.write(`components/${component}/builder/build.sh`, `set -eu\n${text}\n`);
  }

  /** Makes the next builds others than those before. */
  begin(): void {
    this.now += 1;
    rmSync(join(this.workspace.root, 'dist'), { recursive: true, force: true });
  }

  start(...options: string[]): Run {
    return this.build(this.tea, ...options);
  }

  build(component: string, ...options: string[]): Run {
    const args = ['run', `${component}:build`, '--skip-nx-cache', ...options];
    return nx(args, { ...this.env, SOURCE_DATE_EPOCH: String(this.now) }, this.workspace.root);
  }

  /** Resolves when a build is at a moment, and fails when it ends without having been there. */
  async at(moment: Moment, run: Run): Promise<void> {
    let over = false;
    void run.ended.then(() => (over = true));
    while (!this.isAt(moment, run.output)) {
      if (over) throw new Error(`ended without being seen ${moment}:\n${run.output}`);
      await sleep(POLL_MILLISECONDS);
    }
  }

  private isAt(moment: Moment, output: string): boolean {
    switch (moment) {
      case 'while the image is built':
        return (
          output.includes(`${this.tea}: Building the image`) &&
          this.docker('ps', '--no-trunc', '--format', '{{.Command}}').includes(STEP)
        );
      case 'while the input is sent':
        return this.containers(this.tea, '--filter', 'status=created') !== '';
      case 'while the builder runs':
        return output.includes(`${this.tea}: Brewing`);
      case 'while the artifact is taken':
        return this.partial().some(
          (path) => path.endsWith(`/${this.tea}.txt.partial`) && statSync(path, { throwIfNoEntry: false })?.size,
        );
      case 'while it is put into the store':
        return this.containers(`${this.tea}:store`, '--filter', 'label=io.hypriotkit.store-use=save') !== '';
    }
  }

  /** Ids of containers of a task, running or not. */
  containers(task: string, ...filters: string[]): string {
    return this.docker('ps', '-aq', '--filter', `label=io.hypriotkit.task=${task}`, ...filters);
  }

  docker(...args: string[]): string {
    const env = { ...process.env, ...this.env };
    return execFileSync('docker', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** Files of unfinished folders. */
  private partial(): string[] {
    const folder = join(this.workspace.root, 'dist', 'artifacts');
    const hidden = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.')) : [];
    return hidden.flatMap((name) =>
      existsSync(join(folder, name)) ? readdirSync(join(folder, name)).map((file) => join(folder, name, file)) : [],
    );
  }

  private get artifact(): string {
    return join(this.workspace.root, 'dist', 'artifacts', this.tea, `${this.tea}.txt`);
  }

  /** Fails if something has the artifact's name and is not the artifact. */
  nothingWrong(): void {
    if (existsSync(this.artifact)) this.isRight();
  }

  /** Builds again, as a user would, and checks everything: the artifact, what is left, and what the store keeps. */
  async isWell(): Promise<void> {
    const { code, output } = await this.start().ended;
    if (code !== 0) throw new Error(`the next build ended with ${code}:\n${output}`);
    this.isRight();
    await this.nothingIsLeft();
    // Whatever the store has by now is right, too.
    rmSync(join(this.workspace.root, 'dist'), { recursive: true });
    const again: Outcome = await this.start().ended;
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining('Taken from the store') as string });
    expect(again.output).not.toContain('cannot be used');
    this.isRight();
  }

  private async nothingIsLeft(): Promise<void> {
    const containers = () =>
      [this.pot, this.tea].map((name) => this.containers(name) + this.containers(`${name}:store`)).join('');
    for (let second = 0; second < SECONDS_TO_CLEAN_UP && containers(); second += 1) await sleep(1000);
    expect(containers()).toBe('');
    expect(this.partial()).toEqual([]);
  }

  private isRight(): void {
    const pot = createHash('sha256').update(`pot of ${this.now}\n`).update('x'.repeat(SIZE)).digest('hex');
    const content = readFileSync(this.artifact);
    expect(content.subarray(0, 64).toString()).toBe(pot);
    expect(content).toHaveLength(64 + '  -\n'.length + SIZE);
    expect(content.includes('y')).toBe(false);
  }

  remove(): void {
    this.workspace.remove();
  }
}
