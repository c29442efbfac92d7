import { hostname } from 'node:os';
import { temporaryFolder } from '../testing/temporary-folder';
import { LABEL_HOST, LABEL_PID, LABEL_PROJECT, LABEL_STARTED, LABEL_TASK } from './labels';
import { ownerLabels } from './owner-labels';
import { processStart, stillRuns } from './process-identity';
import { hostName, thisHost } from './this-host';

const proc = temporaryFolder();
const fields = (ticks: number) => `S 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 ${ticks} 1000 100`;

beforeAll(() => {
  proc.write('sys/kernel/random/boot_id', 'this-boot\n');
  proc.write('12/stat', `12 (node) ${fields(345)}`);
  proc.write('14/stat', `14 (node) ${fields(345).replace('S', 'Z')}`);
  proc.write('13/stat', `13 (a (very) odd) name) ${fields(678)}`);
});

describe('processStart', () => {
  it('reads boot and ticks, whatever the program is called', () => {
    expect(processStart(12, proc.path)).toBe('this-boot:345');
    expect(processStart(13, proc.path)).toBe('this-boot:678');
  });

  it('tells a missing process from a missing /proc', () => {
    expect(processStart(99, proc.path)).toBeUndefined();
    expect(processStart(12, '/no/such/proc')).toBe('');
  });
});

describe('stillRuns', () => {
  it('is not deceived by a process id that is used again, or a reboot', () => {
    expect(stillRuns(12, 'this-boot:345', proc.path)).toBe(true);
    expect(stillRuns(12, 'this-boot:1', proc.path)).toBe(false);
    expect(stillRuns(12, 'the-boot-before:345', proc.path)).toBe(false);
    expect(stillRuns(99, 'this-boot:345', proc.path)).toBe(false);
  });

  it('takes a zombie for what it is', () => {
    expect(stillRuns(14, 'this-boot:345', proc.path)).toBe(false);
  });

  it('falls back on signals where the start is not known', () => {
    expect(stillRuns(process.pid, '', '/no/such/proc')).toBe(true);
    expect(stillRuns(2 ** 30, '', '/no/such/proc')).toBe(false);
  });
});

describe('ownerLabels', () => {
  it('name project, task and this very process', () => {
    const labels = ownerLabels({ project: 'root_fs', task: 'build' });
    expect(labels).toMatchObject({
      [LABEL_PROJECT]: 'root_fs',
      [LABEL_TASK]: 'build',
      [LABEL_HOST]: thisHost(),
      [LABEL_PID]: String(process.pid),
    });
    expect(stillRuns(process.pid, labels[LABEL_STARTED] ?? '')).toBe(true);
  });
});

describe('hostName', () => {
  it('tells machines of the same name apart', () => {
    const files = ['one', 'other'].map((id) => proc.write(`${id}/machine-id`, `${id}\n`));
    const [one, other] = files.map((file) => hostName(file));
    expect(one).not.toBe(other);
    expect(hostName(files[0])).toBe(one);
    expect(hostName('/no/such/file')).toMatch(new RegExp(`^${hostname()}-[0-9a-f]{12}$`));
  });
});
