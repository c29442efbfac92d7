// How the store is laid out in its volume or folder. Each entry has a slot, a number: its files are in a folder of that
// name, and what is known of them in another, so that all of that is read at once without the files. A slot that is free
// is an empty file: through the engine's API a folder cannot be deleted, but replaced.

/** Where the store's place is in a container. */
export const MOUNT = '/artifacts';
/** Hidden, as what people look for in the same place is delivered beside it. */
export const ROOT = '.store';
const INDEX = `${ROOT}/.index`;
const FILES = `${ROOT}/.entries`;

/** The folders that are there always. */
export const FOLDERS = [ROOT, INDEX, FILES];

/** Where a component's entries were before they had slots. */
export const formerPlace = (component: string): string => `${ROOT}/${component}`;

export const indexPath = `${MOUNT}/${INDEX}`;
export const indexFolder = (slot: number | string): string => `${INDEX}/${slot}`;
export const filesFolder = (slot: number): string => `${FILES}/${slot}`;

/** What an entry is, written before its files. */
export const ENTRY = 'entry.json';
/** When it was used last, by the engine's clock: a text of always the same length. */
export const USED = 'used';
