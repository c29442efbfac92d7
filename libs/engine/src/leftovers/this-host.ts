import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The initial namespace of process ids on every Linux system. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * Identifies where a process id is valid: the machine and, in a container, its namespace of process ids. Several
 * containers may share an engine's socket, and even a host name.
 */
export function thisHost(): string {
  const namespace = pidNamespace();
  return namespace === INITIAL_PID_NAMESPACE ? hostname() : `${hostname()}/${namespace}`;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: there are no namespaces.
    return INITIAL_PID_NAMESPACE;
  }
}
