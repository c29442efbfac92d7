import { temporaryFolder } from '../testing/temporary-folder';
import { readTlsMaterial } from './tls-material';

const folder = temporaryFolder();

describe('readTlsMaterial', () => {
  it('wants ca.pem if the engine is to be verified', async () => {
    await expect(readTlsMaterial({ folder: folder.path, verify: true })).rejects.toThrow('ca.pem is missing');
    expect(await readTlsMaterial({ folder: folder.path, verify: false })).toEqual({ rejectUnauthorized: false });
  });

  it('wants cert.pem and key.pem together', async () => {
    folder.write('ca.pem', 'ca');
    folder.write('cert.pem', 'cert');
    await expect(readTlsMaterial({ folder: folder.path, verify: true })).rejects.toThrow('both are needed');
    folder.write('key.pem', 'key');
    expect(await readTlsMaterial({ folder: folder.path, verify: true })).toEqual({
      rejectUnauthorized: true,
      ca: Buffer.from('ca'),
      cert: Buffer.from('cert'),
      key: Buffer.from('key'),
    });
  });
});
