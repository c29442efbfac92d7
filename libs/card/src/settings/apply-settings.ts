import type { BootPartition } from './boot-partition';
import { changedNetworkConfig } from './network-config';
import { changedUserData } from './cloud-config';
import type { Hashed } from './hashed';

/** Sets on a boot partition what was asked for. Files take their place first, and are changed then. */
export function applySettings(boot: BootPartition, settings: Hashed): void {
  const { account, configTxt = [], files = {}, hostname, wifi } = settings;
  const shipped = boot.read('user-data')?.toString();
  for (const [name, content] of Object.entries(files)) boot.write(name, content);
  if (hostname !== undefined || account)
    change(boot, 'user-data', (text = '') => changedUserData(text, settings, shipped));
  if (wifi) change(boot, 'network-config', (text) => changedNetworkConfig(text, wifi));
  if (configTxt.length > 0) change(boot, 'config.txt', (text) => withLines(text, configTxt));
}

function change(boot: BootPartition, name: string, work: (text: string | undefined) => string): void {
  boot.write(name, Buffer.from(work(boot.read(name)?.toString())));
}

/** The lines count for all boards, until one of them begins a section. */
const withLines = (text: string | undefined, lines: string[]): string =>
  `${text === undefined ? '' : `${text.trimEnd()}\n\n`}[all]\n${lines.join('\n')}\n`;
