# shellcheck shell=bash
# The builder's options are in config/. KERNEL_OPTIONS has those of the configuration, a line for each. Here they are in lists of
# lines "PLACE<tab>CONFIG_NAME=VALUE" or "PLACE<tab># CONFIG_NAME is not set". If several lines set one option, the last counts.

# configure_kernel: makes objects/.config of them, over nothing (allnoconfig) or over the DEFCONFIG of kernel_source, and checks
# that the source's dependencies left every line standing.
configure_kernel() {
    local ours=$objects/options.builder theirs=$objects/options.configured
    rm -f "$objects/options.known"
    (builders_options) >"$ours"
    configured_options >"$theirs"

    step "Configuring from ${DEFCONFIG:+$DEFCONFIG and }the builder's own options"
    write_configuration "$ours"
    check_builders_options "$ours"
    [[ -s $theirs ]] || return 0

    step "Configuring with the options of rpi_kernel.kernel_options"
    write_configuration "$ours" "$theirs"
    note_replaced_options "$ours" "$theirs"
    check_configured_options "$ours" "$theirs"
}

# builders_options: prints those of config/.
builders_options() {
    local version file
    version=$(kernel_make --silent kernelversion | grep --only-matching --extended-regexp '^[0-9]+\.[0-9]+')
    cd "$BUILDER_DIR" || exit
    for file in config/*.config; do
        if is_for_version "$file" "$version"; then
            options_with_places "$file"
        fi
    done
}

# is_for_version FILE VERSION: NAME.from-VERSION.config is for sources from that version of Linux on, NAME.until-VERSION.config for
# those up to it.
is_for_version() {
    local limit
    limit=$(sed -nE 's/.*\.(from|until)-([0-9.]+)\.config$/\2/p' <<<"$1")
    case $1 in
        *.from-*) is_not_after "$limit" "$2" ;;
        *.until-*) is_not_after "$2" "$limit" ;;
    esac
}

# is_not_after VERSION OTHER
is_not_after() {
    printf '%s\n' "$1" "$2" | sort --version-sort --check=quiet
}

# options_with_places FILE...: prints the options that the files set.
options_with_places() {
    awk '
        /^CONFIG_[A-Za-z0-9_]+=n$/ { $0 = "# " substr($0, 1, length($0) - 2) " is not set" }
        /^(CONFIG_[A-Za-z0-9_]+=|# CONFIG_[A-Za-z0-9_]+ is not set$)/ { print FILENAME ":" FNR "\t" $0 }
    ' "$@"
}

# configured_options: prints those of KERNEL_OPTIONS.
configured_options() {
    [[ -n ${KERNEL_OPTIONS:-} ]] || return 0
    options_with_places - <<<"$KERNEL_OPTIONS" |
        awk -F '\t' -v OFS='\t' '{ $1 = "rpi_kernel.kernel_options[" NR - 1 "]" } 1'
}

# write_configuration LIST...
write_configuration() {
    local wanted=$objects/wanted.config
    cat "$@" | cut --fields 2 >"$wanted"
    if [[ -z ${DEFCONFIG:-} ]]; then
        kernel_make KCONFIG_ALLCONFIG="$wanted" allnoconfig
    else
        [[ -f $kernel_source/arch/arm64/configs/$DEFCONFIG ]] ||
            die "the source has no arch/arm64/configs/$DEFCONFIG. Correct defconfig, or leave it empty."
        kernel_make "$DEFCONFIG"
        (cd "$objects" && "$kernel_source/scripts/kconfig/merge_config.sh" -m -Q .config "$wanted")
        kernel_make olddefconfig
    fi
}

# check_builders_options LIST: dies with those that the configuration lacks. What the source does not have at all is reported, not
# fatal: other versions of Linux have other options.
check_builders_options() {
    local place line missing=() unknown=()
    while IFS=$'\t' read -r place line; do
        if option_exists "$line"; then
            missing+=("$line ($place)")
        else
            unknown+=("$(option_of "$line")")
        fi
    done < <(unfulfilled_options "$1")

    ((!${#unknown[@]})) || note "This source does not have: ${unknown[*]}"
    ((!${#missing[@]})) || die_with_list "${missing[@]}" \
        "these options are not in the kernel's configuration, most likely because another option that they depend on is off. Add that one to config/, or take these out."
}

# check_configured_options OURS THEIRS: dies with those of THEIRS that the configuration lacks. What they throw out of OURS is
# reported: the user's options win.
check_configured_options() {
    local ours=$1 theirs=$2 place line missing=() left_out=()
    while IFS=$'\t' read -r place line; do
        if [[ $place != rpi_kernel.* ]]; then
            ! option_exists "$line" || left_out+=("$line ($place)")
        elif option_exists "$line"; then
            missing+=("$line ($place)$(other_line "$line" "$ours")")
        else
            missing+=("$line ($place): the source has no such option")
        fi
    done < <(cat "$ours" "$theirs" | unfulfilled_options -)

    ((!${#left_out[@]})) || note "The options of rpi_kernel.kernel_options leave these of the builder out: ${left_out[*]}"
    ((!${#missing[@]})) || die_with_list "${missing[@]}" \
        "these options of rpi_kernel.kernel_options are not in the kernel's configuration. Either another option that they depend on is off, or one that is on needs the opposite. Correct rpi_kernel.kernel_options."
}

# note_replaced_options OURS THEIRS: says which lines of OURS no longer count.
note_replaced_options() {
    local place line other
    while IFS=$'\t' read -r place line; do
        other=$(other_line "$line" "$1")
        [[ -z $other ]] || note "$line ($place) counts$other"
    done <"$2"
}

# other_line LINE LIST: prints what LIST says of the same option, if that is something else.
other_line() {
    awk -F '\t' -v line="$1" -v option="$(option_of "$1")" '
        $2 ~ "^(# )?" option "[= ]" { found = $2 != line ? ", not " $2 " (" $1 ")" : "" }
        END { printf "%s", found }
    ' "$2"
}

# unfulfilled_options LIST: prints the lines, of each option the last, that objects/.config does not have. A driver asked for as a
# module may come out built in, when something built in needs it.
unfulfilled_options() {
    awk -F '\t' '
        function read_line(line) {
            option = line
            sub(/^# /, "", option)
            sub(/[= ].*/, "", option)
            value = line ~ /^#/ ? "" : substr(line, length(option) + 2)
        }
        NR == FNR { if ($0 ~ /^(# )?CONFIG_/) { read_line($0); has[option] = value } next }
        { read_line($2); if (!(option in last)) order[++count] = option; last[option] = $0; wanted[option] = value }
        END {
            for (i = 1; i <= count; i++) {
                option = order[i]
                if (has[option] != wanted[option] && !(wanted[option] == "m" && has[option] == "y")) print last[option]
            }
        }
    ' "$objects/.config" "$1"
}

# option_of LINE: prints CONFIG_NAME.
option_of() {
    grep --only-matching --extended-regexp 'CONFIG_[A-Za-z0-9_]+' <<<"$1" | head --lines 1
}

# list_known_options: prints what kernel_source has, NAME without CONFIG_.
list_known_options() {
    grep --recursive --no-filename --include='Kconfig*' --extended-regexp '^[[:space:]]*(menu)?config[[:space:]]' "$kernel_source" |
        awk '{ print $2 }'
}

# option_exists LINE: whether the source has the option that the line sets.
option_exists() {
    local option
    option=$(option_of "$1")
    [[ -s $objects/options.known ]] || list_known_options >"$objects/options.known"
    grep --quiet --line-regexp --fixed-strings "${option#CONFIG_}" "$objects/options.known"
}

# die_with_list LINE... TEXT
die_with_list() {
    printf '  %s\n' "${@:1:$#-1}" >&2
    die "${!#}"
}
