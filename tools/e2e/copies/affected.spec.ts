import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

const TARGETS = ['lint', 'typecheck', 'test'];
const LIBS = readdirSync(join(ROOT, 'libs'));

let workspace: WorkspaceCopy;
beforeAll(() => (workspace = new WorkspaceCopy()));
afterEach(() => workspace.restore());
afterAll(() => workspace.remove());

/** The projects whose targets `nx affected` would run for their own sake, by target. */
async function affected(): Promise<Record<string, string[]>> {
  const args = ['affected', '-t', TARGETS.join(), '--base=main', '--explain=stdout'];
  const { affected: tasks } = JSON.parse(await workspace.nx(args)) as { affected: Record<string, unknown> };
  const of = (target: string) =>
    Object.keys(tasks)
      .filter((task) => task.endsWith(`:${target}`))
      .map((task) => task.replace('@hypriotkit/', '').replace(`:${target}`, ''))
      .sort();
  return Object.fromEntries(TARGETS.map((target) => [target, of(target)]));
}

const append = (file: string) => workspace.edit(file, (text) => `${text}\n`);

it('every package has the targets', async () => {
  for (const name of LIBS) append(`libs/${name}/package.json`);
  const found = await affected();
  for (const target of TARGETS) expect(found[target]).toEqual(expect.arrayContaining(LIBS));
});

describe('affected is', () => {
  it('by a source of core, every package', async () => {
    append('libs/core/src/index.ts');
    const all = [...LIBS, 'tools'].sort();
    expect(await affected()).toEqual({ lint: all, typecheck: all, test: [...all, 'docs'].sort() });
  });

  it('by a source of repository, those that use it, and no others', async () => {
    append('libs/repository/src/index.ts');
    const those = ['docker', 'orchestrator', 'repository', 'tools'];
    expect(await affected()).toEqual({ lint: those, typecheck: those, test: [...those, 'docs'].sort() });
  });

  it('by a test, the package that it is of', async () => {
    append('libs/core/src/secrets/masker.spec.ts');
    expect((await affected())['test']).toEqual(['core', 'docs']);
  });

  it('by a script of a component, that component, and the tests that read components', async () => {
    append('components/rpi_kernel/builder/build.sh');
    expect(await affected()).toEqual({ lint: ['rpi_kernel'], typecheck: [], test: ['docker', 'docs', 'tools'] });
  });

  it('by a page, the pages', async () => {
    append('docs/glossary.md');
    expect(await affected()).toEqual({ lint: ['docs'], typecheck: [], test: ['docs', 'site'] });
  });
});
