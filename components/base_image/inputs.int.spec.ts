import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from './testing/builder-script';

const SNAPSHOT = execFileSync('tar', ['--create', '--directory', join(__dirname, 'testing', 'snapshot'), '.']).toString(
  'base64',
);
const ARCHIVE = readFileSync(join(__dirname, 'testing', 'small-archive.sh'), 'utf8');

/** Runs a script as builders do, with an archive of packages in the container. Lines of apt itself are left out. */
async function builder(script: string) {
  const { exitCode, lines } = await runScript(`${ARCHIVE}\n${script}`);
  return { exitCode, lines: lines.filter((line) => !/^(Get|Fetched|Reading|Hit|W:|N:)/.test(line)) };
}

const REFUSED = /^error: this build is locked, and cannot get what hypriotkit\.lock\.json says: /;

describe('what a builder fetches is recorded', () => {
  it('packages with where they are from, of which a suite with security updates counts most', async () => {
    const { exitCode, lines } = await builder(`
      add_package trixie hail 1; add_package trixie rain 1:2-1; add_package trixie-security hail 1
      read_archive trixie trixie-security
      apt_download hail a; apt_download rain=1:2-1 a; apt_download hail b; ls a; recorded`);
    expect({ exitCode, lines }).toEqual({
      exitCode: 0,
      lines: [
        ...['hail_1_all.deb', 'rain_1%3a2-1_all.deb'],
        'package hail 1 all SHA256 trixie-security/main',
        'package rain 1:2-1 all SHA256 trixie/main',
      ],
    });
  });

  it('what apt is going to install for another root', async () => {
    const { lines } = await builder(`
      echo 'Inst libc6 [2.41-1] (2.41-2 Debian:13.1/stable, Debian-Security:13/stable [arm64])
Inst hail:arm64 (1 localhost [all]) [rain:arm64 ]
Conf hail (1 localhost [all])' | planned_packages`);
    expect(lines).toEqual(['libc6 2.41-2 arm64', 'hail 1 all']);
  });

  it('downloads, without the credentials in their addresses, and nothing of this machine', async () => {
    const { lines } = await builder(`
      mkdir www; echo tea >www/key; python3 -m http.server 8000 --bind 127.0.0.1 --directory www >/dev/null 2>&1 &
      until (: </dev/tcp/127.0.0.1/8000) 2>/dev/null; do sleep 0.1; done
      apt_fetch http://davy:jones@127.0.0.1:8000/key here >/dev/null; apt_fetch "file://$PWD/www/key" there >/dev/null
      recorded; sum_of tea; cut --fields 5 "$HYPRIOTKIT_INPUTS"`);
    const [record, sum, recorded] = lines.filter((line) => !line.includes('[Working]'));
    expect(record).toBe('download http://127.0.0.1:8000/key - - SHA256 -');
    expect(recorded).toBe(sum);
  });

  it('also what is in a cache entry, wherever that is used', async () => {
    const { lines } = await builder(`
      inner() { note_input image tea sha256:1; echo x >"$1"; }
      outer() { local made; made=$(cached inner-1 inner); note_input image milk sha256:2; cp "$made" "$1"; }
      entry=$(cached outer-1 outer); recorded; : >"$HYPRIOTKIT_INPUTS"; entry=$(cached outer-1 outer); recorded`);
    const both = ['image milk sha256:2 - - -', 'image tea sha256:1 - - -'];
    expect(lines).toEqual([...both, ...both]);
  });
});

