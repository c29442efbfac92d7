import time
import unittest
from unittest import mock

from hypriotos.vocabulary import (
    arranges,
    is_harmless,
    may_change_accounts,
    may_make_logins,
    may_set_password,
    sets_password,
)

SHIPPED = "#cloud-config\nhostname: black-pearl\nssh_pwauth: true\n"


class Unread(unittest.TestCase):
    def test_plain_settings_are_harmless(self) -> None:
        for text in ("", SHIPPED, "#cloud-config\nhostname: [reef\n", "hostname: reef\n", "# my user\nlocale: C\n"):
            with self.subTest(text):
                self.assertTrue(is_harmless(text, SHIPPED))

    def test_all_else_is_not(self) -> None:
        for text in (
            "#cloud-config\nusers: [ann]\n",
            "#cloud-config\nUsers: [ann]\n",
            "#cloud-config\nwhatever: [ann]\n",
            "plain words\n",
            "#cloud-config-archive\n- content: x\n",
            "#include\nfile:///tmp/x\n",
            "#!/bin/sh\ntrue\n",
            "MIME-Version: 1.0\n",
            "hostname: reef\n\0",
        ):
            with self.subTest(text):
                self.assertFalse(is_harmless(text, SHIPPED))


class Arranged(unittest.TestCase):
    def test_what_runs_later_than_the_command(self) -> None:
        for text in (
            "(sleep 9; x) >/dev/null 2>&1 &",
            "x & y",
            "sh -c 'x &'",
            "systemd-run --on-boot=9 x",
            "echo x | at now + 1 minute",
            "systemctl enable --now puppet",
            "nohup x",
            "crontab - <list",
            "cat >/etc/systemd/system/x.service <<E",
            "echo x >>/etc/cron.d/x",
            "install x /usr/local/lib/systemd/system/x.service",
            "cp x /etc/sysusers.d/",
            "cd /etc && echo x >cron.d/x",
            "echo x >$D/cron.daily/x",
            "(x)&exit",
            "echo x | at 'now + 1 hour'",
            "screen -dmS x y",
            "subprocess.Popen(['x'])",
        ):
            with self.subTest(text):
                self.assertTrue(arranges(text))

    def test_what_does_not(self) -> None:
        for text in (
            "x && y",
            "x >/dev/null 2>&1",
            "x &>log",
            "curl 'http://x/?a=1&b=2'",
            "sed s/x/&y/ file",
            "look at it",
            "sed -i s/a/b/ /etc/systemd/journald.conf",
            "apt-get install screen tmux",
        ):
            with self.subTest(text):
                self.assertFalse(arranges(text))


class Logins(unittest.TestCase):
    def test_looking_at_accounts_makes_none(self) -> None:
        for text in (
            "adduser ann video",
            "adduser --quiet ann video; true",
            "passwd -S ann",
            "grep ann /etc/passwd || true",
            "docker run -v /etc/passwd:/etc/passwd:ro x",
            "docker run -v /etc/shadow:/host/shadow:ro x",
            "deny /etc/shadow rw,",
            "auditctl -w /etc/shadow -p wa",
            "passwd -x 90 ann",
            "passwd -u ann",
            "passwd --status ann",
            "chown root:shadow /etc/shadow",
            "useradd -r --home-dir /srv tide",
        ):
            with self.subTest(text):
                self.assertFalse(may_make_logins(text))

    def test_making_them_does(self) -> None:
        for text in (
            "adduser ann",
            "adduser --disabled-password --gecos x ann",
            "grep -v x /etc/passwd >/etc/passwd.new",
            "awk -i inplace x /etc/shadow",
            "sed -i 's/^test:x/test:y/' /etc/shadow",
            "echo 'a; passwd ann; b' >/etc/motd",
            "docker run -v /etc/shadow:/etc/shadow x",
            "useradd -r --pass=x ann",
            "useradd -rp x ann",
            "useradd -r -c 'a;b' -p '$6$x$y' ann",
            "u ann 1500 - /home/ann /bin/bash",
        ):
            with self.subTest(text):
                self.assertTrue(may_make_logins(text))


