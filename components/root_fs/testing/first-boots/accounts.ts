import { ARRANGED } from './arranged';
import { AS_MEANT } from './as-meant';
import { BROUGHT } from './brought';
import { COMMANDS } from './commands';
import { CORRECTIONS } from './corrections';
import { CUTS } from './cuts';
import { KEYS } from './keys';
import { KNOWN_PASSWORD } from './known-password';
import { LATER } from './later';
import { MISREAD } from './misread';
import { NETWORK } from './network';
import { NOTICES } from './notices';
import type { Story } from './user-data';
import { WITHOUT_CLOUD_INIT } from './without-cloud-init';

/** What becomes of accounts. */
export const STORIES: Story[] = [
  ...COMMANDS,
  ...WITHOUT_CLOUD_INIT,
  ...ARRANGED,
  ...KNOWN_PASSWORD,
  ...KEYS,
  ...CORRECTIONS,
  ...NOTICES,
  ...CUTS,
  ...LATER,
  ...MISREAD,
  ...NETWORK,
  ...AS_MEANT,
  ...BROUGHT,
];
