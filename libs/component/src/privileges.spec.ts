import type { EngineInfo } from '@hypriotkit/engine';
import { accessFor } from './privileges';
import type { RunRequest } from './request';

const ROOT: EngineInfo = { architecture: 'amd64', cpus: 2, rootless: false, userNamespace: false };
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

  it('is added to the privileges that a builder of others needs', () => {
    const privileges = { privileged: true, hostFolders: ['/boot'], allowed: 'loop' as const };
    const { capabilities, folders } = accessFor(request({ deviceNodes: true, privileges }), ROOT);
    expect({ capabilities, folders }).toEqual({ capabilities: ['SYS_ADMIN', 'MKNOD'], folders: ['/boot'] });
  });
});
