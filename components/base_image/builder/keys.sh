# shellcheck shell=bash
# Keys of archives that are not Debian's. Where a key comes from says nothing about whose it is: its fingerprint does.
# Needs builder.sh.

# fetch_key URL FINGERPRINT FILE: writes the public key of that fingerprint, and no other that the download holds, into
# FILE (armored).
fetch_key() {
    local url=$1 fingerprint=${2// /} file=$3 home
    home=$(mktemp --directory)
    [[ $fingerprint =~ ^[0-9A-Fa-f]{40}$ ]] ||
        die "'$2' is not the fingerprint of a key: it has 40 hexadecimal digits."
    apt_fetch "$url" "$home/download" ||
        die "the key $url could not be downloaded. Check the address and the network."
    keys_in "$home" --import "$home/download" || die "$url holds no key."
    keys_in "$home" --armor --export-options export-minimal --export "$fingerprint" >"$file"
    [[ -s $file ]] ||
        die "$url holds no key with the fingerprint ${fingerprint^^}; it has $(fingerprints_in "$home"). Do not use it unless the archive's owners say elsewhere that its key has changed."
    rm -rf "$home"
}

# inline_key FILE: prints an armored key as SIGNED_BY of apt_source: whoever has the source has the key.
inline_key() {
    echo
    sed -e 's/^$/./' -e 's/^/ /' "$1"
}

keys_in() {
    gpg --homedir "$1" --batch --quiet --no-autostart --no-auto-check-trustdb "${@:2}"
}

fingerprints_in() {
    keys_in "$1" --list-keys --with-colons | awk -F : '
        $1 == "pub" { primary = 1 }
        $1 == "fpr" && primary { printf "%s%s", separator, $10; separator = ", "; primary = 0 }'
}
