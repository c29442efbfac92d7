import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MANIFEST, printSealed, PROVENANCE, provenanceText, type Artifact } from '@hypriotkit/artifacts';
import { isOutdated } from './outdated';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'hypriotkit-outdated-'))));
afterEach(() => rmSync(root, { recursive: true }));

const artifact = (file: string, digit: string): Artifact => ({ file, role: 'pot', size: 1, sha256: digit.repeat(64) });

/** Leaves a component's artifacts, with what they were made from, and returns the folder. */
function made(component: string, artifacts: Artifact[], from: [component: string, artifact: Artifact][] = []): string {
  const folder = join(root, component);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MANIFEST), printSealed({ component, artifacts }));
  const resolvedDependencies = from.map(([source, { file, role, sha256 }]) => ({
    name: file,
    digest: { sha256 },
    annotations: { component: source, role },
  }));
  const provenance = {
    buildDefinition: {
      buildType: 'pkg:test',
      externalParameters: {},
      resolvedDependencies: [...resolvedDependencies, { name: 'notes.txt', annotations: { setting: 'files' } }],
    },
    runDetails: { builder: { id: 'pkg:test' } },
  };
  writeFileSync(join(folder, PROVENANCE), provenanceText({ artifacts }, provenance));
  return folder;
}

it('are artifacts whose sources have been replaced', async () => {
  const tea = made('tea', [], [['pot', artifact('pot.txt', 'a')]]);
  const isReplacedBy = (...artifacts: Artifact[]) => isOutdated(tea, { pot: made('pot', artifacts) });
  expect(await isReplacedBy(artifact('pot.txt', 'a'), artifact('lid.txt', 'b'))).toBe(false);
  expect(await isReplacedBy(artifact('pot.txt', 'b'))).toBe(true);
  expect(await isReplacedBy(artifact('pot-2.txt', 'a'))).toBe(true);
});

it('are none of which that cannot be told', async () => {
  const tea = made('tea', [], [['pot', artifact('pot.txt', 'a')]]);
  const pot = made('pot', [artifact('pot.txt', 'b')]);
  expect(await isOutdated(tea, {})).toBe(false);
  expect(await isOutdated(tea, { pot: join(root, 'nowhere') })).toBe(false);
  expect(await isOutdated(join(root, 'nowhere'), { pot })).toBe(false);
  writeFileSync(join(tea, PROVENANCE), 'damaged');
  expect(await isOutdated(tea, { pot })).toBe(false);
});
