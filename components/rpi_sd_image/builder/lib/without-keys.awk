# Prints the second file without the keys of the first one. Both are YAML in which a key at the top level begins a line, and what
# belongs to it is indented or begins with a dash. Comments between keys stay.
function key(   found) {
    if (!match($0, /^["']?[A-Za-z_][A-Za-z0-9_-]*["']?[ \t]*:/)) return ""
    found = substr($0, 1, RLENGTH)
    gsub(/["' \t:]/, "", found)
    return found
}

NR == FNR {
    if (key() != "") own[key()]
    next
}
skip && /^(#|[ \t\r]*$)/ {
    held = held $0 "\n"
    next
}
key() != "" {
    skip = key() in own
    printf "%s", held
    held = ""
}
skip {
    held = ""
    next
}
{ print }
END { printf "%s", held }
