# shellcheck shell=bash
# A small system in $root and $boot, of packages that dpkg has really installed, with secrets in it.

boot=$SCRATCH/boot VERSION=1.2 DOCKER_MACHINE_VERSION=0.16.2
debs=$SCRATCH/debs
export VERSION DOCKER_MACHINE_VERSION
mkdir -p "$boot/overlays" "$debs" "$root"/var/lib/dpkg/{info,updates} "$root"/usr/{lib,bin,sbin} "$root"/etc/{docker,hypriotos/compose}
ln -s usr/lib usr/bin usr/sbin "$root"
touch "$root/var/lib/dpkg/"{status,available}
printf 'ID=debian\nVERSION_ID="13"\n' >"$root/usr/lib/os-release"

# add_package NAME VERSION ARCHITECTURE [LINE OF CONTROL]...: installs a package. Standard input is its copyright file, which may be
# LINK TO NAME, or empty.
add_package() {
    local name=$1 tree=$SCRATCH/tree copyright documents
    documents=$tree/usr/share/doc
    copyright=$(cat)
    mkdir -p "$tree/DEBIAN" "$documents" "$tree/usr/lib/$name"
    echo "$name" >"$tree/usr/lib/$name/program"
    if [[ $copyright == 'LINK TO '* ]]; then
        ln -s "${copyright#LINK TO }" "$documents/$name"
    elif [[ -n $copyright ]]; then
        mkdir "$documents/$name"
        printf '%s\n' "$copyright" >"$documents/$name/copyright"
    fi
    printf '%s\n' "Package: $name" "Version: $2" "Architecture: $3" "${@:4}" "Description: the package $name" >"$tree/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$tree" "$debs" >/dev/null
    rm -r "$tree"
    # To the dpkg of this machine, what is for all is not for arm64.
    dpkg --root="$root" --force-architecture --force-depends --force-unsafe-io --log=/dev/null --install "$debs/$name"_*.deb \
        >"$SCRATCH/dpkg-said" 2>&1 || die "$(<"$SCRATCH/dpkg-said")"
}

readonly MAINTAINER='Maintainer: Debian Sailors <sailors@lists.debian.example>'
add_package dpkg 1.22 arm64 "$MAINTAINER" <<<''
add_package libahoy++1 1.0-1+b1 arm64 "$MAINTAINER" 'Source: ahoy (1.0-1)' 'Homepage: https://ahoy.example/' 'Provides: libahoy (= 1.0)' <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: 2026 A Sailor
License: GPL-2+ or Artistic, and Expat

Files: parrot.c
Copyright: 2026 A Parrot
License: Parrot
 You may repeat this.

License: GPL-2+
 The text is in /usr/share/common-licenses/GPL-2.
END
add_package ahoy-tools 1.0-1 all "$MAINTAINER" 'Source: ahoy' 'Depends: libnothing | libahoy (>= 1), dpkg' <<<'LINK TO libahoy++1'
add_package docker-ce 5:28.0-1 arm64 'Maintainer: Docker <support@docker.com>' <<'END'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: 2026 Docker
License: Apache-2.0
END
add_package linux-image-1.2.3-hypriotos-v8 1.2.3-1 arm64 'Maintainer: Hypriotkit <hypriotkit@localhost>' <<'END'
The Linux Kernel is provided under:

	SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note
END
printf 'docker-ce\t5:28.0-1\tDocker\n' >"$SCRATCH/archives"

mkdir -p "$root/usr/share/common-licenses" "$root/usr/local/bin" "$root/usr/lib/modules/1.2.3-hypriotos-v8" "$root/var/lib/hypriotos"
echo 'The GNU General Public License, version 2' >"$root/usr/share/common-licenses/GPL-2"
echo 'The Apache License' >"$root/usr/share/common-licenses/Apache-2.0"
echo 'a program' >"$root/usr/local/bin/docker-machine"
echo '{}' >"$root/etc/docker/daemon.json"

echo 'dom VC_BUILD_ID_TIME: 17:27:09 VC_BUILD_ID_TIME: Apr 17 2026 VC_BUILD_ID_VERSION: 0123456789012345678901234567890123456789 (clean)' >"$boot/start4.elf"
printf 'package: raspi-firmware\nversion: 1:1.20260417-2\n' >"$SCRATCH/firmware-source"
echo 'Redistribution. You may.' >"$boot/LICENCE.broadcom"
echo 'a kernel' >"$boot/kernel8.img"
echo 'an overlay' >"$boot/overlays/a.dtbo"

mkdir "$SCRATCH/image"
echo '{"os": "linux"}' >"$SCRATCH/image/c.json"
echo '[{"Config":"c.json","RepoTags":["registry.example:5000/fleet/parrot:2"],"Layers":[]}]' >"$SCRATCH/image/manifest.json"
tar --create --file "$root/var/lib/hypriotos/container-images.tar" --directory "$SCRATCH/image" .
echo "registry.example:5000/fleet/parrot:2 sha256:$(printf 'a%.0s' {1..64})" >"$SCRATCH/image-digests"

# Secrets, each in a file of its own.
# shellcheck disable=SC2016  # it is a hash
echo 'pirate:$6$salt$sEcReThAsH:19000:0:99999:7:::' >"$root/etc/shadow"
chmod 640 "$root/etc/shadow"
echo 'TOKEN=sEcReTtOkEn' >"$root/etc/hypriotos/compose/.env"
echo 'wifis: { wlan0: { access-points: { sea: { password: sEcReTpSk } } } }' >"$boot/network-config"
echo 'chpasswd: { users: [{ password: sEcReTpAsSwOrD }] }' >"$boot/user-data"
