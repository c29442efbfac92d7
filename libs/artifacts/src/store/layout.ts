// Layout of the store in its volume or folder. Each entry has a numbered slot: one folder for its files and one for its
// index. The index folders lie together, so they can be read without the files. A free slot is an empty file, because
// the engine's API can replace a folder but not delete it.

/** Where the store's volume or folder is mounted in a container. */
export const MOUNT = '/artifacts';
/** Hidden, because delivered files lie beside it. */
export const ROOT = '.store';
const INDEX = `${ROOT}/.index`;
const FILES = `${ROOT}/.entries`;

/** The permanent folders. */
export const FOLDERS = [ROOT, INDEX, FILES];

/** Where earlier versions, without slots, kept a component's entries. */
export const formerPlace = (component: string): string => `${ROOT}/${component}`;

export const indexPath = `${MOUNT}/${INDEX}`;
export const indexFolder = (slot: number | string): string => `${INDEX}/${slot}`;
export const filesFolder = (slot: number): string => `${FILES}/${slot}`;

/** Describes the entry. Written before its files. */
export const ENTRY = 'entry.json';
/** Time of the last use, by the engine's clock. The text always has the same length. */
export const USED = 'used';
