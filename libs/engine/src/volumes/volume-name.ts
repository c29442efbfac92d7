/** Docker's rule for names. Whatever else the engine would take for a path of its host, and mount. */
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Whether Docker would take a text for the name of a volume: letters, digits and _ . - only, at least two of them. */
export const isVolumeName = (name: string): boolean => VOLUME_NAME.test(name);

export function assertVolumeName(name: string): void {
  if (!isVolumeName(name)) {
    throw new TypeError(`"${name}" is not the name of a volume: letters, digits and _ . - only, at least two of them`);
  }
}
