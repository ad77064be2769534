#!/bin/sh
# peers.sh DIR: unpacks the programs that BenchmarkPeers measures beside
# hearback, and installs the libraries that they need. Then set
# IMAPTEST_PEERS=DIR. Needs root, and node 20 with npm.
set -eu
dir=${1:?usage: peers.sh DIR}
[ -d "$dir/node_modules/imapflow" ] && exit 0
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
	libdb5.3 libsasl2-2 liblua5.2-0 libpcre2-8-0 libssl3 zlib1g python3 python3-distro python3-imaplib2 ca-certificates >/dev/null
mkdir -p "$dir"
cd "$dir"
apt-get download -qq isync offlineimap3 imapfilter
for package in *.deb; do
	dpkg -x "$package" .
	rm "$package"
done
# QUIRK: imapfilter knows but one place of its own files: let that be below the
# folder that it is started in.
sed -i 's|/usr/share/imapfilter|usr/share/imapfilter/|g' usr/bin/imapfilter
npm install --loglevel=error --no-save --ignore-scripts --prefix . imapflow@2.10.2
