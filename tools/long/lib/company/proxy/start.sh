#!/bin/bash
# Makes the company's CA and the password of its employee, whose files are in /company, and starts the proxy. What it trusts itself
# is /outside.pem.
set -euo pipefail
cp /outside.pem /etc/ssl/certs/ca-certificates.crt
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Company CA' -addext basicConstraints=critical,CA:TRUE \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout /company/ca.key -out /company/ca.pem
htpasswd -b -c /company/passwords "$EMPLOYEE" "$PASSWORD"
mkdir --parents /var/lib/squid
/usr/lib/squid/security_file_certgen -c -s /var/lib/squid/certificates -M 4MB
chown -R proxy: /company /var/lib/squid
exec squid -N -d 1
