import { createOptions } from './create-options';

describe('createOptions', () => {
  it('asks for nothing that was not wanted', () => {
    const options = createOptions({ image: 'builder' });
    expect(options).toMatchObject({
      Image: 'builder',
      Env: [],
      HostConfig: { Privileged: false, Mounts: [] },
    });
    expect(options.HostConfig).not.toHaveProperty('NetworkMode');
    for (const key of ['Cmd', 'Entrypoint', 'WorkingDir', 'Hostname', 'name']) expect(options).not.toHaveProperty(key);
    expect(options.HostConfig).not.toHaveProperty('CapAdd');
    for (const key of ['Binds', 'CapDrop', 'SecurityOpt', 'NetworkMode', 'CpusetCpus']) {
      expect(options.HostConfig).not.toHaveProperty(key);
    }
  });

  it('runs the image of an id, whatever its name means', () => {
    expect(createOptions({ image: 'builder', imageId: 'sha256:b' })).toMatchObject({ Image: 'sha256:b' });
  });

  it('passes on what was', () => {
    const options = createOptions({
      image: 'builder',
      command: ['make'],
      env: { JOBS: '2', EMPTY: '' },
      volumes: { cache: '/cache' },
      access: { privileged: true, folders: ['/boot'] },
    });
    expect(options).toMatchObject({ Cmd: ['make'], Env: ['JOBS=2', 'EMPTY='] });
    expect(options.HostConfig).toMatchObject({
      Privileged: true,
      Binds: ['/boot:/boot:ro'],
      Mounts: [{ Type: 'volume', Source: 'cache', Target: '/cache' }],
    });
  });

  it('leaves out the network', () => {
    expect(createOptions({ image: 'builder', access: { offline: true } }).HostConfig).toMatchObject({
      NetworkMode: 'none',
    });
  });

  it('gives a container a name on its network, and some of the processors', () => {
    const options = createOptions({ image: 'builder', hostname: 'pearl.example.org', cpuset: '0-1' });
    expect(options).toMatchObject({
      Hostname: 'pearl',
      Domainname: 'example.org',
      HostConfig: { CpusetCpus: '0-1' },
    });
    expect(createOptions({ image: 'builder', hostname: 'pearl' })).not.toHaveProperty('Domainname');
  });

  it('adds the right to mount to the other capabilities', () => {
    const { HostConfig } = createOptions({ image: 'builder', access: { mounting: true, capabilities: ['NET_ADMIN'] } });
    expect(HostConfig).toMatchObject({
      Privileged: false,
      CapAdd: ['NET_ADMIN', 'SYS_ADMIN'],
      SecurityOpt: ['apparmor=unconfined'],
    });
  });

  it('drops all capabilities but those that are named, and the network', () => {
    const { HostConfig } = createOptions({
      image: 'builder',
      access: { limited: true, capabilities: ['CHOWN'], offline: true },
    });
    expect(HostConfig).toMatchObject({
      CapDrop: ['ALL'],
      CapAdd: ['CHOWN'],
      SecurityOpt: ['no-new-privileges'],
      NetworkMode: 'none',
    });
  });

  it('leaves the right to mount, where all other capabilities are dropped', () => {
    const access = { limited: true, capabilities: ['CHOWN'], mounting: true };
    expect(createOptions({ image: 'builder', access }).HostConfig).toMatchObject({
      CapDrop: ['ALL'],
      CapAdd: ['CHOWN', 'SYS_ADMIN'],
      SecurityOpt: ['apparmor=unconfined', 'no-new-privileges'],
    });
  });

  it('mounts paths of the host where they were named as such, beside the volumes', () => {
    const hostPaths = { '/home/me/out': '/artifacts' };
    const { HostConfig } = createOptions({ image: 'builder', volumes: { cache: '/cache' }, hostPaths });
    expect(HostConfig?.Mounts).toEqual([
      { Type: 'volume', Source: 'cache', Target: '/cache' },
      { Type: 'bind', Source: '/home/me/out', Target: '/artifacts' },
    ]);
  });

  it.each(['/etc', './here', '..', 'a', 'C:\\here', 'a:b', ''])('takes no path for a volume: %j', (name) => {
    expect(() => createOptions({ image: 'builder', volumes: { [name]: '/cache' } })).toThrow(
      'not the name of a volume',
    );
  });
});
