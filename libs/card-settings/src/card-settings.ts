/** What is set on a card after it was written: for its first boot, and for its firmware. All of it is optional. */
export interface CardSettings {
  hostname?: string;
  /** The account to log in with. If its name is not the image's, it takes the place of the image's account. */
  account?: {
    name?: string;
    /** In plain text. Only its hash is written to the card. */
    password?: string;
    /** SSH public keys, as lines of authorized_keys. */
    keys?: string[];
  };
  wifi?: {
    ssid: string;
    /** 8 to 63 characters, or a key of 64 hexadecimal digits. Without it: an open network. */
    password?: string;
    /** ISO code of the country where the board is. Default: what the image has. */
    country?: string;
    /** Whether the network does not broadcast its name. */
    hidden?: boolean;
  };
  /** Lines added to config.txt. */
  configTxt?: string[];
  /** Files of the boot partition by their names, such as `user-data`. They take the place of the image's. */
  files?: Record<string, Buffer>;
}
