#!/bin/sh
# 101: action forbidden by policy.
exit 101
