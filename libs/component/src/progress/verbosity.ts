/** How much is shown: errors only; the steps of each component; everything that the containers say. */
export const VERBOSITIES = ['quiet', 'info', 'debug'] as const;
export type Verbosity = (typeof VERBOSITIES)[number];
