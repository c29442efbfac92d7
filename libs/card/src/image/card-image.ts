/** The formats of images, as `rpi_sd_image.format` names them. */
export type Format = 'zip' | 'xz' | 'zst' | 'raw';

/** An image that can be written to a card. */
export interface CardImage {
  /** Path of the file. */
  path: string;
  format: Format;
  /** Size of the file, in bytes. */
  fileSize: number;
  /** Size of what is written to the card, in bytes. Undefined if the file does not say. */
  size?: number;
  /** SHA-256 that the file has to have: 64 hex digits, from the `.sha256` beside it. */
  sha256?: string;
}
