# shellcheck shell=bash

# render TEMPLATE NAME=VALUE...: prints the file of that name from files/, each @NAME@ in it replaced by its VALUE.
render() {
    local template=/builder/files/$1 assignment text
    text=$(<"$template")
    for assignment in "${@:2}"; do
        text=${text//"@${assignment%%=*}@"/"${assignment#*=}"}
    done
    printf '%s\n' "$text"
}
