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

# What the name of a file ends with that is not used, because root_fs brought its own.
readonly OURS=.hypriotos

# lay_system_files FOLDER ROOT: copies what is in that folder of files/ into the system. What root_fs brought to /etc stays; ours
# lies beside it, for comparison. Modes are set here, because a checkout has those of its owner's umask.
lay_system_files() {
    local folder=$1 root=$2 path
    cp --recursive "/builder/files/$folder" "$SCRATCH/$folder"
    chmod --recursive u=rwX,go=rX "$SCRATCH/$folder"
    while IFS= read -r path; do
        [[ -e $root/$path || -L $root/$path ]] || continue
        note "/$path is that of root_fs. The image's own is in /$path$OURS"
        mv "$SCRATCH/$folder/$path" "$SCRATCH/$folder/$path$OURS"
    done < <(cd "$SCRATCH/$folder" && find etc -type f 2>/dev/null | sort)
    cp --recursive --preserve=mode "$SCRATCH/$folder/." "$root"
}
