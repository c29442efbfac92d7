import type { HostAccess } from '@hypriotkit/engine';
import { PrivilegesRefused } from './errors';

/**
 * How much a builder is given of what it was written for: all of it; what it takes to mount a loop device, for engines
 * that cannot or must not run privileged containers; nothing, which ends the run before any work.
 */
export const ALLOWANCES = ['full', 'loop', 'none'] as const;
export type Allowance = (typeof ALLOWANCES)[number];

/** What a builder needs beyond Docker's defaults, and how much of that is allowed. */
export interface Privileges {
  privileged: boolean;
  /** Folders of the engine's host that it reads. */
  hostFolders: string[];
  allowed: Allowance;
}

/** @throws PrivilegesRefused when something is needed and nothing allowed */
export function checkPrivileges(privileges: Privileges | undefined): void {
  if (privileges?.allowed === 'none') throw new PrivilegesRefused(inWords(privileges));
}

const LOOP_DEVICES = ['/dev/loop-control', ...Array.from({ length: 8 }, (_, number) => `/dev/loop${number}`)];

/** What the engine is asked for. */
export function hostAccess({ privileged, hostFolders: folders, allowed }: Privileges): HostAccess {
  if (!privileged) return { folders };
  if (allowed === 'full') return { privileged, folders };
  return { capabilities: ['SYS_ADMIN'], unconfined: true, devices: LOOP_DEVICES, folders };
}

/** The same for a reader. */
export function inWords({ privileged, hostFolders, allowed }: Privileges): string {
  const most = allowed === 'loop' ? 'the right to mount and the loop devices' : 'all privileges';
  const folders = hostFolders.length > 0 ? [`${hostFolders.join(' and ')} of the engine's host (read-only)`] : [];
  return [...(privileged ? [most] : []), ...folders].join(', and ');
}
