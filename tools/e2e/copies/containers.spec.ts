import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { targetsWithContainers } from '../../docs/container-tables';
import { NOW } from '../lib/small-components';
import { ROOT } from '../lib/workspace';
import { WorkspaceCopy } from '../lib/workspace-copy';

/** Two components that take seconds: one without a network and a volume, and one with both. */
const COMPONENTS = ['blank_image', 'rpi_bootloader'];

/** Bits of Linux, see capability.h. */
const BITS: Record<string, number> = { CHOWN: 0, DAC_OVERRIDE: 1, FOWNER: 3, SETGID: 6, SETUID: 7 };

/** What the engine says of a container, as far as it is about rights. */
interface Inspected {
  HostConfig: {
    Privileged: boolean;
    CapDrop: string[] | null;
    CapAdd: string[] | null;
    SecurityOpt: string[] | null;
    NetworkMode: string;
    Binds: string[] | null;
    Devices: object[] | null;
    PidMode: string;
    IpcMode: string;
  };
  Config: { User: string };
  Mounts: { Type: string; Name?: string; Destination: string }[];
}

/** A container that has run: what the engine says of it, and /proc/1/status in it. */
interface Seen {
  task: string;
  inspected: Inspected;
  status: string;
}

const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout;

/** Looks at each container of these components in a workspace as soon as it has started. Other tests build them, too. */
class Watcher {
  private readonly events: ChildProcess;
  private readonly looking: Promise<Seen>[] = [];

  constructor(workspace: string) {
    const args = ['events', '--filter', 'event=start', '--format', '{{json .Actor}}'];
    this.events = spawn('docker', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: this.events.stdout! }).on('line', (line) => {
      const { ID, Attributes } = JSON.parse(line) as { ID: string; Attributes: Record<string, string> };
      const { 'io.hypriotkit.task': task = '', 'io.hypriotkit.pid': pid = '' } = Attributes;
      if (COMPONENTS.includes(task) && folderOf(pid) === workspace) this.looking.push(lookAt(ID, task));
    });
  }

  async end(): Promise<Seen[]> {
    this.events.kill();
    return Promise.all(this.looking);
  }
}

/** The folder that a process works in, or '' if it has ended. */
function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

async function lookAt(id: string, task: string): Promise<Seen> {
  const [inspected, status] = await Promise.all([docker('inspect', id), docker('exec', id, 'cat', '/proc/1/status')]);
  return { task, inspected: (JSON.parse(inspected) as Inspected[])[0]!, status };
}

let workspace: WorkspaceCopy;
let seen: Seen[];
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  const watcher = new Watcher(workspace.root);
  try {
    await workspace.nx(['run-many', '-t', 'build', '-p', ...COMPONENTS, '--skip-nx-cache'], { SOURCE_DATE_EPOCH: NOW });
  } finally {
    seen = await watcher.end();
  }
});
afterAll(() => workspace?.remove());

const statusOf = (status: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)![1]!;
const mask = (capabilities: string[]): string =>
  capabilities
    .reduce((sum, name) => sum + 2 ** BITS[name]!, 0)
    .toString(16)
    .padStart(16, '0');
/** Engines give names with CAP_ or without it. */
const plain = (names: string[] | null): string[] => (names ?? []).map((name) => name.replace(/^CAP_/, '')).sort();

describe.each(COMPONENTS)('the container of %s', (component) => {
  const { container, cache } = targetsWithContainers(ROOT).find((one) => one.component === component)!.options;
  const { capabilities, network = 'default' } = container!;
  const found = (): Seen => {
    const [only, ...others] = seen.filter(({ task }) => task === component);
    expect(others).toEqual([]);
    return only!;
  };

  it('is asked for with what project.json states, and nothing else', () => {
    const { HostConfig, Config, Mounts } = found().inspected;
    expect(plain(HostConfig.CapDrop)).toEqual(['ALL']);
    expect(plain(HostConfig.CapAdd)).toEqual([...capabilities].sort());
    expect(HostConfig.SecurityOpt).toEqual(['no-new-privileges']);
    expect(HostConfig.NetworkMode === 'none').toBe(network === 'none');
    expect(HostConfig).toMatchObject({ Privileged: false, PidMode: '', IpcMode: 'private' });
    expect([HostConfig.Binds ?? [], HostConfig.Devices ?? []]).toEqual([[], []]);
    expect(Config.User).toBe('');
    expect(Mounts.map(({ Type, Name, Destination }) => [Type, Name, Destination])).toEqual(
      cache ? [['volume', `hypriotkit-cache-${component}`, '/cache']] : [],
    );
  });

  it('has no other rights for the kernel', () => {
    const { status } = found();
    for (const name of ['CapEff', 'CapPrm', 'CapBnd']) expect(statusOf(status, name)).toBe(mask(capabilities));
    expect(statusOf(status, 'NoNewPrivs')).toBe('1');
    // 2: a filter. The engine's own stays.
    expect(statusOf(status, 'Seccomp')).toBe('2');
  });
});
