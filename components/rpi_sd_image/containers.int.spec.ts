import { join } from 'node:path';
import { ensureBuilder, connect } from '@hypriotkit/engine';
import { RunningContainer } from '../../tools/e2e/lib/containers';
import { PREAMBLE, sdImageBuilder } from '../../tools/e2e/lib/sd-image-builder';
import { ROOT } from '../../tools/e2e/lib/workspace';

let builder: RunningContainer;
let registry: RunningContainer;
beforeAll(async () => {
  const tag = 'hypriotkit-test/registry:latest';
  await ensureBuilder(await connect(), { folder: join(ROOT, 'libs/api/src/testing/registry'), tag });
  registry = new RunningContainer(tag, []);
  builder = await sdImageBuilder();
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

  it('of an archive with a colon in its name are those of that archive', async () => {
    const { code, output } = await run(
      'cp "$ARCHIVES/fleet.tar" "$ARCHIVES/fleet:1.tar"; add_container_images "$root"; listed; rm "$ARCHIVES/fleet:1.tar"',
      { CONTAINER_IMAGES: 'fleet:1.tar' },
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('crow:1.0') as string });
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

  it('of a registry are those of the lock in a locked build, whatever the tag points to now', async () => {
    const name = `${registry.address}:5000/heron:1`;
    const put = (layer: string) => `
      container-image.sh /tmp/heron.tar arm64 /${layer}.tar heron
      skopeo copy --quiet --dest-tls-verify=false docker-archive:/tmp/heron.tar docker://${name}; rm /tmp/heron.tar`;
    const { output, code } = await run(
      `${put('sea')}
       digest=$(skopeo inspect --tls-verify=false --format '{{.Digest}}' docker://${name})
       ${put('land')}
       HYPRIOTKIT_LOCK=$SCRATCH/lock; lock() { printf 'image\t%s\t%s\t-\t-\t-\n' ${name} "$1" >"$HYPRIOTKIT_LOCK"; }
       export CONTAINER_IMAGES=http://${name}
       lock "$digest"; add_container_images "$root"; tar -xOf "$root$IMAGES_ARCHIVE" --wildcards "*.tar" | tar -t
       trap 'cat "$HYPRIOTKIT_UNLOCKED"; rm "$HYPRIOTKIT_UNLOCKED"' EXIT
       lock sha256:${'0'.repeat(64)}; rm -r "$SCRATCH/container-images" || true; add_container_images "$root"`,
    );
    expect(output).toMatch(/^sea$/m);
    expect(output).not.toMatch(/^land$/m);
    expect(output).toMatch(/^image \S+\/heron:1: sha256:0{64} is locked, and the registry does not give it$/m);
    expect(code).toBe(1);
  });

  it('from a registry may be named by digest, which takes precedence over the tag', async () => {
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

describe('a compose project', () => {
  const DIGEST = `sha256:${'1'.repeat(64)}`;

  beforeAll(async () => {
    // The root file system of the test is the container's own.
    const { code, output } = await builder.run(
      'apt-get update && apt-get install --yes --no-install-recommends docker-compose',
    );
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  });

  /** What the build says of a compose file, and files beside it, with two container images in the system. */
  const compose = (files: Record<string, string>, env: Record<string, string> = {}) =>
    run(
      `root=/; rm -rf "$COMPOSE_INPUT" "$COMPOSE_PROJECT"; mkdir -p "$COMPOSE_INPUT/app" "\${IMAGES_LIST%/*}"; cd "$COMPOSE_INPUT/app"
       printf '%s\n' nginx:1.29 app:latest example.org/app:1 >"$IMAGES_LIST"
       ${Object.entries(files)
         .map(([name, text]) => `mkdir -p "$(dirname ${name})"; cat >${name} <<'END'\n${text}\nEND\n`)
         .join('')}
       add_compose_project "$root"`,
      { COMPOSE_SOURCE: 'app', ...env },
    );
  const service = (...lines: string[]) => ({
    'compose.yaml': ['services:', '  web:', ...indented(lines)].join('\n'),
  });
  /** What follows an empty line is no part of the service. */
  const indented = (lines: string[]) => {
    const end = lines.includes('') ? lines.indexOf('') : lines.length;
    return lines.map((line, at) => (at < end ? `    ${line}` : line));
  };
  const said = (output: string) => output.split('\n').filter((line) => /^(!!|--)> /.test(line));

  it.each([
    [
      'a digest',
      ['image: nginx:1.29@DIGEST'],
      /^!!> The service web names nginx:1.29@DIGEST by its digest.* Write nginx:1.29 in .*: nginx:1.29@DIGEST$/,
    ],
    [
      'a digest without a tag',
      ['image: nginx@DIGEST'],
      /^!!> The service web names nginx@DIGEST.* Write nginx:latest in /,
    ],
    [
      'a digest by a variable',
      ['image: nginx:${TAG:-1.29@DIGEST}'],
      /^!!> The service web names nginx:1.29@DIGEST by its digest/,
    ],
    [
      'an image that is not there',
      ['image: redis'],
      /^!!> The service web does not start without a network: the image redis is not in/,
    ],
    ['another tag', ['image: nginx:1.30'], /^!!> .* the image nginx:1.30 is not in rpi_sd_image.container_images/],
    ['a variable of the builder', ['image: app:${VERSION:-2}'], /^!!> .* the image app:2 is not in/],
    [
      'one that is never pulled',
      ['image: redis', 'pull_policy: never'],
      /^!!> The service web cannot start: pull_policy is never/,
    ],
    [
      'one that is always pulled',
      ['image: nginx:1.29', 'pull_policy: always'],
      /^!!> .* the image nginx:1.29 is in the system, but pull_policy is always/,
    ],
    [
      'another platform',
      ['image: nginx:1.29', 'platform: linux/amd64'],
      /^!!> The service web is for the platform linux\/amd64, and the board is linux\/arm64/,
    ],
    ['something to build', ['build: .'], /^!!> The service web is built on the board, .* under image\.$/],
    [
      'something to build that is not there',
      ['build: ./elsewhere'],
      /^!!> The service web cannot be built on the board: .*elsewhere is not in the system/,
    ],
    [
      'something to build each time',
      ['build: .', 'image: app', 'pull_policy: build'],
      /^!!> .* under image, without pull_policy\.$/,
    ],
    [
      'a file that is not beside it',
      ['image: app', "volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']"],
      /^!!> The service web cannot use nginx.conf, which is not in the system: Docker makes a folder of that name/,
    ],
    [
      'a secret that is not beside it',
      ['image: app', 'secrets: [pw]', '', "secrets: { pw: { file: './pw' } }"],
      /^!!> The secret pw cannot be used: its file pw is not in the system/,
    ],
    [
      'a network of another project',
      ['image: app', 'networks: [proxy]', '', 'networks: { proxy: { external: true } }'],
      /^!!> The project does not come up until there is the network proxy, .* docker network create proxy$/,
    ],
    [
      'a volume of another project',
      ['image: app', "volumes: ['old:/data']", '', 'volumes: { old: { external: true, name: older } }'],
      /^!!> .* the volume older, .* docker volume create older$/,
    ],
    [
      'a profile',
      ['image: redis', 'profiles: [debug]'],
      /^--> The service web \(under its profile\) does not start without a network/,
    ],
  ])('is warned of: %s', async (_, lines, expected) => {
    const { code, output } = await compose(service(...lines.map((line) => line.replace('DIGEST', DIGEST))), {
      VERSION: 'latest',
    });
    expect(said(output).map((line) => line.replaceAll(DIGEST, 'DIGEST'))).toEqual([expect.stringMatching(expected)]);
    expect(code).toBe(0);
  });

  it.each([
    ['an image of container_images', ['image: nginx:1.29']],
    ['the same by its long name', ['image: docker.io/library/nginx:1.29']],
    ['one without a tag', ['image: app']],
    ['one of another registry', ['image: example.org/app:1', 'pull_policy: missing']],
    ['one that could be built', ['image: app', 'build: .']],
    ['its own platform', ['image: nginx:1.29', 'platform: linux/arm64/v8']],
    ['folders that Docker makes', ['image: app', "volumes: ['./data:/data', '/srv/site:/site']"]],
    ['what the system has', ['image: app', "volumes: ['/etc/localtime:/etc/localtime:ro', './compose.yaml:/a.yaml']"]],
    ['a socket', ['image: app', "volumes: ['/var/run/docker.sock:/var/run/docker.sock']"]],
    ['the home of root', ['image: app', "volumes: ['~/data:/data']"]],
    ['a variable with a value that fits', ['image: nginx:${TAG:-1.29}']],
  ])('that needs no network is not warned of: %s', async (_, lines) => {
    const { code, output } = await compose(service(...lines));
    expect({ code, said: said(output) }).toEqual({ code: 0, said: [] });
  });

  it('has variables from its own file .env, and is warned of those that have no value', async () => {
    const file = service('image: nginx:${TAG}');
    expect(said((await compose({ ...file, '.env': 'TAG=1.29' })).output)).toEqual([]);
    const [variable, image] = said((await compose(file)).output);
    expect(variable).toMatch(/^!!> The compose file uses \$TAG, which has no value on the board/);
    expect(image).toMatch(/the image nginx: is not in/);
  });

  it('has profiles that its own .env turns on', async () => {
    const file = service('image: redis', 'profiles: [debug]');
    expect(said((await compose({ ...file, '.env': 'COMPOSE_PROFILES=debug' })).output)).toEqual([
      expect.stringMatching(/^!!> The service web does not start without a network/),
    ]);
  });

  it('that Compose cannot read ends the build', async () => {
    const { code, output } = await compose(service('image: nginx:${TAG:?say which}'));
    expect(output).toMatch(/say which[^]*error: Docker Compose cannot read app/);
    expect(code).toBe(1);
  });

  it('comes up by a service that systemd takes, and that tries again less and less often', async () => {
    const { output } = await builder.run(
      `[ -e /usr/bin/docker ] || install -m 755 /dev/null /usr/bin/docker
       cp /builder/files/system/etc/systemd/system/hypriotos-compose.service /etc/systemd/system
       systemd-analyze verify --recursive-errors=no hypriotos-compose.service`,
    );
    expect(output).toBe('');
  });
});
