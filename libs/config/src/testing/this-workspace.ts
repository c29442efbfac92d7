import { join } from 'node:path';
import { loadConfiguration } from '../index';

const REPOSITORY = join(__dirname, '..', '..', '..', '..');

/** The defaults of this repository, without a configs.json of the user. */
export const configuration = loadConfiguration(REPOSITORY, { env: { HYPRIOTKIT_CONFIGS: 'image/configs.json' } });
