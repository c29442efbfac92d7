# shellcheck shell=bash
# The compiled kernel as packages of Debian's kind. Of the kernel's own scripts for packages, that for the headers is used. Its
# others would install the modules once more, and want debhelper.

# package_kernel ROOT: makes linux-image-RELEASE and linux-headers-RELEASE of what is in ROOT and objects, in work.
package_kernel() {
    local root=$1 release version
    release=$(<"$objects/include/config/kernel.release")
    # Debian's form: ~rc1 is older than the release.
    version=$(kernel_make --silent kernelversion)
    version=${version/-rc/~rc}-1
    step "Packing the packages linux-image-$release and linux-headers-$release"
    package_image "$root" "$release" "$version"
    package_headers "$release" "$version"
}

# package_image ROOT RELEASE VERSION
package_image() {
    local root=$1 release=$2 version=$3 name=linux-image-$2 tree=$work/linux-image
    mkdir -p "$tree"/{boot,DEBIAN,usr/lib/modules,"usr/lib/$name/broadcom","usr/share/doc/$name"}
    pigz --no-name --stdout <"$root/boot/kernel8.img" >"$tree/boot/vmlinuz-$release"
    install -m 0644 "$objects/System.map" "$tree/boot/System.map-$release"
    install -m 0644 "$root/boot/config-$release" "$tree/boot/"
    install -m 0644 "$root"/boot/*.dtb "$tree/usr/lib/$name/broadcom/"
    [[ ! -d $root/boot/overlays ]] || cp --recursive "$root/boot/overlays" "$tree/usr/lib/$name/"
    install -m 0644 "$root/boot/$KERNEL_LICENCE" "$tree/usr/share/doc/$name/copyright"
    cp --archive "$root/lib/modules/$release" "$tree/usr/lib/modules/"
    maintainer_scripts "$tree/DEBIAN" "$release"
    control "$name" "$version" "Linux $release for 64-bit boards of the Raspberry Pi, compiled by Hypriotkit" \
        "Depends: kmod" "Provides: linux-image" >"$tree/DEBIAN/control"
    build_package "$tree" "$work"
}

# package_headers RELEASE VERSION: with its programs for arm64, which compile modules on the board.
package_headers() {
    local release=$1 version=$2 name=linux-headers-$1 tree=$work/linux-headers
    mkdir -p "$tree"/{DEBIAN,usr/src,"usr/lib/modules/$release","usr/share/doc/$name"}
    if [[ -x $kernel_source/scripts/package/install-extmod-build ]]; then
        # CC is what the script compiles those programs with, because it differs from HOSTCC.
        kernel_make run-command CC=aarch64-linux-gnu-gcc \
            KBUILD_RUN_COMMAND="+\$(srctree)/scripts/package/install-extmod-build $tree/usr/src/$name"
        # A program of this machine's architecture, for which a board lacks vmlinux, too.
        rm -rf "$tree/usr/src/$name/tools/bpf/resolve_btfids"
    else
        note "This source is too old for headers with which a board compiles modules (scripts/package/install-extmod-build)."
        mkdir -p "$tree/usr/src/$name"
    fi
    install -m 0644 "$objects/.config" "$tree/usr/src/$name/.config"
    ln -s "/usr/src/$name" "$tree/usr/lib/modules/$release/build"
    install -m 0644 "$root/boot/$KERNEL_LICENCE" "$tree/usr/share/doc/$name/copyright"
    control "$name" "$version" "Headers of Linux $release, to compile modules with" \
        "Depends: libc6" "Recommends: gcc, make" >"$tree/DEBIAN/control"
    build_package "$tree" "$work"
}

# control NAME VERSION DESCRIPTION [LINE...]: prints the package's control file.
control() {
    printf '%s\n' "Package: $1" "Version: $2" "Architecture: arm64" "Section: kernel" "Priority: optional" \
        "Maintainer: Hypriotkit <hypriotkit@localhost>" "${@:4}" "Description: $3"
}

# maintainer_scripts FOLDER RELEASE: each runs the hooks that Debian's packages of kernels run.
maintainer_scripts() {
    local folder=$1 release=$2 script
    for script in preinst postinst prerm postrm; do
        cat >"$folder/$script" <<END
#!/bin/sh
set -e
export DEB_MAINT_PARAMS="\$*" INITRD=No
for hooks in /etc/kernel/$script.d /usr/share/kernel/$script.d; do
    [ ! -d "\$hooks" ] || run-parts --arg=$release --arg=/boot/vmlinuz-$release "\$hooks"
done
END
        chmod 0755 "$folder/$script"
    done
}

# build_package TREE FOLDER: the same tree gives the same package. gzip is what a board unpacks fast.
build_package() {
    local tree=$1 folder=$2
    (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort --zero-terminated |
        xargs --null md5sum >DEBIAN/md5sums)
    find "$tree" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zgzip --build "$tree" "$folder" >/dev/null
    rm -rf "$tree"
}
