import type { EngineInfo } from '@hypriotkit/engine';
import { accessFor, limitedAccess } from './privileges';
import type { RunRequest } from './request';

const ROOT: EngineInfo = { architecture: 'amd64', cpus: 2, cpusets: true, rootless: false, userNamespace: false };
const NAMESPACE: EngineInfo = { ...ROOT, userNamespace: true };
const request = (own: Partial<RunRequest>) => own as RunRequest;

describe('what a builder gets beyond the defaults', () => {
  it('is nothing, unless it makes device nodes', () => {
    expect(accessFor(request({}), ROOT)).toEqual({});
    expect(accessFor(request({}), NAMESPACE)).toEqual({});
  });

  it('is the capability for device nodes, which Docker gives and podman does not', () => {
    expect(accessFor(request({ deviceNodes: true }), ROOT)).toEqual({ capabilities: ['MKNOD'] });
  });

  it('is the right to mount them in a user namespace, and only there', () => {
    expect(accessFor(request({ deviceNodes: true }), NAMESPACE)).toEqual({ mounting: true });
  });

  it('is added to the capabilities that it states', () => {
    const limits = { capabilities: ['CHOWN'] };
    const only = { limited: true, capabilities: ['CHOWN'], offline: false };
    expect(accessFor(request({ limits, deviceNodes: true }), ROOT)).toEqual({
      ...only,
      capabilities: ['CHOWN', 'MKNOD'],
    });
    expect(accessFor(request({ limits, deviceNodes: true }), NAMESPACE)).toEqual({ ...only, mounting: true });
  });

  it('is added to the privileges that a builder of others needs', () => {
    const privileges = { privileged: true, hostFolders: ['/boot'], allowed: 'loop' as const };
    const { capabilities, folders } = accessFor(request({ deviceNodes: true, privileges }), ROOT);
    expect({ capabilities, folders }).toEqual({ capabilities: ['SYS_ADMIN', 'MKNOD'], folders: ['/boot'] });
  });
});

describe('what a builder has of the defaults', () => {
  it('is what it states, and all of them if it states nothing', () => {
    expect(limitedAccess(request({}))).toEqual({});
    expect(limitedAccess(request({ limits: { capabilities: [] } }))).toEqual({
      limited: true,
      capabilities: [],
      offline: false,
    });
    expect(limitedAccess(request({ limits: { capabilities: [], network: 'none' } }))).toMatchObject({ offline: true });
  });

  it('is the same on every kind of engine', () => {
    const limits = { capabilities: ['CHOWN', 'SETUID'], network: 'none' as const };
    for (const info of [ROOT, NAMESPACE]) {
      expect(accessFor(request({ limits }), info)).toEqual(limitedAccess(request({ limits })));
    }
  });
});
