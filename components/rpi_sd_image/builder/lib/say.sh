# shellcheck shell=bash
# What is shown to people who asked for no details; a step is announced by step.

# note TEXT: something to be known about the image.
note() {
    printf -- '--> %s\n' "$*" >&3
}

# warn TEXT: something that does not fail the build, and may fail the board.
warn() {
    printf '!!> %s\n' "$*" >&3
}
