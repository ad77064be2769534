package imapwatch

import "strings"

// purpose is what a mailbox is for by its name, where the server does not say.
type purpose int

const (
	unknown purpose = iota
	sentMail
	archived
	junkMail
	unwatched // Trash, Drafts: left out of "*"
)

// usualNames holds what mail programs call these mailboxes in the languages
// they come in: Outlook, Apple Mail, Thunderbird, webmail of larger providers.
var usualNames = func() map[string]purpose {
	names := make(map[string]purpose)
	for p, list := range map[purpose]string{
		sentMail: `sent,sent items,sent messages,sent mail,sent-mail,sent_mail,sentmail,sent objects,
gesendet,gesendete,gesendete elemente,gesendete objekte,gesendete nachrichten,
éléments envoyés,envoyés,envoyé,messages envoyés,courrier envoyé,
enviados,elementos enviados,mensajes enviados,correo enviado,enviadas,itens enviados,mensagens enviadas,e-mails enviados,
posta inviata,inviata,inviati,elementi inviati,messaggi inviati,
verzonden,verzonden items,verzonden berichten,verzonden e-mail,verzonden objecten,
skickat,skickade,skickade objekt,skickade meddelanden,sendt,sendte,sendt post,sendt e-post,sendte elementer,sendt mail,
lähetetyt,lähetetyt kohteet,lähetetyt viestit,wysłane,elementy wysłane,wysłane wiadomości,
odeslané,odeslaná pošta,odoslané,odoslaná pošta,elküldött,elküldött elemek,elküldött üzenetek,trimise,elemente trimise,
отправленные,отправленные элементы,надіслані,надіслані елементи,изпратени,
gönderilmiş,gönderilmiş öğeler,gönderilenler,απεσταλμένα,
送信済み,送信済みアイテム,送信済みメール,送信済みトレイ,已发送,已发送邮件,已傳送的郵件,寄件備份,보낸 편지함,보낸편지함`,
		archived: `archive,archives,archived,archived mail,archiv,archief,archivio,archivo,archivados,arquivo,arquivadas,
arkiv,arkisto,archiwum,archív,archivum,archívum,arhivă,arhiva,архив,архів,arşiv,αρχείο,
アーカイブ,存档,归档,封存,보관함`,
		junkMail: `junk,spam,junk mail,junk e-mail,junk email,junk-e-mail,bulk,bulk mail,spamverdacht,spamassassin,
courrier indésirable,indésirables,pourriel,correo no deseado,no deseado,posta indesiderata,indesiderata,
ongewenste e-mail,ongewenst,skräppost,uønsket e-post,uønsket mail,roskaposti,lixo eletrônico,lixo eletrónico,
wiadomości-śmieci,nevyžádaná pošta,спам,нежелательная почта,istenmeyen,迷惑メール,垃圾邮件,垃圾郵件,스팸메일함`,
		unwatched: `trash,deleted,deleted items,deleted messages,bin,papierkorb,gelöscht,gelöschte elemente,gelöschte objekte,
corbeille,éléments supprimés,papelera,elementos eliminados,cestino,posta eliminata,prullenbak,verwijderde items,
papperskorgen,borttaget,borttagna objekt,slettet post,slettede elementer,roskakori,poistetut,lixeira,itens excluídos,
kosz,elementy usunięte,koš,odstraněná pošta,корзина,удаленные,çöp kutusu,ゴミ箱,已删除,已删除邮件,刪除的郵件,휴지통,
drafts,draft,entwürfe,entwurf,brouillons,borradores,bozze,concepten,utkast,kladder,luonnokset,rascunhos,
kopie robocze,szkice,koncepty,piszkozatok,черновики,чернетки,taslaklar,下書き,草稿,草稿箱,임시보관함,
outbox,templates`,
	} {
		for name := range strings.SplitSeq(list, ",") {
			names[strings.TrimSpace(name)] = p
		}
	}
	return names
}()

// purposeByName judges the last part of the path: "INBOX.Sent" is "sent".
func purposeByName(name string, delim rune) purpose {
	if i := strings.LastIndex(name, string(delim)); delim != 0 && i >= 0 {
		name = name[i+len(string(delim)):]
	}
	return usualNames[strings.ToLower(strings.TrimSpace(name))]
}

// RoleByName judges a mailbox by its usual name alone, as mail files have it:
// Inbox, Sent or Archive, else Other.
func RoleByName(name string) Role {
	if strings.EqualFold(name, "INBOX") {
		return Inbox
	}
	switch purposeByName(name, 0) {
	case sentMail:
		return Sent
	case archived:
		return Archive
	}
	return Other
}
