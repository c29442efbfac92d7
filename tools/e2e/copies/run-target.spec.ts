import { statSync } from 'node:fs';
import { join } from 'node:path';
import { docker } from '../lib/orchestrator';
import { WorkspaceCopy } from '../lib/workspace-copy';

const REPORT = 'dist/reports/base_image/probe/probe.txt';
const IMAGE = 'hypriotkit-test/probe:latest';

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  workspace.write('probe/Dockerfile', 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY probe.sh /\nCMD ["sh", "/probe.sh"]\n');
  workspace.write(
    'probe/probe.sh',
    'cat "$DATA" - <<end | tee /workspace/probe.txt\n$SIZE $HOST $MORE\nend\nexit $CODE\n',
  );
  workspace.editJson('components/base_image/project.json', ({ targets }) => {
    targets!['probe'] = {
      executor: '@hypriotkit/docker:run',
      options: {
        ...{ builder: 'probe', image: IMAGE, base: { image: 'debian:trixie-slim' }, timeoutSeconds: 60 },
        settings: {
          data: { description: 'Some data.', file: true },
          more: { description: 'More.', file: true, default: 'more.txt', optional: true },
          size: { description: 'A size.', pattern: '^[0-9.]*$' },
          host: { description: 'A host.', address: true },
          code: { description: 'How it ends.', default: '0' },
          token: { description: 'Secret.', secret: true },
        },
        environment: {
          DATA: '{setting:data}',
          MORE: '{setting:more}',
          SIZE: '{setting:size}{setting:token}',
          HOST: '{setting:host}',
          CODE: '{setting:code}',
        },
        reports: ['probe.txt'],
      },
    };
  });
  workspace.write('data.yaml', 'Ahoy');
});
afterAll(() => {
  workspace.remove();
  docker('image', 'rm', IMAGE);
});

const probe = (...words: string[]) => workspace.nx(['run', 'base_image:probe', ...words]);
const written = (path: string) => statSync(join(workspace.root, path), { throwIfNoEntry: false })?.mtimeMs;
const said = (...words: string[]) => probe(...words).catch((error: Error) => error.message);

it('takes its settings from the command line, before and after two dashes, and leaves its report', async () => {
  const output = await probe('--data=data.yaml', '--size=1.10', '--host=192.0.2.7:22');
  expect(workspace.read(REPORT)).toBe('Ahoy1.10 192.0.2.7:22 \n');
  expect(output).toContain('The reports are in dist/reports/base_image/probe: probe.txt');
  workspace.write('more.txt', '');
  await probe('--', '--data=data.yaml', '--size=2.0');
  expect(workspace.read(REPORT)).toBe('Ahoy2.0  /workspace/settings/more/more.txt\n');
});

it('leaves its report when it fails, and shows no secret', async () => {
  const output = await said('--data=data.yaml', '--code=3', '--token=locker');
  expect(output).toContain('HK_CONTAINER_FAILED');
  expect(workspace.read(REPORT)).toContain('locker');
  // Nx itself repeats the command line.
  expect(output.replaceAll('--token=locker', '')).not.toContain('locker');
});

it.each([
  [
    ['--dota=x'],
    /--dota is not a setting of this target; did you mean "data"\?\s[\s\S]*--size: A size\.[\s\S]*HK_SETTING_INVALID/,
  ],
  [['--data=nowhere.yaml'], /--data names "nowhere\.yaml".*no such file.*HK_FILE_UNUSABLE/s],
  [['--size=7', '--', '--data=data.yaml'], /HK_OPTION_TAKEN/],
  [['--data=data.yaml', '--host=192.0.2.7', '--reuse'], /--reuse does not go with --host.*HK_SETTING_INVALID/s],
])('refuses %j before anything is started', async (words, message) => {
  const before = written(REPORT);
  expect(await said(...words)).toMatch(message);
  expect(written(REPORT)).toBe(before);
});
