import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the header of a program (ELF) tells its architecture: 1 for 32 or 2 for 64 bits, 1 for the low byte first, machine. */
const PROGRAMS = {
  amd64: [2, 1, 62],
  arm64: [2, 1, 183],
  armhf: [1, 1, 40],
  i386: [1, 1, 3],
  mips: [1, 2, 8],
  mipsel: [1, 1, 8],
  mips64el: [2, 1, 8],
};

/**
 * @typedef {object} Handler
 * @property {string} name of its file, which is up to the one who registered it: qemu-aarch64-static, for example
 * @property {boolean} isEnabled
 * @property {boolean} isForContainers whether the kernel has its interpreter open (flag F)
 */

/**
 * Returns the handlers that the kernel would run programs of an architecture with. It compares their magic, as the kernel
 * does.
 * @param {string} folder where binfmt_misc is mounted
 * @returns {Handler[]}
 */
export function handlersFor(architecture, folder) {
  const header = headerOf(...PROGRAMS[architecture]);
  return filesIn(folder)
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => takes(text, header))
    .map(({ name, text }) => ({
      name,
      isEnabled: text.startsWith('enabled'),
      isForContainers: /^flags: \w*F/m.test(text),
    }));
}

function filesIn(folder) {
  try {
    return readdirSync(folder).filter((name) => name !== 'register' && name !== 'status');
  } catch (error) {
    // It is not mounted.
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** A program's first bytes, without what differs between programs of an architecture. */
function headerOf(bits, order, machine) {
  const header = Buffer.alloc(64);
  header.write('\x7fELF', 'latin1');
  header.set([bits, order, 1], 4);
  const write = (value, offset) =>
    order === 1 ? header.writeUInt16LE(value, offset) : header.writeUInt16BE(value, offset);
  write(2, 16);
  write(machine, 18);
  return header;
}

function takes(text, header) {
  const bytes = (field) => Buffer.from(new RegExp(`^${field} (\\w+)$`, 'm').exec(text)?.[1] ?? '', 'hex');
  const offset = Number(/^offset (\d+)$/m.exec(text)?.[1] ?? 0);
  const [magic, mask] = [bytes('magic'), bytes('mask')];
  const counts = (index) => mask[index] ?? 0xff;
  return (
    magic.length > 0 &&
    magic.every((byte, index) => (byte & counts(index)) === (header[offset + index] & counts(index)))
  );
}
