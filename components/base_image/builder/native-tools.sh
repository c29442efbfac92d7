#!/bin/bash
# Lets the builder's own (native) programs do the work of the same programs of a foreign tree while packages
# are installed in it: maintainer scripts start thousands of processes, and emulation makes each of them
# many times slower. Debian keeps libraries of different architectures apart, so both live in one tree.
# The tree's own programs are kept aside as diversions of dpkg, which also unpacks those that come later
# under the diverted name; in the end they get their places back, and nothing native stays. What was done to a program
# meanwhile (another mode or owner, another program in its place, its removal) is done to the tree's own.
#
# Only programs whose work does not depend on their architecture may be here: apt and ldconfig stay the
# tree's own. The release of tree and builder has to be the same (perl and python bring modules).
#
# usage: native-tools.sh lay TREE ARCHITECTURE bootstrap|packages|shell
#        native-tools.sh lift TREE
#
#   bootstrap    everything, whether the tree has it already or not
#   packages     what the tree has, but no python: scripts of any package may ask it for its architecture, or for modules of packages
#   shell        the shell and its usual tools. dpkg and perl stay the tree's own, too
set -euo pipefail

# Programs of these packages ...
PACKAGES=(bash coreutils dash debianutils diffutils findutils grep gzip mawk passwd sed tar)
# ... and these single ones.
PROGRAMS=(/usr/bin/dpkg-deb /usr/bin/dpkg-divert /usr/bin/dpkg-split /usr/bin/dpkg-statoverride /usr/bin/getent /usr/bin/getopt
    /usr/bin/journalctl /usr/bin/openssl /usr/bin/ssh-keygen /usr/bin/systemd-hwdb /usr/bin/systemd-sysusers
    /usr/bin/systemd-tmpfiles /usr/bin/update-alternatives /usr/bin/xz)
# All that these know of their architecture is its name. They get the tree's, if it is as long as the builder's.
DPKG=(/usr/bin/dpkg /usr/bin/dpkg-query /usr/bin/dpkg-trigger)
OWN_ARCHITECTURE=$(dpkg --print-architecture)
# They say what architecture they are for.
EXCLUDED=(/usr/bin/arch /usr/bin/uname)
# What the programs load besides the libraries that they are linked with.
MODULES=(/usr/lib/x86_64-linux-gnu/perl-base /usr/lib/x86_64-linux-gnu/perl)

LIBRARIES=/usr/lib/x86_64-linux-gnu
ASIDE=.foreign
# Lists the programs that lay has put in the tree, as describe prints them.
LAID=/usr/lib64/.laid
# Lists the libraries.
LAID_LIBRARIES=/usr/lib64/.laid-libraries

# What lay and lift change, besides what they put there and take away.
FOLDERS=(/ /usr /usr/bin /usr/lib /usr/sbin)

# keeping_times TREE COMMAND...: whoever compares finds the folders as they were.
keeping_times() {
    local tree=$1 folder
    local -A times
    for folder in "${FOLDERS[@]}"; do
        times[$folder]=$(stat --format=%y "$tree$folder")
    done
    "${@:2}"
    for folder in "${FOLDERS[@]}"; do
        touch --time=modify --date="${times[$folder]}" "$tree$folder"
    done
}

