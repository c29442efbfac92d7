# shellcheck shell=bash

# publish_block_map IMAGE DIR: writes IMAGE.bmap into DIR. It says which blocks of IMAGE a card has to hold.
publish_block_map() {
    local image=$1 directory=$2
    python3 "$BUILDER_DIR/lib/block_map.py" "$image" >"$image.bmap"
    # The program of those who use it checks it: its own checksum, and those of the blocks.
    bmaptool --quiet copy --bmap "$image.bmap" "$image" /dev/null ||
        die "the block map does not match the image. This is a fault of this builder: please report it with the lines above."
    publish "$image.bmap" "$directory"
}
