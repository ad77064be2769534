// imapflow.js scan|watch: fetches uid, date and {fields} of every message and
// throws them away, or prints a line when a mailbox has more.
const { ImapFlow } = require('imapflow')
const fs = require('fs')

const mailboxes = ['INBOX', 'Sent', 'Archive', 'Junk']

async function connect() {
	const client = new ImapFlow({
		host: 'localhost', port: {port}, secure: true, logger: false,
		auth: { user: '{user}', pass: '{password}' },
		tls: { ca: fs.readFileSync('{authority}') },
	})
	await client.connect()
	return client
}

async function scan() {
	const client = await connect()
	for (const name of mailboxes) {
		const mailbox = await client.mailboxOpen(name, { readOnly: true })
		let fetched = 0
		for await (const message of client.fetch('1:*', { uid: true, internalDate: true, headers: '{fields}'.split(' ') })) {
			fetched++
		}
		if (fetched !== mailbox.exists) throw new Error(`${name}: ${fetched} of ${mailbox.exists}`)
	}
	await client.logout()
}

async function watch() {
	for (const name of mailboxes) {
		const client = await connect()
		client.on('exists', () => console.log('told'))
		await client.mailboxOpen(name, { readOnly: true })
		client.idle()
	}
}

({ scan, watch })[process.argv[2]]()
