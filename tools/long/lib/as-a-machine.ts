/**
 * Options with which a container has what a machine has: its devices, and every capability but that for limits, which a machine that
 * is a container itself may lack.
 */
export const AS_A_MACHINE = [
  ['--cap-add', 'ALL', '--cap-drop', 'SYS_RESOURCE'],
  ['seccomp', 'apparmor', 'systempaths'].flatMap((name) => ['--security-opt', `${name}=unconfined`]),
  ['--device-cgroup-rule', 'a *:* rwm', '--device', '/dev/net/tun', '--device', '/dev/fuse'],
  ['--volume', '/sys/fs/cgroup:/sys/fs/cgroup'],
].flat();
