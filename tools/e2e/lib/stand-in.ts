import type { WorkspaceCopy } from './workspace-copy';

const PLUGIN = 'node_modules/@hypriotkit/docker';
const RECORD = 'tmp/built';

/** An executor that leaves artifacts which change when Nx sees a change, and writes down what it ran for. */
const EXECUTOR = `
const { createHash } = require('node:crypto');
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
exports.default = async ({ artifacts, component, board }, { projectName, root }) => {
  const name = component ?? projectName;
  const folder = root + (board ? '/dist/boards/' + board : '/dist/artifacts') + '/' + name;
  const hash = process.env.NX_TASK_HASH;
  const sha256 = createHash('sha256').update(hash).digest('hex');
  const write = (file, text) => writeFileSync(folder + '/' + file, text);
  mkdirSync(folder, { recursive: true });
  for (const { role } of artifacts) {
    write(role, hash);
    write(role + '.sha256', sha256 + '  ' + role + '\\n');
  }
  const sums = artifacts.map(({ role }) => '# ' + role + '\\n' + sha256 + '  ' + role + '\\n');
  const subject = artifacts.map(({ role }) => ({ name: role, digest: { sha256 } }));
  if (sums.length > 0) {
    write('SHA256SUMS', sums.join(''));
    write('provenance.json', JSON.stringify({ subject }));
  }
  const made = artifacts.map(({ role }) => ({ role, file: role, size: hash.length, sha256 }));
  const builder = { image: 'image', digest: sha256 };
  write('manifest.json', JSON.stringify({ component: name, builder, artifacts: made }));
  appendFileSync(root + '/${RECORD}', (board ? board + '/' : '') + name + '\\n');
  return { success: true };
};`;

/** Has a workspace build with the stand-in. */
export function useStandIn(workspace: WorkspaceCopy): void {
  workspace.write(`${PLUGIN}/stand-in.js`, EXECUTOR);
  workspace.edit(`${PLUGIN}/executors.json`, (text) => text.replace('./dist/executors/build/executor', './stand-in'));
}

/** Returns what a run really built, such as `root_fs` or `garage/root_fs`, sorted. The rest came from the cache. */
export async function builtTasks(workspace: WorkspaceCopy, run: () => Promise<unknown>): Promise<string[]> {
  workspace.write(RECORD, '');
  await run();
  return workspace.read(RECORD).split('\n').filter(Boolean).sort();
}
