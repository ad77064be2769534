-- One mailbox: enter_idle waits for one at a time.
local account = IMAP { server = 'localhost', port = {port}, username = '{user}', password = '{password}', ssl = 'auto' }

recover(function()
	while true do
		account.INBOX:enter_idle()
		print('told')
		io.stdout:flush()
	end
end)
