import type { Mistake } from './mistake';
import { ACCOUNTS } from './accounts';
import { BOARDS } from './boards';
import { CONTENTS } from './contents';
import { FILE_SYSTEMS } from './file-systems';
import { KERNELS } from './kernels';
import { LEFTOVERS } from './leftovers';
import { SERVICES } from './services';

export type { Mistake } from './mistake';
export { OTHERS } from './others';

/** Made in one image: none of them hides another. */
export const INDEPENDENT: Mistake[] = [
  ...BOARDS,
  ...KERNELS,
  ...FILE_SYSTEMS,
  ...SERVICES,
  ...ACCOUNTS,
  ...LEFTOVERS,
  ...CONTENTS,
];
