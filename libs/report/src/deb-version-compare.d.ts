declare module 'deb-version-compare' {
  /** Compares two versions as dpkg does: less than 0 if the first is the earlier one. */
  function compare(one: string, other: string): number;
  export = compare;
}
