import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The namespace of process ids that every Linux boots with. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';

/**
 * Names the place where a process id means something: the machine and, where that is not the machine's own, the
 * namespace of process ids. Several containers may share the socket of an engine, and even a host name.
 */
export function thisHost(): string {
  const namespace = pidNamespace();
  return namespace === INITIAL_PID_NAMESPACE ? hostname() : `${hostname()}/${namespace}`;
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // No Linux: no namespaces.
    return INITIAL_PID_NAMESPACE;
  }
}
