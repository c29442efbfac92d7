import { bootTimeline } from './boot-timeline';
import { CONSOLE, reportData } from './testing/report-data';

const [first, second, ...more] = bootTimeline(CONSOLE, reportData().boot);

describe('the timeline of a boot', () => {
  it('has each start, with the name of the phase', () => {
    expect([first?.name, second?.name, more]).toEqual(['first boot', 'after a reboot', []]);
    expect(bootTimeline(CONSOLE).map(({ name }) => name)).toEqual(['start 1', 'start 2']);
    expect(bootTimeline('no console')).toEqual([]);
  });

  it('has milestones of the console and of the report, in their order', () => {
    expect(first!.milestones).toEqual([
      { what: 'systemd starts', seconds: 10 },
      { what: 'cloud-init: configuration', seconds: 50 },
      { what: 'login prompt', seconds: 60 },
      { what: 'Docker runs', seconds: 70 },
      { what: 'cloud-init is done', seconds: 80 },
    ]);
    expect(second!.milestones).toEqual([
      { what: 'systemd starts', seconds: 5 },
      { what: 'login prompt', seconds: 30 },
    ]);
  });

  it('knows exactly when a unit started whose lines have times', () => {
    expect(first!.units[0]).toEqual({
      name: 'systemd-journald.service',
      from: { after: 20, before: 20 },
      to: { after: 22, before: 22 },
    });
  });

  it('puts a unit without times between the lines that have some', () => {
    expect(first!.units[1]).toEqual({
      name: 'docker.service',
      from: { after: 22, before: 50 },
      to: { after: 50, before: 80 },
    });
    expect(second!.units).toEqual([
      { name: 'ssh.service', from: { after: 5, before: Infinity }, to: { after: 5, before: Infinity } },
    ]);
  });

  it('has what systemd-analyze says of the units, if boot asked it', () => {
    const units = [{ name: 'docker.service', begins: 50.5, ready: 70.25 }];
    const starts = [{ phase: 'first boot', units }];
    const [exact, other] = bootTimeline(CONSOLE, { ...reportData().boot!, starts });
    expect(exact).toMatchObject({
      isExact: true,
      milestones: first!.milestones,
      units: [{ name: 'docker.service', from: { after: 50.5, before: 50.5 }, to: { after: 70.25, before: 70.25 } }],
    });
    expect(other).toEqual({ ...second, isExact: false });
  });

  it('ends when the system goes down', () => {
    expect(first!.units.map(({ name }) => name)).not.toContain('final.target');
  });

  it('finds the beginning of a unit whose name is cut off', () => {
    const console = `[    0.000000] Booting Linux on physical CPU 0x0
         Starting systemd-tmpfiles-setup-de…ice Nodes in /dev gracefully...
[    3.000000] x
[  OK  ] Finished systemd-tmpfiles-setup-dev.service - Create Static Device Nodes in /dev.
[    4.000000] x`;
    expect(bootTimeline(console)[0]!.units).toEqual([
      { name: 'systemd-tmpfiles-setup-dev.service', from: { after: 0, before: 3 }, to: { after: 3, before: 4 } },
    ]);
  });
});
