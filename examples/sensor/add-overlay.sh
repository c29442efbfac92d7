#!/bin/sh
# Makes the overlay for a 1-wire bus on GPIO 4 (pin 7). Raspberry Pi's own kernels bring it, but not Debian's.
set -eu
mkdir -p /boot/firmware/overlays
dtc -I dts -O dtb -o /boot/firmware/overlays/w1-gpio.dtbo <<'END'
/dts-v1/;
/plugin/;

/ {
	compatible = "brcm,bcm2835";

	fragment@0 {
		target-path = "/";

		__overlay__ {
			onewire {
				compatible = "w1-gpio";
				gpios = <&gpio 4 0>;
				pinctrl-names = "default";
				pinctrl-0 = <&onewire_pins>;
			};
		};
	};

	fragment@1 {
		target = <&gpio>;

		__overlay__ {
			onewire_pins: onewire-pins {
				brcm,pins = <4>;
				brcm,function = <0>;
				brcm,pull = <0>;
			};
		};
	};
};
END