describe('a locked builder', () => {
  const locked = 'lock "package hail 1 all $(sum_of "hail 1") trixie/main"';

  it('takes the locked version, though there is a newer one', async () => {
    const { exitCode, lines } = await builder(`
      add_package trixie hail 1; add_package trixie-security hail 2; read_archive trixie trixie-security; ${locked}
      require_locked; apt_candidate hail; apt_download hail a; ls a; recorded`);
    expect({ exitCode, lines }).toEqual({
      exitCode: 0,
      lines: ['1', 'hail_1_all.deb', 'package hail 1 all SHA256 trixie/main'],
    });
  });

  it('downloads nothing else, and says what is locked and what is there', async () => {
    const { exitCode, lines } = await builder(`
      add_package trixie hail 2; read_archive trixie; ${locked}
      trap 'cat /run/hypriotkit/unlocked; ls' EXIT
      apt_download hail a || echo "goes on"`);
    expect(exitCode).toBe(1);
    // Lines on standard error come when they may.
    expect(lines.sort()).toEqual([expect.stringMatching(REFUSED) as string, 'hail (all): 1 is locked, and 2 is there']);
  });

  it('says of all packages at once that they are gone, are others, or are not locked', async () => {
    const { exitCode, lines } = await builder(`
      add_package trixie hail 1 other; add_package trixie rain 2; add_package trixie snow 3; read_archive trixie
      lock "package hail 1 all $(sum_of "hail 1") trixie/main" "package rain 1 all $(sum_of "rain 1") trixie/main"
      trap 'cat /run/hypriotkit/unlocked' EXIT
      (require_locked) || true; cat /run/hypriotkit/unlocked
      printf '%s all\n' 'hail 1' 'rain 2' 'snow 3' | note_packages`);
    expect(exitCode).toBe(1);
    expect(lines.filter((line) => !REFUSED.test(line))).toEqual([
      'rain (all): 1 is locked, and the archives do not have it',
      expect.stringMatching(/^hail \(all\): its SHA-256 is not the locked one, but [0-9a-f]{64}$/),
      expect.stringMatching(/^hail \(all\): its SHA-256 is not the locked one, but [0-9a-f]{64}$/),
      'rain (all): 1 is locked, and 2 is there',
      'snow (all) 3: it is not in the lock',
    ]);
  });

  it('looks in a snapshot, too, which other builders do not, and which is not what a system is updated from', async () => {
    const { exitCode, lines } = await builder(`
      SNAPSHOT_TAR=${SNAPSHOT}; use_snapshot; add_package trixie hail 2; read_archive trixie; apt_candidate hail
      ${locked}; apt_refresh >/dev/null; require_locked; apt_candidate hail; apt_download hail a; ls a
      apt-get update --print-uris | without_snapshot | grep --only-matching "copy:[^']*Release"; apt_source_files
      mkdir --parents there/{etc,state,cache}; touch there/status
      apt_configuration amd64 >apt.conf <<<"Dir::Etc $PWD/there/etc; Dir::State $PWD/there/state; Dir::State::status $PWD/there/status; Dir::Cache $PWD/there/cache;"
      export APT_CONFIG=apt.conf; apt_refresh >/dev/null; apt_candidate hail`);
    expect({ exitCode, lines }).toEqual({
      exitCode: 0,
      lines: ['2', '1', 'hail_1_all.deb', 'copy:/archive/dists/trixie/InRelease', '/etc/apt/sources.list', '1'],
    });
  });

  it('accepts a package that has become part of another suite', async () => {
    const { exitCode, lines } = await builder(`
      add_package trixie hail 1; read_archive trixie; lock "package hail 1 all $(sum_of "hail 1") trixie-security/main"
      apt_download hail a; recorded`);
    expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['package hail 1 all SHA256 trixie/main'] });
  });

  it('uses a cache entry that is made from what is locked, without an archive, and makes any other again', async () => {
    const { lines } = await builder(`
      make() { echo made >&3; note_input image tea "$digest"; echo "$digest" >"$1"; }; export -f make
      build() { bash -c 'set -euo pipefail; source /usr/local/lib/hypriotkit/builder.sh
        entry=$(cached thing-1 make); cat "$entry"'; until flock --nonblock /cache/thing-1 true; do sleep 0.1; done; }
      export digest=1; build; lock 'image tea 1 - - -'; build; lock 'image tea 2 - - -'; digest=2 build
      rm /cache/.inputs/thing-1; digest=2 build`);
    expect(lines).toEqual([
      ...['made', '1', '1'],
      '==> Removing thing-1 from the cache: it was made from other inputs than those in hypriotkit.lock.json',
      ...['made', '2'],
      '==> Removing thing-1 from the cache: it is of an older version, and does not say what it was made from',
      ...['made', '2'],
    ]);
  });

  it('takes the locked commit of a branch that has moved on, and says so if it is gone', async () => {
    const { exitCode, lines } = await builder(`
      export GIT_CONFIG_COUNT=3 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=t GIT_CONFIG_KEY_1=user.email GIT_CONFIG_VALUE_1=t@t \
        GIT_CONFIG_KEY_2=uploadpack.allowReachableSHA1InWant GIT_CONFIG_VALUE_2=true
      git init --quiet --initial-branch main there; for text in one two; do
        echo $text >there/file; git -C there add file; git -C there commit --quiet --message $text; done
      first=$(git -C there rev-parse HEAD~1); lock "commit /there $first main - -"
      locked commit /there main | sed "s/$first/first/"; locked commit /there -
      git init --quiet here; git -C here remote add origin "file://$PWD/there"
      fetch_locked_commit here "$first"; git -C here show FETCH_HEAD:file
      trap 'sed "s#/tmp/[^/]*##" /run/hypriotkit/unlocked' EXIT
      fetch_locked_commit here ${'1'.repeat(40)} 2>/dev/null`);
    expect({ exitCode, lines }).toEqual({
      exitCode: 1,
      lines: [
        ...['first', 'one'],
        `commit file:///there: ${'1'.repeat(40)} is locked, and the repository does not give it`,
      ],
    });
  });
});
