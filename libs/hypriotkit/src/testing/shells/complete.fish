# complete.fish LINE: what fish offers when Tab is pressed at the end of the line.
source /scripts/fish
complete --do-complete $argv[1] | cut -f 1
