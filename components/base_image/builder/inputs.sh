# shellcheck shell=bash
# What a build fetches: the record that it leaves, and the lock that it keeps to. Comes with builder.sh.
#
# Both are files with a line for each input, with tabs between the words; "-" stands for what does not apply:
#
#   package    NAME VERSION ARCHITECTURE SHA256 INDEX    INDEX is where it is from, such as trixie/main
#   commit     URL COMMIT BRANCH - -                     BRANCH is the branch or tag that was asked for
#   download   URL - - SHA256 -
#   image      NAME DIGEST - - -                         a container image

# The record. While `cached` makes an entry, this names a record of that entry alone.
export HYPRIOTKIT_INPUTS=${HYPRIOTKIT_INPUTS:-/run/hypriotkit/inputs}
# The lock. If there is none, the build takes what it finds.
HYPRIOTKIT_LOCK=${HYPRIOTKIT_LOCK:-/run/hypriotkit/lock}
# Where a locked build says, in a line for each, what it cannot get as the lock has it. The executor reads it.
HYPRIOTKIT_UNLOCKED=/run/hypriotkit/unlocked
# Where a locked build also looks for packages (base_image.snapshot): URL SUITE COMPONENT... on a line for each.
HYPRIOTKIT_SNAPSHOT=/run/hypriotkit/snapshot
# How an apt that works for another system keeps to the lock: it prefers the locked versions, older ones too, and looks there.
APT_LOCK=/run/hypriotkit/apt.conf
APT_LOCK_PREFERENCES=/run/hypriotkit/preferences

is_locked_build() {
    [[ -e $HYPRIOTKIT_LOCK ]]
}

# prefer_locked: has the builder's apt keep to the lock, and writes APT_LOCK for others.
prefer_locked() {
    local sources=/etc/apt/sources.list.d/hypriotkit-snapshot.list
    awk -F '\t' '$1 == "package" { printf "Package: %s\nPin: version %s\nPin-Priority: 1001\n\n", $2, $3 }' \
        "$HYPRIOTKIT_LOCK" >"$APT_LOCK_PREFERENCES"
    echo "Dir::Etc::preferences \"$APT_LOCK_PREFERENCES\";" | tee "$APT_LOCK" >/etc/apt/apt.conf.d/94hypriotkit-lock
    [[ -s $HYPRIOTKIT_SNAPSHOT ]] || return 0
    # What is locked is known by its checksum. A snapshot is old, and no less signed for that.
    sed 's|^|deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |' "$HYPRIOTKIT_SNAPSHOT" >"$sources"
    echo "Dir::Etc::sourcelist \"$sources\";" >>"$APT_LOCK"
}

# without_snapshot: passes on the lines of standard input that have no address of a snapshot.
without_snapshot() {
    if [[ -s $HYPRIOTKIT_SNAPSHOT ]]; then
        grep --invert-match --fixed-strings --file=<(cut --delimiter ' ' --fields 1 "$HYPRIOTKIT_SNAPSHOT") || true
    else
        cat
    fi
}

# locked KIND NAME [ARCHITECTURE or BRANCH]: prints the locked versions, commit or digest, each on a line. Nothing if there is no lock.
locked() {
    ! is_locked_build || awk -F '\t' -v kind="$1" -v name="$2" -v third="${3:-}" \
        '$1 == kind && $2 == name && (third == "" || $4 == third) { print $3 }' "$HYPRIOTKIT_LOCK" | sort --unique
}

# note_input KIND NAME [VERSION [ARCHITECTURE [SHA256 [INDEX]]]]: records an input. Dies if the build is locked, and this is not in
# the lock: note what is to be fetched before it is used.
note_input() {
    note_inputs <<<"$(printf '%s\t%s\t%s\t%s\t%s\t%s' "$1" "$2" "${3:--}" "${4:--}" "${5:--}" "${6:--}")"
}

# note_inputs: the same for lines of the record on standard input. All that the lock lacks is said at once.
note_inputs() {
    local lines refused
    lines=$(sort --unique)
    [[ -n $lines ]] || return 0
    refused=$(not_locked <<<"$lines")
    [[ -z $refused ]] || die_unlocked "$refused"
    printf '%s\n' "$lines" >>"$HYPRIOTKIT_INPUTS"
}

# not_locked: prints what the lock does not have of the lines of a record on standard input, in words. An index may be another one: a
# security update becomes part of the next point release.
not_locked() {
    is_locked_build || return 0
    awk -F '\t' -v lock="$HYPRIOTKIT_LOCK" '
        function what() { return $1 == "package" ? $2 " (" $4 ")" : $1 " " $2 ($1 == "commit" && $4 != "-" ? " at " $4 : "") }
        FILENAME == lock { known[$1, $2, $3, $4, $5]; versions[$1, $2, $4] = $3; hashes[$1, $2, $3, $4] = $5; next }
        ($1, $2, $3, $4, $5) in known { next }
        ($1, $2, $3, $4) in hashes { print what() ": its SHA-256 is not the locked one, but " $5; next }
        ($1, $2, $4) in versions { print what() ": " versions[$1, $2, $4] " is locked, and " $3 " is there"; next }
        { print what() ($3 == "-" ? "" : " " $3) ": it is not in the lock" }' "$HYPRIOTKIT_LOCK" -
}

