#!/bin/bash
# Makes the component's artifact. All that it is told comes by the environment (`environment` in project.json);
# what it leaves in /workspace under a name in `artifacts` is taken out of the container.
set -euo pipefail

tree=$(mktemp -d)

echo "==> Filling the tree of $COMPONENT"
mkdir -p "$tree/etc"
echo "$COMPONENT $VERSION" >"$tree/etc/$COMPONENT-release"

echo "==> Packing $ARTIFACT"
# Sorted names, numbers for owners and no time but the one given: the same input gives the same bytes.
tar --create --directory "$tree" --sort=name --owner=0 --group=0 --numeric-owner \
    --mode=u+rwX,go+rX,go-w --mtime="@$SOURCE_DATE_EPOCH" . |
    gzip --no-name >"$tree.tar.gz"
mv "$tree.tar.gz" "/workspace/$ARTIFACT"
