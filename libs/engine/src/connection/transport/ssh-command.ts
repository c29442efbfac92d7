import type { Address } from '../address';

type SshAddress = Extract<Address, { kind: 'ssh' }>;

/**
 * The arguments of the ssh program that reach an engine, as the docker command does: its own `docker system dial-stdio`
 * on the other side joins the connection to the socket. The program rather than a library, because it honours what
 * the user has set up: known_hosts, ~/.ssh/config, agents. BatchMode: there is nobody to answer a question.
 */
export function sshArguments({ host, user, port, socket }: SshAddress): string[] {
  return [
    '-o',
    'BatchMode=yes',
    '-o',
    'ConnectTimeout=15',
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
