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

# lay_system_files FOLDER ROOT: copies what is in that folder of files/ over the system. Modes are set here, because a checkout
# has those of its owner's umask.
lay_system_files() {
    local folder=$1 root=$2
    cp --recursive "/builder/files/$folder" "$SCRATCH/$folder"
    chmod --recursive u=rwX,go=rX "$SCRATCH/$folder"
    cp --recursive --preserve=mode "$SCRATCH/$folder/." "$root"
}
