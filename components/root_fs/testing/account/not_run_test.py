import importlib
import pkgutil
import unittest
from pathlib import Path

import cloudinit.config
import yaml

from hypriotos.not_run import NOT_FOR_DEBIAN, NOT_LISTED, found, names
from hypriotos.vocabulary import KNOWN

LISTS = ("cloud_init_modules", "cloud_config_modules", "cloud_final_modules")
ALL = [name.removeprefix("cc_") for _, name, _ in pkgutil.iter_modules(cloudinit.config.__path__) if name[:3] == "cc_"]


class DebiansModules(unittest.TestCase):
    def setUp(self) -> None:
        metas = {module: importlib.import_module(f"cloudinit.config.cc_{module}").meta for module in ALL}
        config = yaml.safe_load(Path("/etc/cloud/cloud.cfg").read_text())
        self.listed = {name for key in LISTS for name in names(config[key])}
        self.keys = {
            (key, module): {"all", "debian"}.intersection(meta["distros"])
            for module, meta in metas.items()
            for key in meta["activate_by_schema_keys"]
        }

    def test_all_keys_that_do_nothing_are_known(self) -> None:
        self.assertEqual({key: module for (key, module), fits in self.keys.items() if not fits}, NOT_FOR_DEBIAN)

    def test_and_leave_no_account_in_doubt(self) -> None:
        known = {*NOT_FOR_DEBIAN, *NOT_LISTED, "unverified_modules"} & KNOWN
        # It may name an account.
        self.assertEqual({*NOT_FOR_DEBIAN, *NOT_LISTED} - known, {"autoinstall"})

    def test_and_those_that_the_user_may_list(self) -> None:
        fitting = {key: module for (key, module), fits in self.keys.items() if fits}
        self.assertEqual({key: module for key, module in fitting.items() if module not in self.listed}, NOT_LISTED)


class Found(unittest.TestCase):
    def test_what_has_no_effect_is_said(self) -> None:
        for config, said in (
            ({}, []),
            ({"snap": {"commands": ["x"]}}, ["cloud-init has no module here for snap: use commands."]),
            ({"snap": {}, "packages": ["x"]}, []),
            (
                {"lxd": {"x": 1}, "ansible": {"x": 1}},
                ["cloud-init has no module here for ansible and lxd: use commands."],
            ),
            (
                {"manage_resolv_conf": True, "resolv_conf": {"nameservers": ["192.0.2.1"]}},
                ["cloud-init has no module here for manage_resolv_conf: write the name servers into network-config."],
            ),
            ({"manage_resolv_conf": False}, []),
            (
                {"autoinstall": {"version": 1}, "snap": {"commands": ["x"]}},
                [
                    "cloud-init has no module here for snap: use commands.",
                    "cloud-init has no module here for autoinstall: it is for Ubuntu's installer; write accounts as"
                    " users, and everything else as keys of its own.",
                ],
            ),
            ({"ansible": {"x": 1}, "cloud_config_modules": ["runcmd", ["ansible", "once"]]}, []),
            ({"wireguard": {"x": 1}, "unverified_modules": ["wireguard"]}, []),
            (
                {"wireguard": {"x": 1}, "cloud_config_modules": ["wireguard"]},
                ["cloud-init has no module here for wireguard: use commands."],
            ),
        ):
            with self.subTest(config):
                self.assertEqual(found(config), said)


if __name__ == "__main__":
    unittest.main()
