import type { ProjectGraph } from '@nx/devkit';
import { fieldsVariable, UNSEEN_VARIABLE } from '../lib/hash-variables';
import { STATE_VARIABLE } from '../runs/state';
import { BoardsWorkspace } from '../testing/boards-workspace';
import { unseen } from './unseen';

let workspace: BoardsWorkspace;
beforeEach(() => (workspace = new BoardsWorkspace()));
afterEach(() => workspace.remove());

describe('what Nx does not see of boards', () => {
  const look = async () => {
    const nodes = Object.entries(await workspace.infer()).map(([name, project]) => [
      name,
      {
        data: {
          ...workspace.projects[name],
          ...project,
          targets: { ...project.targets, ...workspace.projects[name]?.targets },
        },
      },
    ]);
    const known = Object.fromEntries(nodes) as ProjectGraph['nodes'];
    return { known, variables: await unseen(workspace.root, [], known) };
  };
  const leaf = fieldsVariable('garage/leaf');

  it("is the state of a board's own components", async () => {
    workspace.board('garage', { leaf: { image: 'other:1' } });
    const { variables } = await look();
    expect(Object.keys(JSON.parse(variables[STATE_VARIABLE]!) as object).sort()).toEqual(
      ['garage/leaf', 'garage/tea', 'leaf', 'milk', 'pot', 'tea'].sort(),
    );
    expect((await look()).variables[leaf]).toBe(variables[leaf]);
    workspace.board('garage', { leaf: { image: 'other:2' } }, 'configs.local.json');
    expect((await look()).variables[leaf]).not.toBe(variables[leaf]);
  });

  it('keeps from the cache what a variable holds, and what is not valid', async () => {
    workspace.board('garage', { leaf: { image: { env: 'NOT_SET_ANYWHERE' } } });
    expect((await look()).variables[leaf]).not.toBe((await look()).variables[leaf]);
    workspace.board('garage', { tea: { knid: 'x' } });
    const tea = fieldsVariable('garage/tea');
    const [one, other] = [(await look()).variables, (await look()).variables];
    expect(one[tea]).not.toBe(other[tea]);
    expect(one[UNSEEN_VARIABLE]).toBe(other[UNSEEN_VARIABLE]);
  });

  it('is refused where Nx knows an earlier state of a board', async () => {
    workspace.board('garage', {});
    const { known } = await look();
    workspace.board('garage', { leaf: { image: 'other:1' } }, 'configs.local.json');
    await expect(unseen(workspace.root, [], known)).rejects.toMatchObject({ code: 'HK_BOARD_OUTDATED' });
  });
});
