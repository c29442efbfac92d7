# What the engine says to a ping: the base layer has perl, and no curl.
use strict;
use warnings;
use IO::Socket::UNIX;
my $engine = IO::Socket::UNIX->new(Peer => '/var/run/docker.sock') or die "no engine: $!\n";
print $engine "GET /_ping HTTP/1.0\r\n\r\n";
print +(<$engine>)[-1], "\n";
