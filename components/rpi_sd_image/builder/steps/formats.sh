# shellcheck shell=bash
# The image in the formats that are configured.
#
#   FORMAT    zip, xz, zst and raw, one a line; nothing: zip

# publish_image IMAGE DIR: moves IMAGE, in each format, into DIR. The same content gives the same bytes.
publish_image() {
    local image=$1 directory=$2 format formats
    mapfile -t formats <<<"${FORMAT:-zip}"
    for format in "${formats[@]}"; do
        [[ $format != raw ]] || continue
        step "Compressing the image${formats[1]:+ ($format)}"
        compress_image "$image" "$format"
        publish "$image.$format" "$directory"
    done
    # Last, for it is the image itself.
    [[ " ${formats[*]} " != *" raw "* ]] || publish "$image" "$directory"
}

# compress_image IMAGE FORMAT: into IMAGE.FORMAT.
compress_image() {
    local image=$1 format=$2
    case $format in
        zip) zip_image "$image" "$image.zip" ;;
        # With two threads or more, both cut their input alike on every machine.
        xz) xz --keep --threads="$(compression_threads)" --block-size=64MiB "$image" ;;
        zst) zstd --quiet --threads="$(compression_threads)" -12 "$image" -o "$image.zst" ;;
        *) die "$format is not a format of images. Check rpi_sd_image.format." ;;
    esac
}
