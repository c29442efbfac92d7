import type { EngineInfo, HostAccess } from '@hypriotkit/engine';
import { PrivilegesRefused } from './errors';
import type { RunRequest } from './request';

/**
 * How much of what a builder needs is allowed. `full`: everything. `loop`: only what is needed to mount a loop device,
 * for engines that cannot or must not run privileged containers. `none`: nothing, so the run ends before any work.
 */
export const ALLOWANCES = ['full', 'loop', 'none'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

/** What a builder needs beyond Docker's defaults, and how much of it is allowed. */
export interface Privileges {
  privileged: boolean;
  /** Folders of the engine's host that the builder reads. */
  hostFolders: string[];
  allowed: Allowance;
}

/** What a builder states that it needs of what engines give to every container. It gets nothing else of that. */
export interface Limits {
  /** Without CAP_. All others are dropped. */
  capabilities: string[];
  network?: 'default' | 'none';
}

/** @throws PrivilegesRefused when the builder needs privileges and none are allowed */
export function checkPrivileges(privileges: Privileges | undefined): void {
  if (privileges?.allowed === 'none') throw new PrivilegesRefused(inWords(privileges));
}

const LOOP_DEVICES = ['/dev/loop-control', ...Array.from({ length: 8 }, (_, number) => `/dev/loop${number}`)];

/** Returns the access to request from the engine. */
export function accessFor(request: RunRequest, { userNamespace }: EngineInfo): HostAccess {
  const { privileges, deviceNodes } = request;
  const access = privileges ? hostAccess(privileges) : limitedAccess(request);
  if (!deviceNodes) return access;
  // Nobody can make device nodes there. The right to mount those of the container ends with the namespace.
  if (userNamespace) return { ...access, mounting: true };
  return { ...access, capabilities: [...(access.capabilities ?? []), 'MKNOD'] };
}

/** The access of a container that does nothing but compute. What states no limits has what the engine gives to every container. */
export function limitedAccess({ limits }: RunRequest): HostAccess {
  if (!limits) return {};
  return { limited: true, capabilities: limits.capabilities, offline: limits.network === 'none' };
}

function hostAccess({ privileged, hostFolders: folders, allowed }: Privileges): HostAccess {
  if (!privileged) return { folders };
  if (allowed === 'full') return { privileged, folders };
  return { capabilities: ['SYS_ADMIN'], unconfined: true, devices: LOOP_DEVICES, folders };
}

/** Describes the privileges for users. */
export function inWords({ privileged, hostFolders, allowed }: Privileges): string {
  const most = allowed === 'loop' ? 'the right to mount and the loop devices' : 'all privileges';
  const folders = hostFolders.length > 0 ? [`${hostFolders.join(' and ')} of the engine's host (read-only)`] : [];
  return [...(privileged ? [most] : []), ...folders].join(', and ');
}
