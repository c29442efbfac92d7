import { possibleIds } from './own-container';

const ID = '0123456789abcdef'.repeat(4);
const line = (root: string, target: string) => `501 480 254:0 ${root} ${target} rw,relatime - ext4 /dev/vda rw`;

describe('possibleIds', () => {
  it.each([
    ['Docker', `/var/lib/docker/containers/${ID}/resolv.conf`, '/etc/resolv.conf'],
    ['Docker on a disk of its own', `/containers/${ID}/hostname`, '/etc/hostname'],
    ['Podman', `/containers/storage/overlay-containers/${ID}/userdata/hosts`, '/etc/hosts'],
  ])('finds the id in the mounts of %s, whatever the host name', (_, root, target) => {
    const mountinfo = [line('/', '/'), line(root, target), line('/', '/proc')].join('\n');
    expect(possibleIds(mountinfo, 'black-pearl')).toEqual([ID]);
  });

  it('takes a host name that may be the beginning of an id', () => {
    expect(possibleIds(line('/', '/'), ID.slice(0, 12))).toEqual([ID.slice(0, 12)]);
  });

  it('finds none on a machine', () => {
    const others = line(`/var/lib/docker/containers/${ID}/mounts/shm`, `/var/lib/docker/containers/${ID}/mounts/shm`);
    expect(possibleIds(others, 'black-pearl')).toEqual([]);
  });
});
