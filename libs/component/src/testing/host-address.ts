import { execFileSync } from 'node:child_process';

/** The address of this machine for containers. An engine that has not been restarted yet does not name it: it is the first one. */
export function hostAddress(): string {
  const inspect = ['network', 'inspect', 'bridge', '--format', '{{json (index .IPAM.Config 0)}}'];
  const said = execFileSync('docker', inspect, { encoding: 'utf8' });
  const { Gateway, Subnet } = JSON.parse(said) as { Gateway?: string; Subnet: string };
  return Gateway || Subnet.replace(/\d+\/\d+$/, '1');
}
