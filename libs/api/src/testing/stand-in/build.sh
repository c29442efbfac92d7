#!/bin/sh
# Delivers what the user's configuration lists, or everything, or boards, whose images hold their files. The hostname in
# the configuration says what else is to happen.
set -eu
cd /opt/app/artifacts
configs=/opt/app/user/configs.json

step() { [ "$HYPRIOTKIT_VERBOSITY" = quiet ] || echo "$1: $2"; }
detail() { [ "$HYPRIOTKIT_VERBOSITY" != debug ] || echo "$1:   $2"; }
listed() { [ ! -e "$configs" ] || grep -q "\"$1\"" "$configs"; }
wanted() { [ -e "$configs" ] && grep -q "\"hostname\": *\"$1\"" "$configs"; }

# deliver COMPONENT FILE CONTENT
deliver() {
    step "$1" "Making $2"
    printf %s "$3" >"$2"
    sum=$(sha256sum "$2" | cut -d ' ' -f 1)
    echo "$sum  $2" >"$2.sha256"
    # An earlier version leaves no provenance: the disk image is as if from one.
    [ "$1" = blank_image ] || echo "how $1 was made" >"$1.provenance.json"
    [ -z "$components" ] || components="$components, "
    components="$components{\"component\": \"$1\", \"builder\": {\"image\": \"i\", \"digest\": \"d\"}, \"artifacts\": [
    {\"file\": \"$2\", \"size\": ${#3}, \"sha256\": \"$sum\", \"role\": \"$1\"}]}"
}

detail engine "$(perl /ping.pl)"
detail user "$(id -u)"
detail engines "${HYPRIOTKIT_ENGINES:-none}"
# The user's files have no time of their own.
find /opt/app /tmp -type f ! -newermt 1970-01-02 -exec grep -H . {} + | while read -r line; do detail files "$line"; done
if wanted refuse; then
    echo "root_fs: not this one" >&2
    exit 2
fi
if wanted fail; then
    echo "root_fs: it is broken" >&2
    exit 1
fi
if wanted wait; then
    trap 'echo ended >ended; exit 143' TERM
    step root_fs Waiting
    for _ in $(seq 6000); do sleep 0.1; done
fi

# deliver_boards NAME...
deliver_boards() {
    for board in "$@"; do
        mkdir -p "boards/$board"
        cd "boards/$board"
        components=
        deliver rpi_sd_image hypriotos-rpi64-latest.img.zip "$(cat /opt/app/user/boards/"$board"/*.json)"
        echo "{\"components\": [$components]}" >manifest.json
        cd ../..
    done
}

components=
mkdir -p .store
echo "of the orchestrator" >.store/object
[ -z "${HYPRIOTKIT_WRITE_LOCK:-}" ] || echo '{ "version": 1 }' >hypriotkit.lock.json
if [ -n "${HYPRIOTKIT_BOARDS:-}" ]; then
    # shellcheck disable=SC2046 # names have no blanks
    deliver_boards $(echo "$HYPRIOTKIT_BOARDS" | tr , ' ')
    exit
fi
if listed root_fs; then deliver root_fs rootfs-arm64-debian-latest.tar.gz "a root filesystem"; fi
if listed blank_image; then deliver blank_image rpi-raw.img.zip "an image"; fi
echo "{\"components\": [$components]}" >manifest.json
[ -z "${HYPRIOTKIT_OWNER:-}" ] || chown "$HYPRIOTKIT_OWNER" -- *
