# Read by .bashrc. The prompt says which system this is: with several boards one has many windows open.
case $TERM in
    dumb | vt*) PS1='HypriotOS \u@\h:\w\$ ' ;;
    *) PS1='\[\e[1;36m\]HypriotOS\[\e[0m\] \[\e[1m\]\u@\h\[\e[0m\]:\[\e[34m\]\w\[\e[0m\]\$ ' ;;
esac

alias ll='ls -l'
