import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The initial namespace of process ids on every Linux system. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * Identifies where a process id is valid: the machine and, in a container, its namespace of process ids. Several
 * containers may share an engine's socket, and even a host name.
 */
export function thisHost(): string {
  const namespace = pidNamespace();
  return namespace === INITIAL_PID_NAMESPACE ? hostName() : `${hostName()}/${namespace}`;
}

/**
 * Identifies this machine: its host name and a digest of its id (machine-id(5) asks not to show the id itself). Machines
 * that share an engine may have the same name.
 */
export function hostName(idFile = '/etc/machine-id'): string {
  const id = createHash('sha256')
    .update(`hypriotkit ${machineId(idFile)}`)
    .digest('hex');
  return `${hostname()}-${id.slice(0, 12)}`;
}

function machineId(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Not Linux, or a container.
    return '';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: there are no namespaces.
    return INITIAL_PID_NAMESPACE;
  }
}
