/** Type and Base64 of a public key, in a line as of authorized_keys without what is in quotes. */
const KEY =
  /(?:^|\s)(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) (AAAA[A-Za-z0-9+/]+={0,2})(?:\s|$)/;

/** The number of fields by the start of the type: RFC 4253, RFC 5656, RFC 8709 and OpenSSH's PROTOCOL.u2f. */
const FIELDS: [string, number][] = [
  ['ssh-ed25519', 2],
  ['sk-ssh-ed25519', 3],
  ['sk-ecdsa', 4],
  ['', 3],
];
const ED25519_BYTES = 32;

/** Whether a line of authorized_keys has a public key that is whole, of the type that it says. */
export function isSshKey(line: string): boolean {
  const [, type, base64 = ''] = KEY.exec(line.replace(/"[^"]*"/g, '')) ?? [];
  if (type === undefined) return false;
  const fields = fieldsIn(Buffer.from(base64, 'base64'));
  if (fields?.[0]?.toString() !== type) return false;
  const isLong = !type.includes('ed25519') || fields[1]?.length === ED25519_BYTES;
  return isLong && fields.length === FIELDS.find(([start]) => type.startsWith(start))![1];
}

/** Returns the fields of a key, each of which has its length before it; undefined if the key ends within one. */
function fieldsIn(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length;) {
    const start = at + 4;
    if (start > blob.length) return undefined;
    at = start + blob.readUInt32BE(start - 4);
    if (at > blob.length) return undefined;
    fields.push(blob.subarray(start, at));
  }
  return fields;
}
