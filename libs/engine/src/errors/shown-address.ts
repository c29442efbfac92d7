import { withoutCredentials } from '@hypriotkit/core';

/** An address as it may be shown, one that is none as well. */
export const shownAddress = (address: string): string =>
  address.includes('://') ? withoutCredentials(address) : address.replace(/^.*@/s, '***@');
