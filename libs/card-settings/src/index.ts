export type { CardSettings } from './card-settings';
export { checkGiven } from './check-given';
export { checkSettings } from './check-settings';
export { ACCOUNT_PASSWORD_VARIABLE, settingsFrom, WIFI_PASSWORD_VARIABLE, type GivenSettings } from './given-settings';

// Errors
export * from './errors';