PASSWORDS = (
    "echo ann:x|chpasswd",
    "set -e\nchpasswd <<EOF",
    "true\npasswd ann\ntrue",
    "passwd ann",
    'expect -c "spawn passwd; expect x"',
    "(passwd)",
    "usermod -p x ann",
    "usermod -px ann",
    "usermod -Up x ann",
    "usermod --password=x ann",
    "usermod \\\n  -p x ann",
    "usermod --pass x ann",
    "set -e\npasswd<<EOF",
    "echo x | sudo -u ann passwd>/dev/null",
    "sed -i 's|^ann:[^:]*:|ann:!:|;s/a/b/' /etc/shadow",
    "perl -pi -e \\\n 's/x/y/' /etc/shadow",
    "cat new >/etc/shadow",
    "mv new /etc/shadow",
    "vipw -s",
    'open("/etc/shadow", "w").write(new)',
    "['usermod', '-p', h, 'ann']",
    "usermod '-p' x ann",
    "newusers <list",
)
ENDS = (
    "usermod --lock ann",
    "usermod -L ann",
    "usermod -e 1 ann",
    "userdel -r ann",
    "deluser ann",
    "chage -E 0 ann",
    "passwd -l ann",
    "passwd -x 90 -l ann",
    "passwd -d ann",
    "passwd -e ann",
    "chage --expire 0 ann",
    "usermod --loc ann",
    "usermod -s /usr/sbin/nologin ann",
    "chsh --shell=/bin/false ann",
    "usermod --shell /bin/true ann",
    "system('usermod','-L','ann')",
    "usermod '--lock' ann",
    "usermod -s $(which nologin) ann",
    "['chage', '-E', '0', 'ann']",
    "deluser --remove-home ann; true",
    "passwd -l root; passwd -l ann",
    "apt-get install -y passwd; passwd -l ann",
    "usermod -aG root -L ann",
    "realm join --user=admin example.org",
    "echo x | realm -v join -U admin example.org",
    "samba-tool domain join example.org MEMBER -U admin",
)
NEITHER = (
    "getent passwd ann",
    "usermod -aG docker ann",
    "usermod -s /bin/zsh -G lpadmin ann",
    "usermod -aG docker ann\nssh -p 22 host",
    "chage -l ann",
    "usermod --login mara ann",
    "usermod -aG docker ann && mkdir -p /srv/data",
    "sh -c usermod -aG dialout ann; sed -i -e s/a/b/ /etc/motd",
    "usermod -a -G gpio ann | tee -p x",
    "usermod -aG docker ann && ln -s /bin/false /srv",
    "chage -I -1 -m 0 -M 99999 -E -1 ann",
    "chage --expiredate=-1 ann",
    "usermod -e -1 ann",
    "chsh -s /bin/zsh ann",
    "cat /etc/passwd",
    "grep x /etc/passwd;",
    "docker run --passwd-file x",
    "chmod 640 /etc/shadow",
    "grep ann /etc/shadow",
    "cp /etc/shadow- /root",
    "cp -a /etc/shadow /root/shadow.bak",
    "apt-get install -y jq && docker run -v /etc/shadow:/etc/shadow:ro x",
    "passwd -S ann",
    "passwd -x 90 ann",
    "passwd -u ann",
    "passwd --maxdays 90 ann",
    "getent   passwd ann",
    "deluser ann lpadmin",
    "passwd -l root",
    "sudo passwd -l root >/dev/null 2>&1",
    "usermod -L root && true",
    "deluser pi || true",
    "['userdel', '-r', 'pi']",
    "echo 'Welcome. Run passwd to change the password.' > /etc/motd",
    "[global]\n  unix password sync = yes\n  passwd program = /usr/bin/passwd %u\n  passwd chat = *Enter* %n",
    'printf "ann:$(openssl passwd -apr1 x)\\n" >>/etc/nginx/.htpasswd',
    """curl -d '{"user": "ann", "passwd": "x"}' http://x/""",
    "apt-get install -y sudo passwd curl",
    "-w /usr/bin/passwd -p x -k identity\n-w /usr/sbin/usermod -p x -k identity",
    "-a always,exit -F path=/usr/bin/passwd -F perm=x",
    "cd /etc/mosquitto && mosquitto_passwd -b -c passwd mqtt x",
    "# First login: pirate / hypriot. Change the password with passwd afterwards.\ncurl https://x | sh",
    '# echo "ann:x" | chpasswd\ntrue',
    "echo 'Run passwd to change the password' | tee /etc/motd",
    "cat >/etc/motd <<EOF\nWelcome. Run passwd to change it.\nEOF",
    "cd /opt/mqtt && touch passwd && docker compose up -d",
    'docker exec files sh -c "useradd scan && echo scan:scan | chpasswd"',
    "docker compose exec -T db sh -c 'passwd x'",
)
HINTS = (
    *PASSWORDS,
    *ENDS,
    "useradd -s /usr/sbin/nologin tide && usermod --shell $(which nologin) ann",
    "usermod -s /bin/bash -L ann",
    "usermod -s /bin/bash --password x ann",
    "chsh -s $SHELL ann",
    "useradd -m -s /bin/bash -G sudo -p '$6$x$y' mara",
    'docker run -v /:/host x chroot /host sh -c "echo ann:x | chpasswd"',
    "docker run --privileged x chpasswd",
    "for f in /etc/passwd /etc/shadow; do sed -i '/^ann:/d' $f; done",
    "F=/etc/shadow; sed -i x $F",
    "cd /etc && sed -i x shadow",
    "cd /etc\nsed -i x shadow",
    "sed -i x $D/shadow",
    "Path('/etc', 'shadow').write_text(x)",
    "sed -i '/^ann:/s#/bin/bash#/usr/sbin/nologin#' /etc/passwd",
)
NO_HINTS = (
    "usermod -aG docker ann",
    "usermod -aG docker ann && mkdir -p /srv/data",
    "adduser ann video",
    "getent passwd ann",
    "htpasswd -b /etc/x ann y",
    "docker login --password-stdin",
    "openssl passwd -6 x",
    "x11vnc -rfbauth /home/ann/.vnc/passwd",
    "x11vnc -passwd x",
    "mosquitto_passwd -b /etc/mosquitto/passwd ann x",
    "picom --shadow",
    "python3 /opt/aws/shadow.py",
    "usermod -aG shadow ann",
    "passwd -x 90 ann",
    "passwd -l root",
    "deluser pi || true",
    "printf 'Change it with passwd\\n' >>/etc/motd",
    "useradd --system --shell /usr/sbin/nologin tide",
    "adduser --system --shell /bin/false tide; true",
    "chsh -s /usr/bin/zsh ann",
    "chsh -s $(which zsh) ann && chsh -s $(command -v fish) root",
    "usermod -s /usr/bin/zsh ann",
    "usermod --shell=/bin/bash -aG docker ann",
    "usermod -s $(which zsh) ann",
    "chage -M 90 ann",
)
ACCOUNTS = (
    *HINTS,
    "ansible localhost -m user -a name=ann",
    "useradd ann",
    "echo ann:x:0:0 >>/etc/passwd",
    "cp key ~ann/.ssh/authorized_keys2",
)
LOGINS = (
    *HINTS,
    "ExecStart=/usr/sbin/useradd -m ann",
    "@reboot root adduser --disabled-password ann",
    "useradd --system -m -p HASH ann",
    "useradd --system tide; useradd ann",
    "useradd -mG render ann",
    "id ann || useradd -rm -s /bin/bash -G sudo ann",
    "useradd -rm -G sudo ann",
    "ssh-import-id gh:ann",
    "systemctl enable --now puppet",
    "homectl create ann",
)
FOR_SERVICES = (
    "useradd --system tide",
    "useradd -r -d /srv tide",
    "useradd -rm tide -G dialout,gpio,i2c",
    "useradd -mr tide",
    "useradd -rU tide",
    "adduser --system --group tide",
    "useradd --shell /usr/sbin/nologin tide",
    "systemctl start tide",
    "# useradd ann, if you like",
    "echo 'Run passwd to change the password'",
    "tar czf /srv/etc.tar.gz /etc/passwd /etc/shadow /etc/group",
    "awk -F: '$3 >= 1000 {print $1}' /etc/passwd",
    "while IFS=: read -r name _; do echo $name; done < /etc/passwd",
    "chage -M 90 ann",
)


