import { KernelBuilder, KNOWN_OPTIONS, REPOSITORY } from '../../tools/e2e/lib/kernel-builder';

let builder: KernelBuilder;
beforeAll(async () => {
  builder = await KernelBuilder.start();
});
afterAll(() => builder?.remove());

describe('a source from git', () => {
  const fetch = (branch: string, url = REPOSITORY) =>
    builder.run(`fetch_git_source ${url} '${branch}'; tail -n 1 "$kernel_source/Kconfig"; ls -a "$kernel_source"`);

  it.each([
    ['', 'FROM_MAIN'],
    ['main', 'FROM_MAIN'],
    ['v6.99', 'FROM_MAIN'],
    ['rpi-6.99.y', 'FROM_BRANCH'],
  ])('at %j is the one of that branch or tag, without its repository', async (branch, option) => {
    const { code, output } = await fetch(branch);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`config ${option}\n`) });
    expect(output).toContain(`==> Downloading the source, ${REPOSITORY}${branch && ` at ${branch}`}\n`);
    expect(output).not.toMatch(/^\.git$/m);
  });

  it('is downloaded once, and anew where the branch has moved; only the newest is kept', async () => {
    const { code, output } = await builder.run(`
      git clone --quiet --bare /git/linux /git/moving 2>&1
      # As builders of their own: a builder keeps what it uses.
      export HYPRIOTKIT_CACHE=$(mktemp --directory) work
      fetch='source /usr/local/lib/hypriotkit/builder.sh; source /builder/steps/fetch-git-source.sh
        fetch_git_source git://127.0.0.1/moving ""; echo "$time: $(basename "$kernel_source")"'
      for time in 1 2 3; do
        time=$time bash -c "set -euo pipefail; $fetch"
        until flock --nonblock "$HYPRIOTKIT_CACHE"/checkout-* true; do sleep 0.1; done
        echo "there are $(ls "$HYPRIOTKIT_CACHE" | wc -l)"
        [[ $time != 2 ]] || git -C /git/moving update-ref refs/heads/main refs/heads/rpi-6.99.y
      done; rm -rf /git/moving`);
    expect(code).toBe(0);
    const [first, second, third] = output.match(/(?<=^\d: ).*/gm)!;
    expect(first).toMatch(/^checkout-[0-9a-f]{40}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(output.match(/^there are .*/gm)).toEqual(Array(3).fill('there are 1'));
    expect(output.match(/^HEAD is now at /gm)).toHaveLength(2);
  });

  it('is that of the commit that is recorded, also where the branch moves meanwhile', async () => {
    const { code, output } = await builder.run(`
      git clone --quiet --bare /git/linux /git/moving
      first=$(git -C /git/moving rev-parse main)
      real=$(declare -f newest_commit)
      eval "real_\${real}"
      newest_commit() { real_newest_commit "$@" && git -C /git/moving update-ref refs/heads/main refs/heads/rpi-6.99.y; }
      fetch_git_source git://127.0.0.1/moving main; tail -n 1 "$kernel_source/Kconfig"; rm -rf /git/moving
      [[ $kernel_source == *-$first ]] && grep "$first" "$HYPRIOTKIT_INPUTS"`);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('config FROM_MAIN\n') as string });
  });

  it('at an annotated tag is its commit', async () => {
    const { code, output } = await builder.run(`
      git clone --quiet --bare /git/linux /git/tagged
      git -C /git/tagged -c user.name=me -c user.email=me@test tag --annotate --message x annotated rpi-6.99.y
      fetch_git_source git://127.0.0.1/tagged annotated; tail -n 1 "$kernel_source/Kconfig"
      [[ $kernel_source == *-$(git -C /git/linux rev-parse rpi-6.99.y) ]]; rm -rf /git/tagged`);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('config FROM_BRANCH\n') as string });
  });

  it('is fetched with credentials that no list of processes and no output has', async () => {
    const url = 'http://davy:l%40cker@Horse9@127.0.0.1:8765/linux';
    const { output } = await builder.run(`
      python3 -u - <<'END' &
import base64, http.server
class Server(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        import glob, pathlib
        lines = [pathlib.Path(one).read_bytes().replace(b"\\0", b" ").decode() for one in glob.glob("/proc/[0-9]*/cmdline")]
        print("seen:", [line for line in lines if "git" in line.split(" ")[0] and ("Horse9" in line or "cker" in line)])
        print("sent:", base64.b64decode(self.headers["Authorization"].split()[1]).decode().replace("@", " at "))
        self.send_error(500)
    def log_message(self, *words): pass
server = http.server.HTTPServer(("127.0.0.1", 8765), Server)
server.timeout = 20
# The first one only looks whether it is there.
for _ in range(2): server.handle_request()
END
      until (: </dev/tcp/127.0.0.1/8765) 2>/dev/null; do sleep 0.1; done
      fetch_git_source '${url}' ''`);
    expect(output).toContain('seen: []\nsent: davy:l at cker at Horse9\n');
    expect(output).toContain('error: the repository http://127.0.0.1:8765/linux does not answer.');
    expect(output).not.toMatch(/Horse9@|l%40cker/);
  });

  it('is the locked commit in a locked build, wherever the branch stands, and is recorded', async () => {
    const { code, output } = await builder.run(`
      HYPRIOTKIT_LOCK=$work/lock HYPRIOTKIT_INPUTS=$work/inputs; touch "$HYPRIOTKIT_INPUTS"
      fetch_git_source ${REPOSITORY} rpi-6.99.y; cp "$HYPRIOTKIT_INPUTS" "$work/unlocked"
      printf 'commit\t%s\t%s\t%s\t-\t-\n' ${REPOSITORY} "$(git -C /git/linux rev-parse main)" rpi-6.99.y >"$HYPRIOTKIT_LOCK"
      : >"$HYPRIOTKIT_INPUTS"; fetch_git_source ${REPOSITORY} rpi-6.99.y
      tail -n 1 "$kernel_source/Kconfig"; ls -a "$kernel_source" | grep --count '[.]git$' || true
      cmp "$HYPRIOTKIT_INPUTS" "$HYPRIOTKIT_LOCK"; cut --fields 1,2,4 "$work/unlocked"`);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('config FROM_MAIN\n0\n') as string });
    expect(output).toContain(`commit\t${REPOSITORY}\trpi-6.99.y\n`);
  });

  it.each([
    ['a branch that is not there', 'nosuch', REPOSITORY, `the repository ${REPOSITORY} has no branch or tag 'nosuch'.`],
    // A part of a branch's name does not match the branch.
    ['the end of a name', '6.99.y', REPOSITORY, `the repository ${REPOSITORY} has no branch or tag '6.99.y'.`],
    [
      'an empty repository',
      '',
      'git://127.0.0.1/empty',
      "the repository git://127.0.0.1/empty has no branch or tag ''.",
    ],
    ['no repository', '', 'git://127.0.0.1/nosuch', 'the repository git://127.0.0.1/nosuch does not answer.'],
    ['nobody', '', 'http://127.0.0.1:9/linux', 'the repository http://127.0.0.1:9/linux does not answer.'],
    ['another program', '', 'git://127.0.0.1/other', 'git://127.0.0.1/other is no Linux source. Correct kernel_repo.'],
  ])('that is %s ends the build', async (_, branch, url, message) => {
    const { code, output } = await fetch(branch, url);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`error: ${message}`) });
  });

  it.each(['ext::touch% /planted', '--upload-pack=touch /planted'])('%s is no command', async (url) => {
    const { code } = await builder.run(`fetch_git_source '${url}' ''`);
    expect(code).toBe(1);
    expect((await builder.run('ls /planted')).output).toContain('No such file');
  });
});

