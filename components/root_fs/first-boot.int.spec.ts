import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';
import { STORIES } from './testing/first-boots/accounts';
import { COUNTED, FIRST_BOOTS, SEMAPHORES } from './testing/first-boots/ends';
import { FORMS, ODD, ODD_LOCKED } from './testing/first-boots/forms';
import { LOCKED, MARA, USER_DATA, type Step } from './testing/first-boots/user-data';

/*
 * The first boot with Debian's cloud-init, stage by stage, in a container: what becomes of the built-in account (pirate, id
 * 1000, with the known password) by the user's data, and how far a first boot goes that is cut off or ends in order.
 */

interface After {
  accounts: string[];
  said: string;
  failed?: string;
}

let container: RunningContainer;
let results: After[][];

beforeAll(async () => {
  container = new RunningContainer(await builderImage('first_boot', 'components/root_fs/testing/first-boot'));
  container.copyIn(join(__dirname, 'builder'), '/builder');
  const prepared = await container.run('/testing/prepare.sh');
  if (prepared.code !== 0) throw new Error(prepared.output);
  const boots = [
    ...FORMS.map(([, userData, , others]) => boot(userData, ['start'], others)),
    ...STORIES.map(([, userData, steps]) =>
      boot(
        userData,
        steps.map(([step]) => step),
      ),
    ),
    ...ODD.map((data) => boot(`#cloud-config\n${data}\n`, ['start'])),
    ...FIRST_BOOTS.map(([, steps, , userData = COUNTED]) => boot(userData, ['sh rm -f /tmp/runs', ...steps])),
  ];
  hand('boots.json', JSON.stringify(boots));
  const { code, output } = await container.run('python3 -B /testing/stages.py </boots.json');
  if (code !== 0) throw new Error(output);
  results = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as After[]);
}, 3_600_000);
afterAll(() => container?.remove());

/** Puts a text into the container. All boots together are longer than an argument of a program may be. */
function hand(name: string, text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'hypriotkit-first-boot-'));
  writeFileSync(join(folder, name), text);
  container.copyIn(join(folder, name), '/');
  rmSync(folder, { recursive: true });
}

const boot = (userData: string | Buffer, steps: Step[], others: Record<string, Buffer | null> = {}) => ({
  files: {
    [USER_DATA]: base64(userData),
    '/tmp/mara': base64(MARA),
    ...Object.fromEntries(
      Object.entries(others).map(([name, content]) => [`/boot/firmware/${name}`, content && base64(content)]),
    ),
  },
  steps,
});
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');

it('decides by facts alone, as its own tests have it', async () => {
  container.copyIn(join(__dirname, 'testing', 'account'), '/account');
  const { code, output } = await container.run(
    'python3 -B -m unittest discover --start-directory /account -p "*_test.py"',
  );
  expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^Ran [1-9]\d* tests/m) });
});

describe('the built-in account, before anybody can log in', () => {
  it.each(FORMS.map(([form, , accounts], number) => ({ form, accounts, number })))('$form', ({ accounts, number }) => {
    expect(results[number]?.[0]?.accounts).toEqual(accounts);
  });
});

describe('the built-in account, when', () => {
  it.each(STORIES.map(([story, , steps], number) => ({ story, steps, number })))('$story', ({ steps, number }) => {
    const found = results[FORMS.length + number] ?? [];
    expect(found.at(-1)).not.toHaveProperty('failed');
    expect(found).toHaveLength(steps.length);
    steps.forEach(([step, accounts], at) => {
      if (accounts) expect({ step, accounts: found[at]?.accounts }).toEqual({ step, accounts });
    });
  });
});

describe('data that nothing can be made of', () => {
  it.each(ODD.map((data, number) => ({ data, number })))('$data', ({ data, number }) => {
    const [found] = results[FORMS.length + STORIES.length + number] ?? [];
    expect(found?.said).toMatch(/^The account pirate .*\.$/m);
    expect(found?.said).not.toMatch(/Traceback|File "|<class/);
    if (ODD_LOCKED.includes(data)) expect(found?.accounts).toEqual(LOCKED);
  });
});

describe('what is said of the first boot', () => {
  it.each(['first-boot', 'first-boot-done', 'give-up-account'])('%s.service says under one name', async (unit) => {
    const { output } = await container.run(`cat /etc/systemd/system/${unit}.service`);
    expect(output).toMatch(/^SyslogIdentifier=first-boot$/m);
    expect(output).toMatch(/^StandardOutput=journal\+console$/m);
  });

  it('holds what is said within cloud-init', () => {
    const said = results[FORMS.findIndex(([form]) => form === 'a cloud-config')]?.[0]?.said;
    expect(said).toMatch(/^logger --tag first-boot -- The account pirate is removed: .*mara\.$/m);
  });

  it('is where the documentation looks for it', () => {
    expect(readFileSync(join(__dirname, '../../docs/first-steps.md'), 'utf8')).toContain('`journalctl -t first-boot`');
  });
});

describe('an orderly end during the first boot:', () => {
  it.each(SEMAPHORES)('%s', async (_title, before, after) => {
    const { output } = await container.run(
      `folder=/var/lib/cloud/instance/sem; rm -rf $folder /var/lib/hypriotos; mkdir -p $folder; cd $folder
       ${before.map((name, second) => `touch --date=@${second + 1} ${name}`).join('; ')}
       rm -f ../first-boot-done; /usr/lib/hypriotos/first-boot stop >/dev/null; ls`,
    );
    expect(output.trim().split('\n')).toEqual([...after].sort());
  });
});

it("leaves cloud-init's services out of a start that first-boot has said so of", async () => {
  const { output } = await container.run(
    'SYSTEMD_LOG_LEVEL=debug systemd-analyze verify cloud-init-{main,local,network}.service cloud-{config,final}.service',
  );
  const units = output
    .split(/^\s*→ Unit /m)
    .filter((unit) => /^cloud-(init-(main|local|network)|config|final)\.service:/.test(unit));
  expect(units).toHaveLength(5);
  for (const unit of units) expect(unit).toContain('ConditionPathExists: !/run/hypriotos/without-cloud-init');
});

describe('a first boot', () => {
  it.each(FIRST_BOOTS.map(([title, , said], number) => ({ title, said, number })))('$title', ({ said, number }) => {
    const { said: last, failed } = results[FORMS.length + STORIES.length + ODD.length + number]?.at(-1) ?? {};
    expect(failed).toBeUndefined();
    if (said === '') expect(last).not.toMatch(/first boot/i);
    else expect(last).toMatch(said);
  });
});
