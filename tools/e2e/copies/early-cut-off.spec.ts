import { WorkspaceCopy } from '../lib/workspace-copy';

/** Two components with builders of a few lines: tea is made from leaf. */
const NAMES = { leaf: 'hk_test_leaf', tea: 'hk_test_tea' };
const DOCKERFILE = 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nWORKDIR /workspace\nCMD ["sh", "/build.sh"]\n';
const SCRIPTS = { leaf: 'echo green > leaf.txt\n', tea: 'cat leaf.txt > tea.txt\n' };

const builder = (name: string) => `components/${name}/builder`;

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  component('leaf', []);
  component('tea', [{ component: NAMES.leaf, role: 'leaf' }]);
});
afterAll(() => workspace.remove());

function component(role: 'leaf' | 'tea', inputs: object[]): void {
  const name = NAMES[role];
  const options = { base: { image: 'debian:trixie-slim' }, inputs, artifacts: [{ role, file: `${role}.txt` }] };
  const project = { name, targets: { build: { executor: '@hypriotkit/docker:build', options } } };
  workspace.write(`components/${name}/project.json`, JSON.stringify(project));
  workspace.write(`${builder(name)}/Dockerfile`, DOCKERFILE);
  workspace.write(`${builder(name)}/build.sh`, SCRIPTS[role]);
  workspace.editJson(
    'image/configs.json',
    (json) => (json[name] = { image: workspace.image(name), repo: builder(name) }),
  );
  workspace.editJson('image/configs.schema.json', (json) => {
    const reference = (to: string) => ({ $ref: `#/definitions/${to}` });
    json['properties']![name] = { type: 'object', properties: { image: reference('image'), repo: reference('repo') } };
  });
}

/** Which of the two the build really makes. */
async function made(): Promise<string[]> {
  const output = await workspace.nx(['run', `${NAMES.tea}:build`]);
  return Object.values(NAMES).filter((name) => !output.includes(`nx run ${name}:build  [`));
}

const script = (text: string) => workspace.write(`${builder(NAMES.leaf)}/build.sh`, text);

it('a component that comes out as it was does not make its readers build again', async () => {
  expect(await made()).toEqual([NAMES.leaf, NAMES.tea]);
  script(`# says the same in other words\n${SCRIPTS.leaf}`);
  expect(await made()).toEqual([NAMES.leaf]);
  script('echo black > leaf.txt\n');
  expect(await made()).toEqual([NAMES.leaf, NAMES.tea]);
  expect(workspace.read(`dist/artifacts/${NAMES.tea}/tea.txt`)).toBe('black\n');
});