# die_unlocked TEXT: TEXT has a line for each problem.
die_unlocked() {
    printf '%s\n' "$1" >"$HYPRIOTKIT_UNLOCKED"
    die "this build is locked, and cannot get what hypriotkit.lock.json says: $(paste --serial --delimiters ';' <<<"$1" | sed 's/;/; /g')."
}

# note_packages: records packages that apt takes from its archives, and refuses those that are not locked. Standard input has
# NAME VERSION ARCHITECTURE of each. What is recorded already is left out. apt's own configuration, or APT_CONFIG, says which archives.
note_packages() {
    local wanted lines
    wanted=$(without_recorded)
    [[ -n $wanted ]] || return 0
    lines=$(indexed_packages <<<"$wanted")
    note_inputs <<<"$lines"
}

# require_locked: dies, naming all, if apt's archives lack packages of the lock, or have others of the same version. Those that this
# build has recorded already need not be there.
require_locked() {
    local wanted lines missing
    is_locked_build || return 0
    wanted=$(awk -F '\t' '$1 == "package" { print $2, $3, $4 }' "$HYPRIOTKIT_LOCK" | without_recorded)
    [[ -n $wanted ]] || return 0
    lines=$(indexed_packages <<<"$wanted")
    missing=$(cut --fields 2-4 <<<"$lines" | tr '\t' ' ' | sort | comm -13 - <(sort <<<"$wanted") |
        awk '{ print $1 " (" $3 "): " $2 " is locked, and the archives do not have it" }')
    missing+=${missing:+$'\n'}$(not_locked <<<"$lines")
    [[ -z ${missing//$'\n'/} ]] || die_unlocked "${missing%$'\n'}"
}

# without_recorded: passes on the lines NAME VERSION ARCHITECTURE of standard input that the record does not have.
without_recorded() {
    awk -v recorded="$HYPRIOTKIT_INPUTS" '
        FILENAME == recorded { if ($1 == "package") known[$2, $3, $4]; next }
        !(($1, $2, $3) in known)' "$HYPRIOTKIT_INPUTS" -
}

# indexed_packages: prints lines of a record for the packages NAME VERSION ARCHITECTURE on standard input, as far as apt's indexes have
# them. Of several indexes with the same package, one of security updates counts.
indexed_packages() {
    local wanted file from
    wanted=$(mktemp)
    cat >"$wanted"
    # shellcheck disable=SC2016  # apt fills them in
    apt-get indextargets --format '$(FILENAME)	$(RELEASE)/$(COMPONENT)' 'Created-By: Packages' |
        while IFS=$'\t' read -r file from; do
            /usr/lib/apt/apt-helper cat-file "$file" | awk -v from="$from" '
                NR == FNR { wanted[$1, $2, $3]; next }
                $1 == "Package:" { name = $2 }
                $1 == "Version:" { version = $2 }
                $1 == "Architecture:" { architecture = $2 }
                $1 == "SHA256:" { sha256 = $2 }
                # An index ends with an empty line.
                NF == 0 {
                    if ((name, version, architecture) in wanted)
                        print "package\t" name "\t" version "\t" architecture "\t" sha256 "\t" from
                    name = version = architecture = sha256 = ""
                }' "$wanted" -
        done |
        awk -F '\t' '
            { key = $2 FS $3 FS $4 FS $5 }
            !(key in lines) || ($6 ~ /-security\// && lines[key] !~ /-security\/[^\t]*$/) { lines[key] = $0 }
            END { for (key in lines) print lines[key] }' |
        sort
    rm "$wanted"
}

# fetch_locked_commit CLONE COMMIT: fetches the one commit from the repository that CLONE is, or is to be, a clone of.
fetch_locked_commit() {
    fetch_commit "$1" "$2" ||
        die_unlocked "commit $(git -C "$1" remote get-url origin | without_credentials): $2 is locked, and the repository does not give it"
}

# packages_of TREE: prints NAME VERSION ARCHITECTURE of the packages that are installed in a tree.
packages_of() {
    # shellcheck disable=SC2016  # dpkg-query fills them in
    dpkg-query --admindir="$1/var/lib/dpkg" --show --showformat='${Package} ${Version} ${Architecture}\n'
}

# planned_packages: prints NAME VERSION ARCHITECTURE of each package that a simulation of apt-get on standard input installs.
planned_packages() {
    sed --quiet --regexp-extended 's/^Inst ([^ :]+)[^ ]* (\[[^]]*\] )?\(([^ ]+) [^)]*\[([^]]+)\]\).*/\1 \3 \4/p'
}

# replay_inputs FILE: adds what is recorded in FILE, of a cache entry, to the record of this build.
replay_inputs() {
    [[ ! -s $1 ]] || note_inputs <"$1"
}

mkdir --parents "${HYPRIOTKIT_INPUTS%/*}"
touch "$HYPRIOTKIT_INPUTS"
! is_locked_build || prefer_locked
