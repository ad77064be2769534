package imaptest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Scripted is a server for hostile and broken dialogues: a small honest one
// with an INBOX, whose answer to any command a test can replace. It speaks
// plain text.
type Scripted struct {
	// Capabilities are what it tells after the login; "": IMAP4rev1 and IDLE.
	Capabilities string
	// Greeting is its first line; "": "* OK hello".
	Greeting string
	// UIDValidity of INBOX; zero: 1.
	UIDValidity uint32

	listener net.Listener
	running  sync.WaitGroup

	mu       sync.Mutex
	hook     func(c *Exchange, command string) bool
	messages []scriptedMessage
	next     uint32
	logins   int
	conns    map[*Exchange]struct{}
	peak     int // of connections at once
	closed   bool
}

type scriptedMessage struct {
	uid uint32
	raw []byte
}

// Exchange is one connection to a Scripted server.
type Exchange struct {
	Number int // of the connection, from 1
	server *Scripted
	conn   net.Conn
	in     *bufio.Reader
	tag    string
	write  chan struct{} // holds one while somebody writes; virtual time knows channels
	idling bool
}

// Hook has a function called with each command, without its tag, before the
// server answers; it returns whether it has answered instead. Calls from one
// connection come one after the other.
func (s *Scripted) Hook(hook func(c *Exchange, command string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hook = hook
}

// Serve answers on a listener until Close, which closes it.
func (s *Scripted) Serve(listener net.Listener) {
	s.listener, s.conns, s.next = listener, make(map[*Exchange]struct{}), max(s.next, 1)
	s.running.Go(func() {
		for number := 1; ; number++ {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			c := &Exchange{Number: number, server: s, conn: conn, in: bufio.NewReader(conn), write: make(chan struct{}, 1)}
			s.mu.Lock()
			s.conns[c] = struct{}{}
			s.peak = max(s.peak, len(s.conns))
			closed := s.closed
			s.mu.Unlock()
			if closed {
				conn.Close()
			}
			s.running.Go(c.serve)
		}
	})
}

// Close ends the server and its connections.
func (s *Scripted) Close() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	_ = s.listener.Close()
	s.Cut()
	s.running.Wait()
}

// Cut closes the connections there are.
func (s *Scripted) Cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		c.conn.Close()
	}
}

// Logins returns how many there were, and the most connections at once.
func (s *Scripted) Logins() (n, peak int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logins, s.peak
}

// Add puts a message into INBOX without telling anybody, and returns its UID.
func (s *Scripted) Add(raw []byte) uint32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = max(s.next, 1)
	s.messages = append(s.messages, scriptedMessage{s.next, raw})
	s.next++
	return s.next - 1
}

// Reset empties INBOX and begins its UIDs anew.
func (s *Scripted) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages, s.next = nil, 1
}

// Remove takes a message away without telling anybody.
func (s *Scripted) Remove(uid uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = slices.DeleteFunc(s.messages, func(m scriptedMessage) bool { return m.uid == uid })
}

// Tell says something to everybody who idles: "* 3 EXISTS".
func (s *Scripted) Tell(line string) {
	s.mu.Lock()
	var idling []*Exchange
	for c := range s.conns {
		if c.idling {
			idling = append(idling, c)
		}
	}
	s.mu.Unlock()
	for _, c := range idling {
		c.Say(line)
	}
}

// Say writes lines as they are, each with CRLF.
func (c *Exchange) Say(lines ...string) { c.Raw(strings.Join(lines, "\r\n") + "\r\n") }

// Raw writes text as it is.
func (c *Exchange) Raw(text string) {
	c.write <- struct{}{}
	defer func() { <-c.write }()
	_, _ = io.WriteString(c.conn, text)
}

// Done ends the command: "OK", "NO [LIMIT] later".
func (c *Exchange) Done(status string) { c.Say(c.tag + " " + status) }

// Challenge asks for a line more, as in a SASL dialogue, and returns it.
func (c *Exchange) Challenge(text string) string {
	c.Say("+ " + text)
	line, _ := c.in.ReadString('\n') // its absence is for the next reading
	return strings.TrimRight(line, "\r\n")
}

// Cut closes the connection.
func (c *Exchange) Cut() { c.conn.Close() }

func (c *Exchange) serve() {
	defer func() {
		c.conn.Close()
		c.server.mu.Lock()
		defer c.server.mu.Unlock()
		delete(c.server.conns, c)
	}()
	greeting := c.server.Greeting
	if greeting == "" {
		greeting = "* OK hello"
	}
	c.Say(greeting)
	for {
		line, err := c.in.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		c.tag = tag
		c.server.mu.Lock()
		hook := c.server.hook
		c.server.mu.Unlock()
		if (hook == nil || !hook(c, command)) && !c.Answer(command) {
			return
		}
	}
}

