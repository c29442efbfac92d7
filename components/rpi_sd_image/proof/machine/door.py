"""Boot's own way into an emulated system whose user cannot become root without a password: a second SSH server, where
boot's key opens root's account. It comes with the arguments of the kernel, so nothing on the card is different: no
account, no rule of sudo and no setting of the system's own SSH server."""

import base64

UNIT = "boot-door.service"
SERVER = """\
[Unit]
After=ssh-host-keys.service network.target

[Service]
RuntimeDirectory=sshd
RuntimeDirectoryPreserve=yes
ExecStart=/usr/sbin/sshd -D -f none -p {port} -o UsePAM=yes -o PermitRootLogin=prohibit-password \\
    -o PasswordAuthentication=no -o KbdInteractiveAuthentication=no \\
    -o AuthorizedKeysFile=none -o AuthorizedKeysCommandUser=root -o "AuthorizedKeysCommand=/usr/bin/echo {key}"
"""


def kernel_arguments(key: str, port: int) -> str:
    """Returns arguments that make systemd 256 or later start the server. key: the public key; port: the server's"""
    unit = base64.b64encode(SERVER.format(key=key, port=port).encode()).decode()
    return f"systemd.set_credential_binary=systemd.extra-unit.{UNIT}:{unit} systemd.wants={UNIT}"
