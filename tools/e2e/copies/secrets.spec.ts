import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addSmallComponents, NOW } from '../lib/small-components';
import { nx } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/** What a builder should not do with a password, in every way that comes to mind; it fails when told to. */
const TALKATIVE = `
printf '%s\\n' "plain: $PASSWORD" "\${PASSWORD}behind" "$(printf '%q' "$PASSWORD")" "$(printf %s "$PASSWORD" | base64)"
printf 'davy:%s' "$PASSWORD" | base64 -w 0; echo
echo "==> step $PASSWORD"
for ((at = 0; at < \${#PASSWORD}; at++)); do printf %s "\${PASSWORD:at:1}"; sleep 0.02; done; echo
printf '%s\\e[0m%s\\n' "\${PASSWORD:0:3}" "\${PASSWORD:3}" >&2
echo '\${PASSWORD:0:2}'; export -p; declare -p PASSWORD
(set -x; : "$PASSWORD"; : $PASSWORD) 2>&1
ls -d $PASSWORD 2>&1 || printf '%s\\n' $PASSWORD
[[ $PASSWORD != *jones* ]] || { echo "sorry, $PASSWORD"; exit 3; }
`;

let workspace: WorkspaceCopy;
beforeAll(() => {
  workspace = new WorkspaceCopy();
  addSmallComponents(workspace, TALKATIVE);
});
afterAll(() => workspace.remove());

async function build(password: string, other = 'xyzzy') {
  const configs = { small_pot: { password }, small_tea: { password: other } };
  workspace.write('tmp/configs.json', JSON.stringify(configs));
  const env = { HYPRIOTKIT_CONFIGS: 'tmp/configs.json', SOURCE_DATE_EPOCH: NOW };
  return nx(['run', 'small_tea:build', '--verbosity=debug'], env, workspace.root).ended;
}

/** Everything that Nx and the builds have written down. */
function written(...folders: string[]): string {
  const files = folders.flatMap((folder) =>
    readdirSync(join(workspace.root, folder), { recursive: true }).map((name) =>
      join(workspace.root, folder, String(name)),
    ),
  );
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

describe('a password is nowhere in what a build says, and in nothing that is kept of it', () => {
  it.each([
    ['ends in a blank', 'locker-of-davy ', /locker|of-dav/],
    ['has line ends', 'first-of-it\nsecond-of-it\n', /first-of|second-of/],
    ['has other control characters', 'locker\tof\rdavy\u001b[31m-red', /locker|davy|-red/],
    ['has quotes', `lock'er "of" $davy`, /lock'|lock\\|of"|davy\b(?!:)/],
    ['begins with another one', 'xyzzy-plugh', /xyzzy|plugh/],
    ['belongs to a build that fails', 'davy jones', /jones/],
  ])('that %s', async (_, password, parts) => {
    const { code, output } = await build(password);
    expect(code).toBe(password.includes('jones') ? 1 : 0);
    expect(output).toContain('plain: ***');
    const base64 = Buffer.from(password).toString('base64').slice(0, 10);
    for (const text of [output, written('.nx/cache', 'dist/artifacts')]) {
      expect(text).not.toMatch(parts);
      expect(text).not.toContain(base64);
      expect(text).not.toContain('xyzzy');
    }
    const inspected = execFileSync('docker', ['image', 'inspect', workspace.image('small_pot')], {
      encoding: 'utf8',
    });
    expect(inspected).not.toMatch(parts);
  });
});

it('nor is a secret number, which a variable holds', async () => {
  workspace.editJson('image/configs.json', (json) => (json['small_pot']!['pin'] = 0));
  workspace.editJson('image/configs.schema.json', ({ properties }) => {
    const { properties: fields } = properties!['small_pot'] as { properties: Record<string, object> };
    fields['pin'] = { type: 'integer', writeOnly: true, environment: 'PIN' };
  });
  workspace.write(
    'components/small_pot/builder/build.sh',
    'echo "plain: $PIN, of ${#PIN} digits"; id >small_pot.txt\n',
  );
  workspace.write('tmp/configs.json', JSON.stringify({ small_pot: { pin: { env: 'SMALL_POT_PIN' } } }));
  const env = { HYPRIOTKIT_CONFIGS: 'tmp/configs.json', SOURCE_DATE_EPOCH: NOW, SMALL_POT_PIN: '482193755' };
  const { code, output } = await nx(['run', 'small_pot:build', '--verbosity=debug'], env, workspace.root).ended;
  expect(code).toBe(0);
  expect(output).toContain('plain: ***, of 9 digits');
  for (const text of [output, written('.nx/cache', 'dist/artifacts')]) expect(text).not.toContain('482193755');
});
