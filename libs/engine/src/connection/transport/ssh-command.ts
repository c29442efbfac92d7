import type { Address } from '../address';

type SshAddress = Extract<Address, { kind: 'ssh' }>;

/**
 * Returns the arguments for ssh to reach an engine. As with the docker command, `docker system dial-stdio` on the
 * remote side connects to the socket. This uses the ssh program rather than a library because it respects the user's
 * setup: known_hosts, ~/.ssh/config, agents. BatchMode, because nobody is there to answer a question.
 */
export function sshArguments({ host, user, port, socket }: SshAddress): string[] {
  return [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=15',
    // A network that is gone is noticed after two minutes; by itself, after two hours.
    '-o',
    'ServerAliveInterval=30',
    '-o',
    'ServerAliveCountMax=4',
    '-T',
    ...(user === undefined ? [] : ['-l', user]),
    ...(port === undefined ? [] : ['-p', String(port)]),
    '--',
    host,
    'docker',
    ...(socket === undefined ? [] : ['--host', `unix://${socket}`]),
    'system',
    'dial-stdio',
  ];
}
