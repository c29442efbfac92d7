import { selfSigned } from '../testing/certificate';
import { temporaryFolder } from '../testing/temporary-folder';
import { readTlsMaterial } from './tls-material';

const folder = temporaryFolder();
const { cert, key } = selfSigned();

describe('readTlsMaterial', () => {
  it('wants ca.pem if the engine is to be verified', async () => {
    await expect(readTlsMaterial({ folder: folder.path, verify: true })).rejects.toThrow('ca.pem is missing');
    expect(await readTlsMaterial({ folder: folder.path, verify: false })).toEqual({ rejectUnauthorized: false });
  });

  it('wants cert.pem and key.pem together', async () => {
    folder.write('ca.pem', cert);
    folder.write('cert.pem', cert);
    await expect(readTlsMaterial({ folder: folder.path, verify: true })).rejects.toThrow('both are needed');
    folder.write('key.pem', key);
    expect(await readTlsMaterial({ folder: folder.path, verify: true })).toEqual({
      rejectUnauthorized: true,
      ca: Buffer.from(cert),
      cert: Buffer.from(cert),
      key: Buffer.from(key),
    });
  });

  it.each(['ca.pem', 'cert.pem', 'key.pem'])('names a file that holds something else: %s', async (name) => {
    for (const [file, content] of Object.entries({ 'ca.pem': cert, 'cert.pem': cert, 'key.pem': key })) {
      folder.write(file, file === name ? 'tea' : content);
    }
    await expect(readTlsMaterial({ folder: folder.path, verify: true })).rejects.toThrow(
      `${folder.path}/${name} is not`,
    );
  });
});
