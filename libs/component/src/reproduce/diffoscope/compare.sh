#!/bin/bash
# Shows how the files in the folders first and second differ: diffoscope.txt and diffoscope.html beside the folders.
#
# TIMEOUT       seconds that diffoscope may take
# REPORT_BYTES  size of each report at most
set -euo pipefail

# shellcheck source-path=SCRIPTDIR
source "$(dirname "$0")/images.sh"

# compare: runs diffoscope on the two folders. It unpacks archives by itself; that they differ is not its failure.
compare() {
    local code=0
    timeout --kill-after 10 "$TIMEOUT" diffoscope --no-progress --timeout $((TIMEOUT / 2)) \
        --max-report-size "$REPORT_BYTES" --max-text-report-size "$REPORT_BYTES" \
        --max-diff-block-lines 200 --max-diff-input-lines 200000 --exclude-directory-metadata yes \
        --text diffoscope.txt --html diffoscope.html first second || code=$?
    case $code in
        0 | 1) ;;
        124 | 137) echo "!!> diffoscope took longer than $TIMEOUT s; its report may be missing or incomplete" ;;
        *) echo "!!> diffoscope failed with exit code $code; its report may be missing or incomplete" ;;
    esac
}

for file in first/*.img first/*.img.*; do
    [[ -f $file && -f second/${file#*/} ]] || continue
    [[ $file == *.bmap ]] || split_images "${file#*/}"
done
echo "==> Comparing with diffoscope"
compare