# lay TREE ARCHITECTURE WHAT: nothing, if the tree has programs of the builder's architecture of its own.
lay() {
    local tree=$1 architecture=$2 what=$3 program programs
    ! has_libraries "$tree" || return 0
    choose "$architecture" "$what"
    mapfile -t programs < <(native_programs "$tree" "$what")
    for program in "${programs[@]}"; do
        lay_program "$tree" "$program"
        # The colon stands for a local diversion, which is of no package.
        printf '%s\n%s\n:\n' "$program" "$program$ASIDE" >>"$tree/var/lib/dpkg/diversions"
    done
    for program in "${DPKG[@]}"; do
        rename_architecture "$tree" "$program" "$architecture"
    done

    mkdir "$tree$LIBRARIES" "$tree/usr/lib64"
    libraries_of "${programs[@]}" | xargs cp --dereference --target-directory "$tree$LIBRARIES"
    ((${#MODULES[@]} == 0)) || cp --recursive "${MODULES[@]}" "$tree$LIBRARIES"
    for program in "${programs[@]}"; do
        describe "$tree" "$program"
    done >"$tree$LAID"
    ln --symbolic usr/lib64 "$tree/lib64"
    ln --symbolic "../..$LIBRARIES/ld-linux-x86-64.so.2" "$tree/usr/lib64"
    (cd "$tree" && find ".$LIBRARIES" ./usr/lib64 -depth) >"$tree$LAID_LIBRARIES"
}

# choose ARCHITECTURE WHAT: changes the lists above.
choose() {
    local architecture=$1 what=$2
    ((${#architecture} == ${#OWN_ARCHITECTURE})) || DPKG=()
    case $what in
        bootstrap) PACKAGES+=(perl-base python3.13-minimal) ;;
        # systemctl is not for a bootstrap: packages that come before it do other things if it is there.
        packages) PACKAGES+=(perl-base) PROGRAMS+=(/usr/bin/kmod /usr/bin/systemctl) ;;
        shell) DPKG=() MODULES=() ;;
    esac
}

has_libraries() {
    [[ -e $1$LIBRARIES || -e $1/usr/lib64 || -L $1/lib64 ]]
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

# rename_architecture TREE PROGRAM ARCHITECTURE: strings end with a zero byte.
rename_architecture() {
    local tree=$1 program=$2 architecture=$3
    LC_ALL=C sed --in-place --null-data "s/^$OWN_ARCHITECTURE$/$architecture/" "$tree$program"
    ! cmp --quiet "$program" "$tree$program" || {
        echo "ERROR: $program does not have the name $OWN_ARCHITECTURE in it." >&2
        exit 1
    }
}

# describe TREE PROGRAM: prints its path, content, size, mode, owner and group.
describe() {
    local tree=$1 program=$2
    echo "$program $(sha256sum <"$tree$program" | cut -d ' ' -f 1) $(stat --format='%s %a %u %g' "$tree$program")"
}

# lift TREE
lift() {
    local tree=$1 program content size rights laid
    [[ -e $tree$LAID ]] || return 0
    laid=$(<"$tree$LAID")
    while read -r program content size rights; do
        lift_program "$tree" "$program" "$content" "$size $rights"
    done <<<"$laid"
    lift_libraries "$tree"
    keep_diversions_of_packages "$tree/var/lib/dpkg/diversions"
    replace_copies "$tree" "$laid"
}

# lift_program TREE PROGRAM CONTENT RIGHTS: the content and the rights (with the size) that it was laid with.
lift_program() {
    local tree=$1 program=$2 content=$3 rights=$4 found
    if [[ ! -e $tree$program && ! -L $tree$program ]]; then
        rm -f "$tree$program$ASIDE"
        return
    fi
    found=$(describe "$tree" "$program")
    if [[ -L $tree$program || $found != "$program $content "* ]]; then
        rm -f "$tree$program$ASIDE"
        return
    fi
    if [[ -e $tree$program$ASIDE && $found != *" $rights" ]]; then
        chown --reference="$tree$program" "$tree$program$ASIDE"
        chmod --reference="$tree$program" "$tree$program$ASIDE"
    fi
    rm "$tree$program"
    [[ ! -e $tree$program$ASIDE ]] || mv "$tree$program$ASIDE" "$tree$program"
}

# lift_libraries TREE: all but those of packages for this architecture, if there are such packages meanwhile.
lift_libraries() {
    local tree=$1 libraries
    libraries=$(grep --invert-match --line-regexp --fixed-strings \
        --file=<(cat "$tree"/var/lib/dpkg/info/*:"$OWN_ARCHITECTURE".list 2>/dev/null | sed 's/^/./') "$tree$LAID_LIBRARIES") || true
    rm "$tree$LAID" "$tree$LAID_LIBRARIES"
    # Folders stay where others have put something into them.
    (cd "$tree" && xargs --delimiter '\n' rm --force --dir 2>/dev/null <<<"$libraries") || true
    [[ -d $tree/usr/lib64 ]] || rm -f "$tree/lib64"
}

# replace_copies TREE LAID: a copy of a program that somebody made meanwhile becomes one of the tree's own.
replace_copies() {
    local tree=$1 laid=$2 content program copy
    while read -r content program copy; do
        [[ $(sha256sum <"$copy" | cut -d ' ' -f 1) != "$content" || ! -f $tree$program ]] ||
            cat "$tree$program" >"$copy"
    done < <(
        awk 'NR == FNR { size[$3] = size[$3] $2 " " $1 "\n"; next }
            $1 in size { bytes = $1; sub(/^[0-9]+ /, ""); n = split(size[bytes], programs, "\n")
                for (i = 1; i < n; i++) print programs[i], $0 }' \
            <(echo "$laid") <(find "$tree" -xdev -type f -printf '%s %p\n')
    )
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

# native_programs TREE WHAT: prints paths.
native_programs() {
    local tree=$1 what=$2 program
    {
        printf '%s\n' "${PROGRAMS[@]}" "${DPKG[@]}"
        dpkg --listfiles "${PACKAGES[@]}" | grep -E '^/usr/s?bin/'
    } | sort --unique | while read -r program; do
        [[ -e $tree$program || $what == bootstrap ]] || continue
        [[ " ${EXCLUDED[*]} " != *" $program "* ]] || continue
        [[ -L $program || ! -f $program ]] || ! is_elf "$program" || echo "$program"
    done
}

is_elf() {
    [[ $(head --bytes 4 "$1" | tail --bytes 3) == ELF ]]
}

# libraries_of PROGRAM...: prints the closure of what they are linked with, the loader included.
libraries_of() {
    ldd "$@" | grep --only-matching --extended-regexp '/[^ ]+\.so[^ ]*' | sort --unique
}

keeping_times "$2" "$@"
