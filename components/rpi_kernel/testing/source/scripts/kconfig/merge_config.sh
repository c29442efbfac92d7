#!/bin/sh
# merge_config.sh -m -Q FILE MORE: adds the lines of MORE to FILE, where they override those before them.
cat "$4" >>"$3"
