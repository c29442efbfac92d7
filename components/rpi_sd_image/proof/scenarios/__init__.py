"""The scenarios: functions of a board in QEMU and the steps. The first one is the default of `boot`."""

from scenarios import (
    accounts,
    card_hardly_larger,
    first_boot,
    full_disk,
    imager,
    kernel_update,
    modules,
    power_cut,
    radio_absent,
    restarts,
    stay,
    time_unknown,
    user_data_invalid,
    usual,
    written_again,
)
from scenarios.common import Scenario

SCENARIOS: dict[str, Scenario] = {
    "usual": usual.run,
    "first_boot": first_boot.run,
    "stay": stay.run,
    "user_data_invalid": user_data_invalid.run,
    "card_hardly_larger": card_hardly_larger.run,
    "power_cut": power_cut.run,
    "power_cut_containers": power_cut.run_containers,
    "power_cut_later": power_cut.run_later,
    "full_disk": full_disk.run,
    "kernel_update": kernel_update.run,
    "accounts": accounts.run,
    **restarts.SCENARIOS,
    "imager": imager.run,
    "modules": modules.run,
    "radio_absent": radio_absent.run,
    "time_unknown": time_unknown.run,
    "written_again": written_again.run,
}
