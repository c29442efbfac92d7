# complete.bash LINE: what bash offers when Tab is pressed at the end of the line. Words end where readline ends them.
source /scripts/bash
line=$1
set -f
# shellcheck disable=SC2206 # readline splits at blanks, and gives = a word of its own
COMP_WORDS=(${line//=/ = })
[[ $line != *[\ =] || $line == *= ]] || COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
compopt() { :; }
_hypriotkit
printf '%s\n' "${COMPREPLY[@]}"