// Answer answers honestly and returns whether the connection goes on.
func (c *Exchange) Answer(command string) bool {
	s := c.server
	capabilities := s.Capabilities
	if capabilities == "" {
		capabilities = "IMAP4rev1 IDLE"
	}
	name, arguments, _ := strings.Cut(command, " ")
	switch strings.ToUpper(name) {
	case "CAPABILITY":
		c.Say("* CAPABILITY " + capabilities)
	case "LOGIN":
		s.mu.Lock()
		s.logins++
		s.mu.Unlock()
	case "LIST":
		c.Say(`* LIST () "/" INBOX`)
	case "EXAMINE":
		c.examine()
	case "STATUS":
		s.mu.Lock()
		line := fmt.Sprintf(`* STATUS INBOX (UIDNEXT %d UIDVALIDITY %d)`, s.next, max(s.UIDValidity, 1))
		s.mu.Unlock()
		c.Say(line)
	case "IDLE":
		return c.idle()
	case "LOGOUT":
		c.Say("* BYE")
		c.Done("OK")
		return false
	case "UID":
		kind, rest, _ := strings.Cut(arguments, " ")
		if kind == "SEARCH" {
			c.search(rest)
		} else {
			c.Fetch(rest)
		}
	}
	c.Done("OK")
	return true
}

func (c *Exchange) examine() {
	s := c.server
	s.mu.Lock()
	lines := []string{fmt.Sprintf("* %d EXISTS", len(s.messages)), fmt.Sprintf("* OK [UIDVALIDITY %d]", max(s.UIDValidity, 1)), fmt.Sprintf("* OK [UIDNEXT %d]", s.next)}
	s.mu.Unlock()
	c.Say(lines...)
}

func (c *Exchange) idle() bool {
	c.setIdling(true)
	c.Say("+ idling")
	_, err := c.in.ReadString('\n')
	c.setIdling(false)
	c.Done("OK")
	return err == nil
}

func (c *Exchange) setIdling(on bool) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.idling = on
}

// search answers "UID 3:*" and the like, passing over other criteria.
func (c *Exchange) search(criteria string) {
	_, set, _ := strings.Cut(criteria, "UID ")
	set, _, _ = strings.Cut(set, " ")
	answer := "* SEARCH"
	for _, m := range c.server.in(set) {
		answer += " " + strconv.FormatUint(uint64(m.uid), 10)
	}
	c.Say(answer)
}

// Fetch answers "1:3 (UID BODY.PEEK[])" with the headers, or with the whole
// messages, and does not end the command.
func (c *Exchange) Fetch(arguments string) {
	set, items, _ := strings.Cut(arguments, " ")
	for _, m := range c.server.in(set) {
		c.Raw(m.fetched(!strings.Contains(items, "HEADER")))
	}
}

func (m scriptedMessage) fetched(whole bool) string {
	if whole {
		return fmt.Sprintf("* 1 FETCH (UID %d BODY[]<0> {%d}\r\n%s)\r\n", m.uid, len(m.raw), m.raw)
	}
	header, _, _ := bytes.Cut(m.raw, []byte("\r\n\r\n"))
	return fmt.Sprintf("* 1 FETCH (UID %d INTERNALDATE \" 3-Mar-2026 10:00:00 +0000\" BODY[HEADER.FIELDS (SUBJECT)] {%d}\r\n%s\r\n\r\n)\r\n", m.uid, len(header)+4, header)
}

// in returns the messages whose UIDs are in a set.
func (s *Scripted) in(set string) []scriptedMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	ranges := s.ranges(set)
	var found []scriptedMessage
	for _, m := range s.messages {
		if slices.ContainsFunc(ranges, func(r [2]uint32) bool { return r[0] <= m.uid && m.uid <= r[1] }) {
			found = append(found, m)
		}
	}
	return found
}

// ranges reads a set; "*" is the last message, and the ends of a range may
// stand in any order (RFC 3501, section 6.4.8).
func (s *Scripted) ranges(set string) (all [][2]uint32) {
	number := func(text string) uint32 {
		if text == "*" && len(s.messages) > 0 {
			return s.messages[len(s.messages)-1].uid
		}
		n, _ := strconv.ParseUint(text, 10, 32)
		return uint32(n)
	}
	for r := range strings.SplitSeq(set, ",") {
		from, to, isRange := strings.Cut(r, ":")
		if !isRange {
			to = from
		}
		lo, hi := number(from), number(to)
		all = append(all, [2]uint32{min(lo, hi), max(lo, hi)})
	}
	return all
}
