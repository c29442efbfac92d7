import { join } from 'node:path';
import { ensureBuilder, connect } from '@hypriotkit/engine';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';
import { ROOT } from '../../tools/e2e/lib/workspace';

/** What a script begins with that uses the steps of the builder, and the names of what is in its root file system. */
const PREAMBLE = `
  set -euo pipefail
  source /usr/local/lib/hypriotkit/builder.sh
  for part in /builder/lib/*.sh /builder/steps/*.sh; do source "$part"; done
  export SOURCE_DATE_EPOCH=1767225600 ROOT_FS_ARCH=arm64
  SCRATCH=$(mktemp --directory) root=$SCRATCH/root
  mkdir "$root"
  listed() { tr '\\n' ' ' <"$root$IMAGES_LIST"; }
  packed() { tar --list --file "$root$IMAGES_ARCHIVE" | grep -c "$1"; }
`;

let builder: RunningContainer;
let registry: RunningContainer;
beforeAll(async () => {
  const tag = 'hypriotkit-test/registry:latest';
  await ensureBuilder(await connect(), { folder: join(ROOT, 'libs/api/src/testing/registry'), tag });
  registry = new RunningContainer(tag, []);
  builder = new RunningContainer(await builderImage('rpi_sd_image', 'components/rpi_sd_image/builder'));
  builder.copyIn(join(ROOT, 'tools/e2e/lib/container-image.sh'), '/usr/local/bin');
  const { output, code } = await builder.run(`
    mkdir -p /workspace/container_images && cd /workspace/container_images
    for layer in sea land; do head -c 3000000 /dev/urandom >$layer; tar --create --file /$layer.tar $layer; rm $layer; done
    container-image.sh fleet.tar arm64 /sea.tar crow:1.0 docker.io/library/crow:2.0 registry.localhost:5000/nest/crow:latest
    container-image.sh parrot.tar arm64 /sea.tar parrot:latest && gzip parrot.tar
    container-image.sh pc.tar amd64 /sea.tar pc:1
    container-image.sh nameless.tar arm64 /sea.tar
    cp /sea.tar plain.tar`);
  expect({ code, output }).toEqual({ code: 0, output: '' });
});
afterAll(() => {
  builder?.remove();
  registry?.remove();
});

const run = (script: string, env: Record<string, string> = {}) => builder.run(PREAMBLE + script, env);

describe('container images', () => {
  it('of archives lie in the system as one, under the names that Docker shows, each layer once', async () => {
    const { output } = await run('add_container_images "$root"; listed; packed "[.]tar$"; packed manifest.json', {
      CONTAINER_IMAGES: 'my/fleet.tar\n/home/me/parrot.tar.gz',
    });
    expect(output).toContain('crow:1.0 crow:2.0 parrot:latest registry.localhost:5000/nest/crow:latest 1\n1\n');
  });

  it('are none unless some are configured', async () => {
    const { output } = await run('add_container_images "$root"; listed; ls "$root${IMAGES_ARCHIVE%/*}"');
    expect(output).toBe('');
  });

  it.each([
    ['pc.tar', 'the image pc:1 is for linux/amd64 and does not run on the board'],
    ['nameless.tar', 'an image in nameless.tar has no name'],
    ['plain.tar', 'plain.tar is no archive of docker save'],
    ['crow@sha256:' + '0'.repeat(64), 'has a digest and no tag'],
    ['http://127.0.0.1:1/crow', 'the registry has no 127.0.0.1:1/crow, or does not answer'],
  ])('%s: %s', async (image, message) => {
    const { code, output } = await run('add_container_images "$root"', { CONTAINER_IMAGES: image });
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  it('of a registry are those that the tag points to now, and are fetched once', async () => {
    const name = `${registry.address}:5000/crow:3.0`;
    const put = (layer: string) => `
      container-image.sh /tmp/crow.tar arm64 /${layer}.tar crow
      skopeo copy --quiet --dest-tls-verify=false docker-archive:/tmp/crow.tar docker://${name}; rm /tmp/crow.tar;`;
    const add = (script = '') =>
      run(
        `${script} add_container_images "$root"; listed; tar -xOf "$root$IMAGES_ARCHIVE" --wildcards "*.tar" | tar -t`,
        {
          CONTAINER_IMAGES: `http://${name}`,
        },
      );
    const first = await add(put('sea'));
    expect(first.output).toContain(`Fetching ${name}`);
    expect(first.output).toMatch(new RegExp(`${name} sea$`, 'm'));
    const again = await add();
    expect(again.output).not.toContain('Fetching');
    expect(again.output).toContain(`${name} sea`);
    expect((await add(put('land'))).output).toContain(`${name} land`);
  });

  it('of a registry may be said by their digest, which goes before the tag', async () => {
    const name = `${registry.address}:5000/gull:1`;
    const { output } = await run(
      `container-image.sh /tmp/gull.tar arm64 /sea.tar gull
       skopeo copy --quiet --dest-tls-verify=false docker-archive:/tmp/gull.tar docker://${name}
       digest=$(skopeo inspect --tls-verify=false --format '{{.Digest}}' docker://${name})
       CONTAINER_IMAGES=http://${name}@$digest
       add_container_images "$root"; listed`,
    );
    expect(output).toContain(`${name} `);
    expect(output).not.toContain('error');
  });
});

describe('the root partition', () => {
  /** Sizes an image of 100 MB for a root file system of 50 MB with container images of 30 MB among them. */
  const size = (megabytes: string) =>
    run(
      `truncate --size 100M image; printf 'start=2048, size=63488, type=c\\nstart=65536, type=83\\n' | sfdisk --quiet image
       mkdir -p "$root\${IMAGES_ARCHIVE%/*}"
       head -c 20M /dev/urandom >"$root/system"; head -c 30M /dev/urandom >"$root$IMAGES_ARCHIVE"
       resize_root_partition "$root" image; partition_field image 2 SECTORS`,
      { ROOT_MEGABYTES: megabytes },
    );

  it('is as large as what goes into it, container images twice, and a margin', async () => {
    const { output } = await size('0');
    expect(output).toMatch(/34\d MB, of which 2[01] for the system, 60 for container images \(and loading them\)/);
  });

  it('is as large as it is configured', async () => {
    expect((await size('1000')).output).toMatch(new RegExp(`^${(1000 * 1024 * 1024) / 512}$`, 'm'));
  });

  it('is not made too small for what goes into it', async () => {
    const { code, output } = await size('300');
    expect(output).toMatch(/of 300 MB is too small .* Set rpi_sd_image.root_megabytes to 34\d or more, or to 0/);
    expect(code).toBe(1);
  });
});
