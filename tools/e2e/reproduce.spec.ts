import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ARTIFACTS, nx, nxSucceeds, ROOT, USUAL } from './lib/workspace';

interface Findings {
  equal: boolean;
  artifacts: { first: { file: string; sha256: string } }[];
}

const findings = (component: string) =>
  JSON.parse(readFileSync(join(ROOT, 'dist/reports', component, 'reproduce/reproduce.json'), 'utf8')) as Findings;
const manifestOf = (component: string) => join(ARTIFACTS, component, 'manifest.json');

it.each(['blank_image', 'rpi_bootloader'])(
  '%s: two builds are equal to each other and to the artifacts, which stay as they are',
  async (component) => {
    await nxSucceeds('run', `${component}:build`);
    const { mtimeMs } = statSync(manifestOf(component));
    const { output } = await nxSucceeds('run', `${component}:reproduce`);
    expect(output).toContain('equal: two builds of the same inputs gave the same bytes');
    const { equal, artifacts } = findings(component);
    expect(equal).toBe(true);
    const manifest = JSON.parse(readFileSync(manifestOf(component), 'utf8')) as { artifacts: object[] };
    expect(manifest.artifacts).toMatchObject(artifacts.map(({ first: { file, sha256 } }) => ({ file, sha256 })));
    expect(statSync(manifestOf(component)).mtimeMs).toBe(mtimeMs);
  },
);

it('is a target of components that make artifacts, with their named configurations', async () => {
  const { output } = await nxSucceeds('show', 'projects', '--with-target', 'reproduce', '--json');
  expect(JSON.parse(output)).toEqual(
    expect.arrayContaining(['root_fs', 'blank_image', 'rpi_bootloader', 'rpi_kernel', 'rpi_sd_image']),
  );
  expect(output).not.toContain('base_image');
});

it('refuses what the build would refuse, before anything is built', async () => {
  const { code, output } = await nx(['run', 'blank_image:reproduce', '--device=Odroid!'], USUAL).ended;
  expect(code).toBe(1);
  expect(output).toContain('HK_CONFIGURATION_INVALID');
  expect(output).not.toContain('first build');
  expect(existsSync(join(ROOT, 'dist/reports/blank_image/reproduce/diffoscope.txt'))).toBe(false);
});
