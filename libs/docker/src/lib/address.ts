import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { SettingInvalid } from '../errors';

const ADDRESS = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?$/;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Replaces the host name in HOST or HOST:PORT with the host's IP address. This machine may know names that a container
 * does not know, such as mDNS names.
 *
 * @throws SettingInvalid if the name cannot be resolved, or means this machine: a container would take it for itself
 */
export async function addressOf(setting: string, value: string): Promise<string> {
  const [, v6, name, port] = isIP(value) ? [value, undefined, value] : (ADDRESS.exec(value) ?? []);
  const host = v6 ?? name;
  if (host === undefined || Number(port ?? 22) > 65_535 || port === '0') {
    throw new SettingInvalid(setting, `is "${value}"; expected HOST or HOST:PORT`);
  }
  const ip = await resolved(setting, host);
  if (LOOPBACK.test(ip)) {
    const reason = `is "${value}", which means this machine here, but the container itself in a container`;
    throw new SettingInvalid(setting, reason, 'Give the address at which other machines reach it.');
  }
  if (port === undefined) return ip;
  return isIPv6(ip) ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/** Prefers the first IPv4 address, which containers can reach everywhere. */
async function resolved(setting: string, host: string): Promise<string> {
  try {
    const found = await lookup(host, { all: true });
    return (found.find(({ family }) => family === 4) ?? found[0]!).address;
  } catch (cause) {
    const reason = `names the host "${host}", which this machine cannot resolve (${(cause as NodeJS.ErrnoException).code})`;
    const hint = 'Correct the name, make sure that the board is on, or give its IP address.';
    throw Object.assign(new SettingInvalid(setting, reason, hint), { cause });
  }
}
