#!/bin/bash
# Lets the builder's own (native) programs do the work of the same programs of a foreign tree while packages
# are installed in it: maintainer scripts start thousands of processes, and emulation makes each of them
# many times slower. Debian keeps libraries of different architectures apart, so both live in one tree.
# The tree's own programs are kept aside as diversions of dpkg, which also unpacks those that come later
# under the diverted name; in the end they get their places back, and nothing native stays.
#
# Only programs whose work does not depend on their architecture may be here: dpkg, apt and ldconfig stay
# the tree's own. The release of tree and builder has to be the same (perl and python bring modules).
#
# usage: native-tools.sh lay|lift TREE [shell]
# With `shell`, perl and python stay the tree's own: programs that use them may need modules that the builder does not have.
set -euo pipefail

# Programs of these packages ...
PACKAGES=(bash coreutils dash debianutils diffutils findutils grep gzip mawk passwd perl-base python3.13-minimal sed tar)
# ... and these single ones.
PROGRAMS=(/usr/bin/dpkg-deb /usr/bin/dpkg-divert /usr/bin/dpkg-split /usr/bin/dpkg-statoverride
    /usr/bin/getent /usr/bin/getopt /usr/bin/systemd-hwdb /usr/bin/update-alternatives /usr/bin/xz)
# What the programs load besides the libraries that they are linked with.
MODULES=(/usr/lib/x86_64-linux-gnu/perl-base /usr/lib/x86_64-linux-gnu/perl)

if [[ ${3:-} == shell ]]; then
    PACKAGES=(bash coreutils dash debianutils diffutils findutils grep gzip mawk passwd sed tar)
    MODULES=()
fi

LIBRARIES=/usr/lib/x86_64-linux-gnu
ASIDE=.foreign

lay() {
    local tree=$1 program
    while read -r program; do
        lay_program "$tree" "$program"
        # The colon stands for a local diversion, which is of no package.
        printf '%s\n%s\n:\n' "$program" "$program$ASIDE" >>"$tree/var/lib/dpkg/diversions"
    done < <(native_programs)

    mkdir "$tree$LIBRARIES" "$tree/usr/lib64"
    native_libraries | xargs cp --dereference --target-directory "$tree$LIBRARIES"
    ((${#MODULES[@]} == 0)) || cp --recursive "${MODULES[@]}" "$tree$LIBRARIES"
    ln --symbolic usr/lib64 "$tree/lib64"
    ln --symbolic "../..$LIBRARIES/ld-linux-x86-64.so.2" "$tree/usr/lib64"
}

lay_program() {
    local tree=$1 program=$2
    if [[ -e $tree$program ]]; then
        mv "$tree$program" "$tree$program$ASIDE"
        cp "$program" "$tree$program"
        # update-alternatives gives its links the time of the program.
        touch --reference="$tree$program$ASIDE" "$tree$program"
    else
        cp "$program" "$tree$program"
    fi
}

lift() {
    local tree=$1 program
    while read -r program; do
        rm "$tree$program"
        [[ ! -e $tree$program$ASIDE ]] || mv "$tree$program$ASIDE" "$tree$program"
    done < <(native_programs)
    rm -rf "${tree:?}"{"$LIBRARIES",/usr/lib64,/lib64}
    keep_diversions_of_packages "$tree/var/lib/dpkg/diversions"
}

# An entry is three lines: from, to, package.
keep_diversions_of_packages() {
    local diversions=$1
    awk -v ours="[.]${ASIDE#.}$" '
        NR % 3 == 1 { from = $0 }
        NR % 3 == 2 { to = $0 }
        NR % 3 == 0 && to !~ ours { print from; print to; print }
    ' "$diversions" >"$diversions-new"
    mv "$diversions-new" "$diversions"
}

native_programs() {
    local program
    {
        printf '%s\n' "${PROGRAMS[@]}"
        dpkg --listfiles "${PACKAGES[@]}" | grep -E '^/usr/s?bin/'
    } | sort --unique | while read -r program; do
        [[ -L $program || ! -f $program ]] || ! is_elf "$program" || echo "$program"
    done
}

is_elf() {
    [[ $(head --bytes 4 "$1" | tail --bytes 3) == ELF ]]
}

# The closure of what the programs are linked with, the loader included.
native_libraries() {
    native_programs | xargs ldd | grep --only-matching --extended-regexp '/[^ ]+\.so[^ ]*' | sort --unique
}

"$1" "$2"
