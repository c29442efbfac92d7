import { isSshKey } from '@hypriotkit/core';
import { CardSettingInvalid } from './errors';
import type { CardSettings } from './card-settings';

const HOSTNAME = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const ACCOUNT = /^[a-z_][a-z0-9_-]{0,31}$/;
/** What the system has as accounts and groups itself: the same as components/root_fs/fields.json says of `username`. */
export const OF_THE_SYSTEM: ReadonlySet<string | undefined> = new Set(
  `_apt _ssh adm audio avahi backup bin bluetooth cdrom clock daemon dhcpcd dialout dip disk docker fax floppy games gpio i2c input irc kmem kvm list lp mail man messagebus netdev news nobody nogroup operator plugdev proxy render root sasl sgx shadow spi src sshd staff sudo sync sys systemd-journal systemd-network systemd-resolve systemd-timesync tape tty users utmp uucp video voice www-data`.split(
    /\s+/,
  ),
);
/** UK is what people write for GB. */
const COUNTRY = /^(?!UK)[A-Z]{2}$/;
const WIFI_PASSWORD = /^([ -~]{8,63}|[0-9A-Fa-f]{64})$/;
/** Control characters and ends of lines, which YAML 1.1 has only in escaped form, or not at all. */
const NOT_OF_YAML = /[\p{Cc}\p{Zl}\p{Zp}\ufffe\uffff]/u;
/** Of config.txt, the firmware reads this many characters of a line. */
const LINE = /^[ -~]{1,98}$/;
/** Of all files for a card. They are in memory, several times. */
export const MOST_BYTES = 256 * 1024 * 1024;
const FILE = /^[^/\\:*?"<>|\p{Cc}]{1,255}$/u;

/**
 * Checks settings for a card as far as that is possible without the image.
 *
 * @throws CardSettingInvalid
 */
export function checkSettings({ hostname, account, wifi, configTxt = [], files = {} }: CardSettings): void {
  expect('The host name', hostname, HOSTNAME, 'letters, digits and - (not first or last), at most 63 characters');
  expect('The account', account?.name, ACCOUNT, 'lower-case letters, digits, _ and -, at most 32 characters');
  if (account && OF_THE_SYSTEM.has(account.name))
    throw invalid('The account', `"${account.name}" cannot be set up here`, 'Name an ordinary account.');
  expectSecret('The password of the account', account?.password, /^[^\n\0]{1,256}$/, 'one line of text');
  const keys = account?.keys ?? [];
  const damaged = keys.find((key) => !isKey(key));
  if (damaged !== undefined) {
    // A line of a private key has no blanks, and may have come here by mistake.
    const shown = damaged.includes(' ') && !hasLines(damaged) ? `${JSON.stringify(damaged)} ` : '';
    const hint = isBroken(keys.slice(keys.indexOf(damaged)))
      ? 'It is broken over several lines. Write it in one.'
      : 'Expected a public key in one line, such as ssh-ed25519 AAAA... davy@locker.';
    throw invalid('The SSH key', `${shown}is not a whole public key`, hint);
  }
  if (wifi && !isSsid(wifi.ssid))
    throw invalid('The name of the Wi-Fi network', 'is invalid', 'Expected 1 to 32 bytes of text.');
  expectSecret(
    'The Wi-Fi password',
    wifi?.password,
    WIFI_PASSWORD,
    '8 to 63 characters without accents, or 64 hex digits',
  );
  expect('The country', wifi?.country, COUNTRY, 'the ISO code of a country, such as GB');
  for (const line of configTxt) expect('The line for config.txt', line, LINE, 'at most 98 characters');
  for (const name of Object.keys(files)) expect('The file', name, FILE, 'a name that FAT permits');
  const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  if (bytes > MOST_BYTES) throw tooLarge('The content of all files together');
}

const hasLines = (key: string): boolean => /[\r\n]/.test(key);
const isKey = (key: string): boolean => !hasLines(key) && isSshKey(key);

/** Whether the beginning of some lines, put together, is a key, as of one that was copied from a terminal. */
function isBroken(lines: string[]): boolean {
  const parts = lines.flatMap((line) => line.split(/[\r\n]+/)).map((line) => line.trim());
  return parts.some((_, at) => at > 0 && isSshKey(parts.slice(0, at + 1).join('')));
}

const isSsid = (ssid: string): boolean =>
  Buffer.byteLength(ssid) >= 1 && Buffer.byteLength(ssid) <= 32 && !NOT_OF_YAML.test(ssid);

function expect(what: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value === undefined || pattern.test(value)) return;
  throw invalid(what, `${JSON.stringify(value)} is invalid`, `Expected ${expected}.`);
}

/** The value is not shown. */
function expectSecret(what: string, value: string | undefined, pattern: RegExp, expected: string): void {
  if (value !== undefined && !pattern.test(value)) throw invalid(what, 'is invalid', `Expected ${expected}.`);
}

export const tooLarge = (what: string) =>
  invalid(what, 'takes more than 256 MB', 'Copy large files to the card yourself.');

const invalid = (what: string, reason: string, hint: string) => new CardSettingInvalid(what, reason, hint);
