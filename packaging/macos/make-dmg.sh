#!/bin/sh
# The disk image for macOS, made of the .app that `dev.py package folder` leaves in dist.
# Not tried by the maintainers' own checks: these run on Linux. Call: make-dmg.sh VERSION
set -eu
version=${1:?Say which version this is}
cd "$(dirname "$0")/../../dist"
# Without a developer's certificate the signature is ad hoc: whoever opens the program the first time has to confirm it.
codesign --force --deep --sign "${CODESIGN_IDENTITY:--}" "byFax Desktop.app"
image=$(mktemp -d)
cp -R "byFax Desktop.app" "$image/"
ln -s /Applications "$image/Applications"
hdiutil create -volname "byFax Desktop" -srcfolder "$image" -ov -format UDZO "byfax-desktop-$version.dmg"
rm -r "$image"
