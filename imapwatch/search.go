package imapwatch

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/emersion/go-imap/v2"
)

const (
	// searchBytes bounds the answer to a search: 3 million UIDs, one by one.
	searchBytes = 32 << 20
	// searchParts bounds how many searches take the place of one.
	searchParts = 10_000
	// unannounced is how many messages may have come that EXISTS did not tell yet.
	unannounced = 10_000
)

// search finds the UIDs from the start of the range on.
func (s *session) search(in scanRange) (imap.UIDSet, error) {
	if in.messages == 0 {
		return nil, nil
	}
	found, whole, err := s.searchIn(in.from.UIDNext, 0, in.criteria)
	if err != nil || whole {
		return found, err
	}
	top := in.top
	if top == 0 {
		if top, err = s.top(in.messages); err != nil {
			return nil, err
		}
	}
	return s.searchInParts(in.from.UIDNext, max(top-1, in.from.UIDNext), in.criteria)
}

// searchInParts finds the UIDs from lo to hi by as many searches as it takes to
// have each of them answered as a whole: a server may look at so many messages
// and say OK (RFC 9738).
func (s *session) searchInParts(lo, hi uint32, criteria imap.SearchCriteria) (found imap.UIDSet, err error) {
	parts := [][2]uint32{{lo, hi}} // the next one at the end
	for asked := 0; len(parts) > 0; asked++ {
		if asked == searchParts {
			return nil, errors.New("the server answers searches in part only")
		}
		lo, hi := parts[len(parts)-1][0], parts[len(parts)-1][1]
		parts = parts[:len(parts)-1]
		part, whole, err := s.searchIn(lo, hi, criteria)
		if err != nil {
			return nil, err
		}
		if !whole && lo < hi {
			middle := lo + (hi-lo)/2
			parts = append(parts, [2]uint32{middle + 1, hi}, [2]uint32{lo, middle})
			continue
		}
		for _, r := range part {
			found.AddRange(r.Start, r.Stop)
		}
	}
	return found, nil
}

// searchIn finds the UIDs from lo to hi, zero being the last, and reports whether
// that is all of them. By the rule of "*" the last message matches even below lo
// (RFC 3501, section 6.4.8), and a server may name anything: the answer is
// clipped to what was asked.
func (s *session) searchIn(lo, hi uint32, criteria imap.SearchCriteria) (found imap.UIDSet, whole bool, err error) {
	criteria.UID = []imap.UIDSet{{{Start: imap.UID(lo), Stop: imap.UID(hi)}}}
	answer, whole, err := s.uidSearch(&criteria)
	if err != nil {
		return nil, false, err
	}
	if hi == 0 {
		hi = lastUID
	}
	for _, r := range answer {
		start, stop := max(uint32(r.Start), lo), min(uint32(r.Stop), hi)
		if r.Start != 0 && start <= stop {
			found.AddRange(imap.UID(start), imap.UID(stop))
		}
	}
	return found, whole, nil
}

// uidSearch sends one UID SEARCH, by ESEARCH (RFC 4731) where that is offered:
// it answers in ranges. It reports whether the answer is whole.
func (s *session) uidSearch(criteria *imap.SearchCriteria) (set imap.UIDSet, whole bool, err error) {
	s.begin("SEARCH", s.waits().command, searchBytes)
	defer s.end()
	var options *imap.SearchOptions
	if s.caps.Has(imap.CapESearch) {
		options = &imap.SearchOptions{ReturnAll: true}
	}
	s.conn.Limited() // what was said to other commands
	data, err := s.client.UIDSearch(criteria, options).Wait()
	if err != nil {
		return nil, false, lost(s.conn, err)
	}
	set, _ = data.All.(imap.UIDSet)
	return set, !s.conn.Limited(), nil
}

// there returns which of a few messages the server says to have.
func (s *session) there(uids []imap.UID) (imap.UIDSet, error) {
	set, whole, err := s.uidSearch(&imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uids...)}})
	if err != nil || whole || len(uids) == 1 {
		return set, err
	}
	half := len(uids) / 2
	lower, err := s.there(uids[:half])
	if err != nil {
		return nil, err
	}
	upper, err := s.there(uids[half:])
	return append(lower, upper...), err
}

// messageLimit returns how many messages a server takes in one command (RFC
// 9738), zero where it names no limit.
func messageLimit(caps imap.CapSet) int {
	for c := range caps {
		if number, ok := strings.CutPrefix(strings.ToUpper(string(c)), "MESSAGELIMIT="); ok {
			n, _ := strconv.Atoi(number)
			return max(n, 0)
		}
	}
	return 0
}

// atOnce returns how many messages are asked for in one command, at most n.
func (s *session) atOnce(n int) int {
	if s.limit == 0 {
		return n
	}
	return min(n, s.limit)
}

// top finds UIDNEXT where the server does not tell.
// QUIRK: Courier's EXAMINE has none.
func (s *session) top(messages uint32) (uint32, error) {
	if messages == 0 {
		return 1, nil
	}
	set, _, err := s.uidSearch(&imap.SearchCriteria{UID: []imap.UIDSet{{{}}}}) // "*"
	if err != nil || len(set) == 0 {
		return 0, err
	}
	return min(uint32(set[len(set)-1].Stop), lastUID-1) + 1, nil
}

// count adds up the ranges without expanding them, and refuses an answer with
// more UIDs than there are messages, or can have come since that was told.
func (s *session) count(found imap.UIDSet, messages uint32) (int, error) {
	total := uint64(0)
	for _, r := range found {
		total += uint64(r.Stop) - uint64(r.Start) + 1
	}
	if there := max(messages, s.messages()); total > uint64(there)+unannounced {
		return 0, fmt.Errorf("the server names %d messages of %d", total, there)
	}
	return int(total), nil
}
