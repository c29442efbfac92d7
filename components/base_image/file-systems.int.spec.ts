import { runScript } from './testing/builder-script';

/** Takes the place of mke2fs with one that leaves what an arm64 processor leaves. */
const AS_ON_ARM64 = `
  mkdir bin; PATH=$PWD/bin:$PATH
  cat >bin/mke2fs <<'END'
#!/bin/bash
set -eu
/usr/sbin/mke2fs "$@"
file_system="\${*: -2:1}?offset=1048576"
debugfs -w -R 'set_super_value flags 2' "$file_system" 2>/dev/null
tune2fs -L root "$file_system" >/dev/null
END
  chmod +x bin/mke2fs`;
const MAKE = `
  mkdir -p tree/sub; date >tree/sub/file
  make() { truncate --size 301M "$1"; make_ext4 "$1" 1048576 300M root 6879707a-1234-4069-8f74-726f6f740001 -d tree; }`;

it('ext4 is the same whatever processor makes it', async () => {
  const { exitCode, lines } = await runScript(`
    ${MAKE}; make here; ${AS_ON_ARM64}; make there; cmp here there
    dd if=here of=alone bs=1M skip=1 status=none; e2fsck -fn alone >/dev/null 2>&1
    { dumpe2fs -h alone; dumpe2fs -h -o superblock=8193 -o blocksize=1024 alone; } 2>/dev/null | grep '^Filesystem flags'`);
  const flags = 'Filesystem flags:         signed_directory_hash ';
  expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: [flags, flags] });
});

it('ext4 that cannot be made ends the builder, even where its failure is explained', async () => {
  const { exitCode, lines } = await runScript(`
    ${MAKE}; dd if=/dev/urandom of=tree/large bs=1M count=400 status=none; make image || die 'it is too large'`);
  expect([exitCode, lines.at(-1)]).toEqual([1, 'error: it is too large']);
});
