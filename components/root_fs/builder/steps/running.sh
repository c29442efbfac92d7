# shellcheck shell=bash
# What programs need that run in a tree.

# without_configuration COMMAND...: runs it without the variables of the builder. Programs of the tree have variables of the same
# names (VARIANT is one of setupcon's), and the secrets among them are none of their business.
without_configuration() {
    local name kept=()
    for name in PATH HOME LANG LC_ALL TZ DEBIAN_FRONTEND SOURCE_DATE_EPOCH APT_CONFIG {http,https,ftp,no}_proxy; do
        [[ ! -v $name ]] || kept+=("$name=${!name}")
    done
    env --ignore-environment "${kept[@]}" "$@"
}

# suggest NAME: prints those of the names on standard input that resemble it, as the end of a sentence.
suggest() {
    python3 -c '
import difflib, sys
close = difflib.get_close_matches(sys.argv[1], sys.stdin.read().split(), n=3, cutoff=0.75)
print("; did you mean " + " or ".join(close) + "?" if close else ".", end="")' "$1"
}
