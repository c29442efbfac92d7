/** Docker's rule for names. Whatever else the engine would take for a path of its host, and mount. */
const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export function assertVolumeName(name: string): void {
  if (!VOLUME_NAME.test(name)) {
    throw new TypeError(`"${name}" is not the name of a volume: letters, digits and _ . - only, at least two of them`);
  }
}
