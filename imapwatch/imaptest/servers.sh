#!/bin/sh
# servers.sh DIR: unpacks the real servers that tests run beside Dovecot, of
# which Debian lets only one be installed, and installs what they need. Then
# set IMAPTEST_SERVERS=DIR. Needs root.
set -eu
dir=${1:?usage: servers.sh DIR}
[ -x "$dir/usr/lib/cyrus/bin/imapd" ] && [ -x "$dir/usr/bin/imapd" ] && exit 0
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
	courier-base courier-authlib-userdb libxapian30 libclamav12 libical3 libzephyr4 libpcre3 libwrap0 libjansson4 \
	sasl2-bin libsasl2-modules db-util util-linux >/dev/null
mkdir -p "$dir"
cd "$dir"
apt-get download -qq cyrus-imapd cyrus-common courier-imap
for package in cyrus-*.deb courier-*.deb; do
	dpkg -x "$package" .
	rm "$package"
done