describe('a source from Debian', () => {
  beforeAll(() =>
    builder.succeeds(`
      source /archive.sh
      mkdir -p /tree/usr/src; tar --create --xz --file /tree/usr/src/linux-source-6.99.tar.xz --transform 's,^source,linux-source-6.99,' -C / source
      add_package linux-source-6.99 6.99.1-1 all /tree
      mkdir /lost /empty; add_package lost-source 6.98 all /lost
      add_package linux-source 6.99 all /empty "Depends: linux-source-6.99"; use_archive
      mkdir /archive/backports; mv /tree/usr/src/linux-source-6.{99,100}.tar.xz
      add_package linux-source-6.100 6.100.2-1~bpo13+1 all /tree
      add_package linux-source 6.100~bpo13+1 all /empty "Depends: linux-source-6.100"
      mv /archive/*bpo13* /archive/backports; add_suite backports; mv /tree/usr/src/linux-source-6.{100,99}.tar.xz`),
  );

  it('is unpacked', async () => {
    const { code, output } = await builder.run(
      'fetch_debian_source linux-source-6.99; ls "$kernel_source"; ls "$work"',
    );
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringMatching(/^COPYING\nKbuild\nKconfig\nLICENSES\nMakefile$/m),
    });
    // The download does not stay.
    expect(output.trimEnd()).toMatch(/builder\nobjects\nroot$/);
  });

  it('is that on which the package without a version depends', async () => {
    const { code, output } = await builder.run('fetch_debian_source linux-source; ls "$kernel_source"');
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('==> Downloading the source, linux-source-6.99 6.99.1-1\n'),
    });
  });

  it('may be that of another suite', async () => {
    const { code, output, files } = await builder.build({ RPI_KERNEL_REPO: 'deb:linux-source/backports' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(output).toContain('==> Downloading the source, linux-source-6.100 6.100.2-1~bpo13+1\n');
    expect(files).toContain('6.99.1-hypriotos-v8.tar.gz');
  });

  it.each([
    [
      'has no such package',
      'linux-source-6.99/backports',
      'the Debian mirror has no package linux-source-6.99 in backports. Correct',
    ],
    [
      'is not there',
      'linux-source/nosuch',
      'the package indexes of the Debian mirror could not be read, or it has no suite nosuch',
    ],
  ])('cannot be that of a suite that %s', async (_, name, message) => {
    const { code, output } = await builder.build({ RPI_KERNEL_REPO: `deb:${name}` });
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining(`error: ${message}`),
    });
  });

  it('that Debian does not have ends the build', async () => {
    const { code, output } = await builder.run('fetch_debian_source linux-source-5.0');
    expect(code).toBe(1);
    expect(output).toContain('error: the Debian mirror has no package linux-source-5.0. Correct kernel_repo.');
  });

  it('that cannot be downloaded ends the build, and leaves nothing in the cache', async () => {
    const { code, output } = await builder.run(
      `trap 'ls -A "$HYPRIOTKIT_CACHE"' EXIT; fetch_debian_source lost-source`,
    );
    expect(code).toBe(1);
    expect(output).toMatch(/error: the Debian package lost-source=6\.98 could not be downloaded\. Try again/);
    expect(output).not.toMatch(/^source-/m);
  });

  it('comes from a mirror that answers', async () => {
    const { code, output } = await builder.run(`
      sleep() { :; }
      cp /etc/apt/sources.list /sources; trap 'cp /sources /etc/apt/sources.list' EXIT
      echo 'deb http://127.0.0.1:9/ trixie main' >/etc/apt/sources.list
      fetch_debian_source linux-source-6.99`);
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('error: the package indexes of the Debian mirror could not be read.'),
    });
  });

  it('becomes the artifacts when it has all options', async () => {
    await builder.succeeds(`
      source /archive.sh
      ${KNOWN_OPTIONS} >/source/Kconfig
      tar --create --xz --file /tree/usr/src/linux-source-6.99.tar.xz --transform 's,^source,linux-source-6.99,' -C / source
      add_package linux-source-6.99 6.99.1-2 all /tree; rm /archive/*6.99.1-1*; use_archive`);
    const { code, output, files } = await builder.build({ RPI_KERNEL_REPO: 'deb:linux-source-6.99' });
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    expect(files).toContain('6.99.1-hypriotos-v8.tar.gz');
    expect(output).not.toMatch(/^--> /m);
  });
});
