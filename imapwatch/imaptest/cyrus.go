package imaptest

import (
	"os"
	"path/filepath"
)

// NewCyrus starts a private Cyrus IMAP 3.6 with the mailboxes INBOX, Sent,
// Archive, Drafts, Junk and Trash. It tells IDLE of new mail at once, and
// refuses to write after EXAMINE.
func NewCyrus(t TB) *Daemon {
	t.Helper()
	d := newDaemon(t, "Cyrus", "usr/lib/cyrus/bin/imapd")
	for _, folder := range []string{"db/socket", "db/proc", "db/log", "db/msg", "db/db", "db/ptclient", "db/lock", "db/quota", "db/user", "spool"} {
		if err := os.MkdirAll(filepath.Join(d.dir, folder), 0o700); err != nil {
			t.Fatalf("prepare Cyrus: %v", err)
		}
	}
	d.write("imapd.conf", `configdirectory: {dir}/db
cyrus_user: nobody
partition-default: {dir}/spool
servername: localhost
admins: admin
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {dir}/sasldb2
sasl_mech_list: PLAIN LOGIN
allowplaintext: yes
tls_server_cert: {dir}/server.pem
tls_server_key: {dir}/server.key
idlesocket: {dir}/db/socket/idle
notifysocket: {dir}/db/socket/notify
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Sent|Drafts|Archive|Trash|Junk
autocreate_subscribe_folders: Sent|Drafts|Archive|Trash|Junk
xlist-sent: Sent
xlist-drafts: Drafts
xlist-archive: Archive
xlist-trash: Trash
xlist-junk: Junk
conversations: no
delete_mode: immediate
expunge_mode: immediate
`)
	d.write("cyrus.conf", `START {
  recover cmd="{root}/usr/lib/cyrus/bin/ctl_cyrusdb -C {dir}/imapd.conf -r"
  idled cmd="{root}/usr/lib/cyrus/bin/idled -C {dir}/imapd.conf"
}
SERVICES {
  imaps cmd="{root}/usr/lib/cyrus/bin/imapd -C {dir}/imapd.conf -s -U 30" listen="127.0.0.1:{port}" prefork=0
}
EVENTS {
}
`)
	d.write("run.sh", `set -e
echo '{password}' | saslpasswd2 -p -c -f {dir}/sasldb2 -u localhost {user}
chown -R nobody {dir}
export LD_LIBRARY_PATH={root}/usr/lib/cyrus:{root}/usr/lib/x86_64-linux-gnu
exec {root}/usr/sbin/cyrmaster -C {dir}/imapd.conf -M {dir}/cyrus.conf -p {dir}/master.pid -l 32
`)
	d.start("/bin/sh", filepath.Join(d.dir, "run.sh"))
	return d
}
