# shellcheck shell=bash

# configure_kernel strict|lenient: makes objects/.config from the files in config/, over nothing (allnoconfig) or over
# the DEFCONFIG of kernel_source, and checks that the source's dependencies left every line standing.
# lenient: an option that the source does not have is reported, not fatal: other versions have other options.
configure_kernel() {
    local strictness=$1 wanted=$objects/wanted.config
    cat "$BUILDER_DIR"/config/*.config >"$wanted"

    if [[ -z ${DEFCONFIG:-} ]]; then
        step "Configuring from the builder's own options"
        kernel_make KCONFIG_ALLCONFIG="$wanted" allnoconfig
    else
        [[ -f $kernel_source/arch/arm64/configs/$DEFCONFIG ]] ||
            die "the source has no arch/arm64/configs/$DEFCONFIG. Correct defconfig, or leave it empty."
        step "Configuring from $DEFCONFIG and the builder's own options"
        kernel_make "$DEFCONFIG"
        (cd "$objects" && "$kernel_source/scripts/kconfig/merge_config.sh" -m -Q .config "$wanted")
        kernel_make olddefconfig
    fi
    check_configuration "$wanted" "$objects/.config" "$strictness"
}

# check_configuration WANTED CONFIG strict|lenient: dies with a list of the lines of WANTED that CONFIG does not have.
check_configuration() {
    local wanted=$1 config=$2 strictness=$3 line option missing=() unknown=()
    while IFS= read -r line; do
        option=${line%%=*}
        if [[ $strictness == lenient ]] && ! option_exists "${option#CONFIG_}"; then
            unknown+=("$option")
        else
            missing+=("$line")
        fi
    done < <(unfulfilled_lines "$wanted" "$config")

    if ((${#unknown[@]})); then
        note "This source does not have: ${unknown[*]}"
    fi
    if ((${#missing[@]})); then
        printf '  %s\n' "${missing[@]}" >&2
        die "these options are not in the kernel's configuration, most likely because another option that they depend on is off. Add that one to config/, or take these out."
    fi
}

# unfulfilled_lines WANTED CONFIG: prints the lines of WANTED that CONFIG does not have. A driver asked for as a module may come
# out built in, when something built in needs it.
unfulfilled_lines() {
    awk '
        /^CONFIG_/ { option = $0; sub(/=.*/, "", option); value = substr($0, length(option) + 2) }
        /^# CONFIG_.* is not set$/ { option = $2; value = "" }
        !/^(# )?CONFIG_/ { next }
        NR == FNR { has[option] = value; next }
        has[option] != value && !(value == "m" && has[option] == "y")
    ' "$2" "$1"
}

# option_exists NAME: whether kernel_source has the option, NAME without CONFIG_.
option_exists() {
    grep --recursive --quiet --include='Kconfig*' --extended-regexp "^(menu)?config $1\$" "$kernel_source"
}
