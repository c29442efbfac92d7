import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nx, ROOT, type Outcome } from '../../e2e/lib/workspace';

/** A workspace with nothing but Nx, whose tasks do nothing. In a chain, each depends on the one before it. */
export class PlainNx {
  private readonly root = mkdtempSync(join(tmpdir(), 'hypriotkit-plain-nx-'));

  constructor(
    count: number,
    private readonly isChain = true,
  ) {
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
    this.write('package.json', { name: 'plain', private: true });
    this.write('nx.json', {});
    for (let index = 1; index <= count; index += 1) this.addProject(index);
  }

  /** Runs all tasks. */
  async run(env: NodeJS.ProcessEnv): Promise<Outcome> {
    const outcome = await nx(['run-many', '-t', 'build'], env, this.root).ended;
    if (outcome.code !== 0) throw new Error(outcome.output);
    return outcome;
  }

  async remove(): Promise<void> {
    await nx(['reset'], {}, this.root).ended;
    rmSync(this.root, { recursive: true });
  }

  private addProject(index: number): void {
    const build = { executor: 'nx:run-commands', options: { command: 'true' }, cache: true, dependsOn: ['^build'] };
    const implicitDependencies = this.isChain && index > 1 ? [`p${index - 1}`] : [];
    this.write(`p${index}/project.json`, { name: `p${index}`, implicitDependencies, targets: { build } });
  }

  private write(path: string, json: object): void {
    const file = join(this.root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(json));
  }
}
