# shellcheck shell=bash
# What of a tree for another architecture the builder's own programs can do, instead of emulated ones. Comes with builder.sh.

# For programs that take the path of a program.
NATIVE_TOOLS=/usr/local/libexec/hypriotkit/native-tools.sh

# lay_native_tools TREE ARCHITECTURE packages|shell: lets the builder's programs work in a tree that is complete, if they can.
lay_native_tools() {
    ! is_emulated "$2" || ! is_of_this_release "$1" || "$NATIVE_TOOLS" lay "$@"
}

# lift_native_tools TREE: takes them out again, if there are any.
lift_native_tools() {
    "$NATIVE_TOOLS" lift "$1"
}

is_emulated() {
    [[ $(dpkg --print-architecture) == amd64 && $1 != amd64 && $1 != i386 ]]
}

# is_of_this_release TREE: whether it is the very release that the builder runs.
is_of_this_release() {
    [[ $(release_in "$1/etc/os-release") == "$(release_in /etc/os-release)" ]]
}

release_in() {
    grep --no-messages --extended-regexp '^(ID|VERSION_CODENAME)=' "$1"
}
