# shellcheck shell=bash
# Disk images. diffoscope knows no partitions, and could only show gigabytes of bytes.

# split_images NAME: replaces the image of that name in both folders, packed or not, by a folder with the partition table and
# what is in its partitions. Of what is equal only names, modes and times are left.
split_images() {
    local name=$1 side part
    echo "==> Unpacking the partitions of $name"
    for side in first second; do split_image "$side/$name"; done
    for part in "first/$name"/*.raw; do
        show_first_difference "$name/$(basename "$part")"
    done
    rm -f {first,second}/"$name"/*.raw
    for part in "first/$name"/*.files; do
        [[ ! -d second/${part#*/} ]] || remove_equal "${part#*/}"
    done
}

# split_image FILE: replaces an image by a folder.
split_image() {
    local file=$1 folder=$1 packed=$1.packed image number=0 start size
    mv "$file" "$packed"
    mkdir "$folder"
    image=$folder/image.raw
    file --brief "$packed" >"$folder/packed.txt"
    unpack "$packed" "$folder" | dd of="$image" bs=1M iflag=fullblock conv=sparse status=none
    rm "$packed"
    sfdisk --dump "$image" 2>&1 | sed "s#$image##" >"$folder/partition-table.txt" || true
    while read -r start size; do
        number=$((number + 1))
        dd if="$image" of="$folder/partition-$number.raw" bs=1M conv=sparse status=none \
            iflag=skip_bytes,count_bytes skip=$((start * 512)) count=$((size * 512))
        describe_partition "$folder/partition-$number"
    done < <(sed -nE 's/.*start= *([0-9]+), size= *([0-9]+).*/\1 \2/p' "$folder/partition-table.txt")
}

# unpack FILE FOLDER: writes what is packed in a file to the output, and what else is in the packing to the folder.
unpack() {
    case $1 in
        *.zip.packed)
            zipinfo -v "$1" | sed 1d >"$2/packed-in-zip.txt" || true
            unzip -p "$1"
            ;;
        *.xz.packed) xz --decompress --stdout <"$1" ;;
        *.zst.packed) zstd --decompress --stdout <"$1" ;;
        *.gz.packed) gzip --decompress --stdout <"$1" ;;
        *) cat "$1" ;;
    esac
}

# describe_partition PATH: lists what is in the file system PATH.raw, with modes and times, and copies its files to PATH.files.
describe_partition() {
    local path=$1 type
    type=$(blkid --probe --match-tag TYPE --output value "$path.raw" || true)
    printf '%s %s\n' "${type:-unknown}" "$(sha256sum <"$path.raw")" >"$path.txt"
    case $type in
        ext[234])
            mkdir "$path.files"
            dumpe2fs "$path.raw" >>"$path.txt" 2>/dev/null || true
            debugfs -R 'stat <2>' "$path.raw" >>"$path.txt" 2>/dev/null || true
            debugfs -R "rdump / $path.files" "$path.raw" 2>/dev/null
            ;;
        vfat)
            mkdir "$path.files"
            minfo -i "$path.raw" :: | sed "s#$path.raw##" >>"$path.txt" || true
            mcopy -i "$path.raw" -s -p -m -n -Q "::*" "$path.files" 2>/dev/null || true
            ;;
    esac
    [[ ! -d $path.files ]] || (cd "$path.files" && find . -mindepth 1 -printf '%p %M %U:%G %s %TF %TT %l\n' | sort) >"$path.list.txt"
}

# show_first_difference FILE: leaves, of a file of both sides, the first block that differs, in the folder where.
show_first_difference() {
    local file=$1 at side folder
    [[ -f second/$file ]] || return 0
    at=$({ cmp "first/$file" "second/$file" || true; } 2>/dev/null | sed -nE 's/.* (byte|char) ([0-9]+),.*/\2/p')
    [[ -n $at ]] || return 0
    at=$(((at - 1) / 4096))
    for side in first second; do
        folder=$side/$(dirname "$file")/where
        mkdir -p "$folder"
        dd if="$side/$file" of="$folder/$(basename "$file" .raw).block-$at" bs=4096 skip="$at" count=1 status=none
    done
}

# remove_equal FOLDER: removes, from a folder of both sides, the files that are the same in both.
remove_equal() {
    comm --zero-terminated -12 <(sums "first/$1") <(sums "second/$1") | cut --zero-terminated --characters 67- >equal
    (cd "first/$1" && xargs --null --no-run-if-empty rm -f) <equal
    (cd "second/$1" && xargs --null --no-run-if-empty rm -f) <equal
    rm equal
}

sums() {
    (cd "$1" && find . -type f -print0 | xargs --null --no-run-if-empty sha256sum --zero) | sort --zero-terminated
}
