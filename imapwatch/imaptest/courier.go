package imaptest

import (
	"os/exec"
	"path/filepath"
	"strings"
)

// NewCourier starts a private Courier IMAP 5 with the mailboxes INBOX,
// INBOX.Sent, INBOX.Drafts, INBOX.Archive and INBOX.Trash. It has no
// SPECIAL-USE and tells no UIDNEXT, obeys STORE after EXAMINE, and looks for
// new mail every other second of an IDLE. Its paths are compiled in, so it runs
// where /etc/courier and /run/courier are others.
func NewCourier(t TB) *Daemon {
	t.Helper()
	d := newDaemon(t, "Courier", "usr/lib/courier/courier/imaplogin")
	d.Prefix = "INBOX."
	for _, program := range []string{"couriertcpd", "unshare", "setpriv", "userdb"} {
		if findBinary(program) == "" {
			unavailable(t, "MISSING: "+program+" for Courier (run imaptest/servers.sh); nothing was tested against it")
		}
	}
	if _, err := exec.LookPath("couriertls"); err != nil {
		unavailable(t, "MISSING: couriertls for Courier (run imaptest/servers.sh); nothing was tested against it")
	}
	d.write("env", courierEnvironment)
	d.write("run.sh", courierScript)
	d.start("unshare", "-m", "/bin/sh", filepath.Join(d.dir, "run.sh"))
	return d
}

var courierEnvironment = strings.TrimLeft(`
PATH=/usr/sbin:/usr/bin:/sbin:/bin
authmodulelist=authuserdb
authmodulelistorig=authuserdb
daemons=2
DEBUG_LOGIN=0
DEFAULTOPTIONS=
LOGGEROPTS=
authdaemonvar=/run/courier/authdaemon
IMAP_CAPABILITY="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA IDLE"
IMAP_CAPABILITY_TLS="IMAP4rev1 UIDPLUS CHILDREN NAMESPACE SORT QUOTA IDLE AUTH=PLAIN"
IMAP_KEYWORDS=1
IMAP_ACL=1
IMAP_STARTTLS=NO
IMAP_TLS_REQUIRED=0
IMAP_IDLE_TIMEOUT=2
IMAP_ENHANCEDIDLE=0
IMAP_USELOCKS=1
IMAP_EMPTYTRASH=
IMAP_TRASHFOLDERNAME=Trash
IMAP_UMASK=022
COURIERTLS=/usr/bin/couriertls
TLS_PROTOCOL=
TLS_CERTFILE=/etc/courier/imapd.pem
TLS_VERIFYPEER=NONE
MAILDIRPATH=Maildir
`, "\n")

const courierScript = `set -e
mkdir -p {dir}/etc {dir}/run/authdaemon {dir}/home
cat {dir}/server.key {dir}/server.pem >{dir}/etc/imapd.pem
cp {dir}/env {dir}/etc/env; cp {dir}/env {dir}/etc/authdaemonrc
chmod 644 {dir}/etc/env {dir}/etc/authdaemonrc
chown -R courier:courier {dir}/etc {dir}/run
chown nobody:nogroup {dir}/home; chmod 755 {dir} {dir}/run {dir}/run/authdaemon
setpriv --reuid=nobody --regid=nogroup --clear-groups sh -c \
	'maildirmake.courier {dir}/home/Maildir && for f in Sent Drafts Archive Trash; do maildirmake.courier -f $f {dir}/home/Maildir; done'
mkdir -p /run/courier
mount --bind {dir}/etc /etc/courier
mount --bind {dir}/run /run/courier
userdb {user} set uid=$(id -u nobody) gid=$(id -g nobody) home={dir}/home
echo '{password}' | userdbpw -md5 | userdb {user} set systempw
chmod 700 /etc/courier/userdb; makeuserdb
set -a; . /etc/courier/env
/usr/lib/courier/courier-authlib/authdaemond & auth=$!
IMAP_TLS=1
couriertcpd -address=127.0.0.1 -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup {port} \
	/usr/bin/couriertls -server -tcpd -user=courier \
	{root}/usr/lib/courier/courier/imaplogin {root}/usr/bin/imapd Maildir & tcpd=$!
trap 'kill $tcpd $auth; exit' TERM # they leave the process group
wait
`