QUIET = ("adduser ann video", "grep ann /etc/shadow", "docker run -v /etc/shadow:/etc/shadow:ro x")


class Commands(unittest.TestCase):
    def test_what_they_do(self) -> None:
        for texts, does, found in (
            (PASSWORDS, sets_password, True),
            (ENDS, sets_password, True),
            (NEITHER, sets_password, False),
            (HINTS, may_set_password, True),
            (NO_HINTS, may_set_password, False),
            (ACCOUNTS, may_change_accounts, True),
            (QUIET, may_change_accounts, False),
            (LOGINS, may_make_logins, True),
            (FOR_SERVICES, may_make_logins, False),
        ):
            for text in texts:
                with self.subTest(text):
                    self.assertIs(does(text), found)

    def test_pi_is_somebody_elses_account_unless_it_is_the_built_in_one(self) -> None:
        for text in (
            "userdel -r pi",
            "passwd -l pi",
            "usermod -L pi",
            "usermod -p x pi",
            "deluser pi",
            "chage -E 0 pi",
        ):
            with self.subTest(text):
                self.assertFalse(sets_password(text))
                with mock.patch("hypriotos.vocabulary.built_in_name", return_value="pi"):
                    self.assertTrue(sets_password(text))

    def test_long_lines_take_no_time(self) -> None:
        started = time.process_time()
        for text in (
            "usermod " * 20_000,
            "sed -e x cp y " * 20_000,
            "x" * 300_000,
            "chage -l " * 20_000,
            "passwd x " * 20_000,
            "apt-get -y " * 20_000,
            "usermod -s /bin/sh " * 20_000,
            "realm x " * 20_000,
            "docker run 'x' " * 20_000,
            'docker exec x sh -c "' * 20_000,
            "sudo -u x " * 20_000,
            "env A=x " * 20_000,
            "tar >= 1" * 20_000,
            "#\n" * 100_000,
        ):
            sets_password(text)
            may_make_logins(text)
        self.assertLess(time.process_time() - started, 15)


if __name__ == "__main__":
    unittest.main()
