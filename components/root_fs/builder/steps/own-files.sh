# shellcheck shell=bash
# Files of the user's, copied over the tree. These functions read FILES (set if there are any), FILE_MODES (JSON, a list of
# objects with the keys of root_fs.file_modes) and HYPRIOT_USERNAME.

add_own_files() {
    local tree=$1 folder
    if [[ -n ${FILES:-} ]]; then
        step "Copying the files of root_fs.files"
        folder=$(find /workspace/files -mindepth 1 -maxdepth 1)
        check_own_files "$folder" "$tree"
        keep_ours "$folder" "$tree"
        # Existing directories keep their owners and modes. The user's checkout says nothing about either.
        tar --create --directory "$folder" --owner=0 --group=0 --mode=u=rwX,go=rX . |
            tar --extract --directory "$tree" --same-permissions --no-overwrite-dir
        give_home_to_user "$folder" "$tree"
    fi
    set_modes "${folder:-}" "$tree"
}

# Those of the tree that the folder has files for. Their owners and modes are the system's.
SYSTEM_FOLDERS=()

# check_own_files FOLDER TREE: what is refused by name is refused before the builder starts. Here, the tree is known.
check_own_files() {
    local folder=$1 tree=$2 path
    while IFS= read -r -d '' path; do
        if [[ -d $folder/$path && ! -L $folder/$path ]]; then
            [[ ! -L $tree/$path ]] || die "root_fs.files has a folder $path. In the system, it is a link to $(readlink "$tree/$path"). Put its files there."
            [[ ! -e $tree/$path || -d $tree/$path ]] || die "root_fs.files has a folder $path. In the system, it is a file."
            [[ ! -d $tree/$path || $path == "home/$HYPRIOT_USERNAME" ]] || SYSTEM_FOLDERS+=("/$path")
        else
            [[ ! -d $tree/$path || -L $tree/$path ]] || die "root_fs.files has a file $path. In the system, it is a folder."
            [[ ! -L $tree/$path || -L $folder/$path ]] || die "root_fs.files has a file $path. In the system, it is a link to $(readlink "$tree/$path")."
        fi
    done < <(find "$folder" -mindepth 1 -printf '%P\0')
}

# keep_ours FOLDER TREE: what HypriotOS has in /etc, and the folder too, lies beside it, for comparison. `verify` and `boot` do not judge
# the user's.
keep_ours() {
    local folder=$1 tree=$2 path
    while IFS= read -r path; do
        [[ -e $folder/$path || -L $folder/$path ]] || continue
        note "/$path is that of root_fs.files. HypriotOS's own is in /$path.hypriotos"
        cp --archive "$tree/$path" "$tree/$path.hypriotos"
    done < <(cd /builder/files && find etc -type f | sort)
}

# give_home_to_user FOLDER TREE
give_home_to_user() {
    local home=home/$HYPRIOT_USERNAME
    [[ ! -d $1/$home ]] ||
        (cd "$1" && find "$home" -mindepth 1 -print0) | (cd "$2" && xargs --null --no-run-if-empty chown --no-dereference 1000:1000)
}

# set_modes FOLDER TREE
set_modes() {
    local folder=$1 tree=$2 path owner group mode index=0 field
    [[ -n ${FILE_MODES:-} ]] || return 0
    while IFS=$'\x1f' read -r path owner group mode; do
        field="root_fs.file_modes[$index]"
        [[ -n $folder && -e $folder$path && ! -L $folder$path ]] || die "$field: $path is not a file or a folder of root_fs.files."
        is_system_folder "${path%/}" && die "$field: $path is a folder of the system, whose programs rely on its owner and permissions. Name what is in it, or change the folder in a script of root_fs.scripts."
        [[ -z $group ]] || group=$(id_in group "$group" "$tree" "$field")
        [[ -z $owner ]] || owner=$(id_in passwd "$owner" "$tree" "$field")
        [[ -z $owner || -n $group ]] || group=$(group_of "$owner" "$tree")
        [[ -z $owner$group ]] || chown "$owner:$group" "$tree$path"
        [[ -z $mode ]] || chmod "$mode" "$tree$path"
        index=$((index + 1))
    done < <(jq --raw-output '.[] | [.path, .owner // "", .group // "", .mode // ""] | join("\u001f")' <<<"$FILE_MODES")
}

# is_system_folder PATH
is_system_folder() {
    local folder
    for folder in "${SYSTEM_FOLDERS[@]}"; do
        [[ $folder != "$1" ]] || return 0
    done
    return 1
}

# group_of ID TREE: prints the number of the primary group of an account.
group_of() {
    awk -F : -v id="$1" '$3 == id { print $4; exit }' "$2/etc/passwd"
}

# id_in DATABASE NAME TREE FIELD: prints the number of an account or a group of the tree.
id_in() {
    local id
    id=$(awk -F : -v name="$2" '$1 == name { print $3 }' "$3/etc/$1")
    [[ -n $id ]] || die "$4: the system has no $2 in /etc/$1."
    echo "$id"
}
