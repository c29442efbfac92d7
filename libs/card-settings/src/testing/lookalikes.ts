/** Texts that YAML 1.1 reads as something else, unless they are quoted. */
export const LOOKALIKES = [
  ...['042', '1234', '0x1f', '1e3', '1_000', '12:30:45', '.5', '0b1', '-1', '.inf', '.nan'],
  ...['no', 'on', 'yes', 'Off', 'y', 'true', 'null', '~', 'NULL', '2026-11-26', '<<', '='],
];
