package timeline

import (
	mathbits "math/bits"
	"slices"
	"strings"
)

// cue is what words say about the clause that they stand in.
type cue uint8

const (
	noCue     cue = iota
	contacts      // the employer gets in touch
	decides       // the employer decides
	proceeds      // a step on the way: interviews end, applications are read
	intends       // "we will", when nothing else says what
	asks          // something is asked of the candidate
	meets         // an appointment
	happened      // something past
	elsewhere     // data kept, notice, start of work, closing dates, absence, offers that expire
	theirs        // what the candidate said or must decide
	negates       // it will not be so
	supposes      // it might be so
	reassures     // looks like one of the others, and is none
)

// Patterns are words with spaces between them, folded: "a|b" either, "stem*" a
// word that begins so, "~3" up to three words of any kind. A pattern covered by
// a longer one does not count.
var cuePatterns = map[cue]string{
	contacts: `be sent|mailed|posted|emailed on|by|in; circle|come|get|ring|write|loop|report|call|be back on|in|by|before|with ~1
expect|await a ~1 ring|shout|buzz; confirm who|which|how; are|is|be written|phoned|rung to; invites|invitations|letters|declines|notifications|results ~4 sent|mailed|posted|emailed|released|out; have|has|get ~2 with you; are|is posted|mailed|emailed|sent|released ~1 out; candidates|applicants|everyone|everybody|you find|finds out; message|letter|email|mail|word|answer goes|go|gets to you; calls|phones|rings|emails|texts|writes you; will|ll ~2 have called|phoned|emailed|written|rung you; promise you ~3 answer|decision|reply; be|am|are emailing|calling|phoning|texting|writing|ringing|messaging|notifying; i|we am|are back to|with you; reflected|updated|visible|shown on|in the|your portal|account|dashboard|profile; shan't|won't|not keep|leave you ~3; coming|heading|headed your way; honest|short|straight answer; telephone you; reaches you
wissen sie|ihr; weisst du; gehen|geht ~8 raus; verschicken|verschicke|versenden wir|ich; prevenu*; averti*; vous|te|t est|sont envoye*; te llamo|digo|escribo|aviso para decirte|confirmarte
get|give|giving ~2 closure; won't|not keep you waiting
be returned|back ~3 with; feedback|answer|decision|news|results|result|outcome available|ready; telling you; send|sending|issue|issuing ~1 interview invitations|invites; sagen|sage wir|ich; retomaremos|retomamos|retomare; recibira|recibiras|recibiran ~1 nuestra|nuestro|una|el|la|su; tendras|tendra|tendran ~1 oferta|contrato; rechnen
phone call|call|email|letter|note to you|candidates|everyone|all; will|shall|should|ll be e - mailed; haremos|hare llegar ~2 contrato|oferta|documentacion|resolucion|decision
i|we|he|she|they|hr|someone|somebody ll|will|shall ~1 call|phone|ring|text|write|message|email|e-mail|contact|notify|inform|tell|advise|update|reply|respond|answer|confirm|telephone|brief; to have ~1 answered|replied|responded|written; have called|phoned|written|emailed you; you ~2 find out; confirm ~4 to you; giving|gives you their|our|her|his|my|an|the answer|decision|verdict|response|feedback|comments; made known|public|available ~1 to you|candidates|applicants|all; be ~1 dispatched|mailed|posted|emailed|e-mailed|distributed|delivered; is|are ~1 issued|sent|mailed|posted|dispatched to; contract|letter|offer|letters|offers|contracts goes|go out; in your hands|inbox|mailbox; our|final|official|formal|written answer|response|reply; response|answer|reply|decision|verdict ~1 from us|the|our; response|answer|reply|decision due; give|giving you ~2 bell|tinkle|holler; you will|ll ~1 have|get our|the|a|your|an ~2 offer|answer|decision|letter|contract|result; call|phone|email|write|ring everyone|everybody|all|candidates|each; with our|an answer|decision|verdict; get|gets|getting|hold|holding our mail|email|letter|answer|message|call|decision; tell you whether|if|who|how|what|which|more; that i|we will|ll call|write|confirm
beantworten wir|ich; rufe|rufen|ruft ~3 durch; im|in ihrem|deinem|ihren postfach|briefkasten; zu - oder absagen; zusagen|absagen; benachrichtigt; stellungnahme; gebe|geben|gibt ~5 bescheid; lesen sie|du von
t ecris|ecrirai|telephone|appelle|appellerai|rappelle|rappellerai|previens|previendrai; vous|te|t ecrirons|ecrivons|telephonerai|telephonerons|previens|previendrai|previendrons|annoncerons|annoncerai; dans votre|ta|vos boite|mail|courrier; sera|seront envoye*|adresse*|publie*|communique*|notifie*|transmis*; de nos|mes nouvelles; nous|je vous|te annon*
conceda|concedan|concedanos ~3; recibira|recibiras|recibiran|recibireis ~2 correo|email|mail|carta|llamada|mensaje|contrato|noticias; haremos|hare llegar; te|le|os|les llamo|escribo|llamaremos|escribiremos|mando; tendras|tendra|tendran ~1 decision|respuesta|resolucion; noticias nuestras|mias
make|making calls; if ~3 hasn't|haven't called|emailed|contacted|written|phoned|reached; if ~2 has|have not called|emailed|contacted|written|phoned|reached; get their|her|his ~2 thoughts|feedback|answer|opinion|take|input|decision|approval; should|will|ll|would arrive; talk|speak to|with you ~4 about|regarding; answer that|this|them|those|your; to get you ~3 one|some|something; check back with me|us; in ~2 with me|us if; email|send|mail|forward|get|have|text|bring it|them|this|that|something ~2 to|out|over|for you; will|should|ll be with you; be in the|your post|mail|inbox|hands; on its|the way; reaction|comments|thoughts ~1 from; send you ~2 confirmation; llamado|contactado|contestado|respondido|escrito; vous|te|t|leur appelle|appelons|envoie|envoyons|transmets|transmettons|ecrirai|appellerai|appellerons; te|le|os|les ~1 envio|enviamos|mando|mandamos|enviare|enviaremos|mandare|mandaremos|pasare|pasaremos|hago|haremos; kann|konnen ~3 mehr sagen; should|will|ll|would|to have one|something|it|that|these|those by|for|to|within|on|in|tomorrow|next; came|got back to|with you; send|share|forward you ~4 times|dates|options|details|information|contract|agreement|paperwork|summary|package|benefits|offer|agenda|documents|nda|form|forms|description|assignment|assessment; send|sending|get ~3 contract|agreement|paperwork|documents ~1 to you; i|we|he|she|they|hr will|ll|can|should send ~4 out|over|across|tomorrow|today; i|we|he|she|they|hr will|ll|can|should send|share|forward you; get|getting you ~5 answer|answers|feedback|information|details|contract|offer|response; get ~2 answers|answer|information|feedback ~2 for|to you; have it|one|something|them|this|these ~1 to|for you; you|candidate|candidates|they be called|invited to|for|back ~3 interview|interviews|round|assessment|stage; confirm|finalize|finalise|discuss ~2 start date ~2 salary; able to confirm ~2 start date; ask|asking him|her|them|director|manager|team; speak|talk|check with|to him|her ~1 then; rausgehen; geht ~4 raus; rausschicken; schicken|schicke|sende|senden wir|ich ~2 ihnen|dir
reach back out; reach ~1 out to you; fill|bring you in|up; have the|a|our verdict|answer|decision; call|text|ring|ping|email u|ya; radio silence ~1 until; rufen|rufe sie|dich ~3 an; zuruckrufen; have|get|bring ~1 news; be in your hands; heard|hear|see|seen|received|got nothing; candidates|applicants|anyone|those not contacted|notified|invited|selected; is|are told|notified|informed|contacted|advised; mehr|etwas sagen|wissen; some|any|for|have|no|with news; look|watch|looking ~2 for ~1 note|email|message|call|letter|reply|something|word; note|email|message|call|word|letter|text|reply|something|anything|news from me|us|someone|our|my|him|her|them; be called|phoned|rung|written|texted|messaged|mailed; talk|speak to|with you ~3 with|about ~2 decision|answer|outcome|result|news|update; follow - up from|call|email|note|on; see|get|have ~1 anything|something|nothing from; forward|pass|relay|share ~2 decision|answer|verdict|feedback|response|outcome; word should|will|ll|comes|come; word ~2 come|comes; it may|might|could ~1 be; get|got word|news; in your inbox; check in|back with you; drop by to tell; reach you; you 'll hear; be on the phone; pick up the phone; give|given an answer; have an answer; call|calling|phone|text you ~3 with; back to candidates; come to you with; werden informiert|benachrichtigt|kontaktiert; lasse|lassen|lasst ~3 wissen; sagen|sage ~3 bescheid; erreicht sie|dich; geht ihnen|dir zu; te|le|os|les ~1 llamo|llamamos|cuento|contamos|contare|contaremos|escribo|escribimos|confirmo|confirmamos|aviso|digo|informo|informamos|comento|comentamos; contaremos; contare; fais signe; ferons signe; ferai signe; feront signe; reprendrons|reprends|reprend ~2 contact; vous tenons|tiendrons; te|vous tiens; vous rappelle|rappellerai|ecris; te rappelle|ecris; vous aurez|saurez; vous serez; a response|reply|answer; heard ~1 anything|something|back|from; talk|speak to|with you again; be invited ~3 interview|interviews|meet|talk; you ~2 have|get|receive ~1 your|our|an ~1 answer|decision|response|reply|result|results|offer|feedback; make sure; you have an|the|our|your ~2 answer|decision|response|reply|result|feedback|update; you have a|some decision|response|reply|result|update|news; yes or no; more ~1 news|info|information|details; to follow; news to; received|gotten|got ~2 response|reply|answer|email|call|news|feedback|decision; be shared|communicated|sent|released|published|issued|given|made|provided|confirmed; pass ~2 along|on; should|will|might|ll|can|would have ~4 for you; get|have|give ~4 to you; a shout; shout; confirm the|whether; be able to ~1 share|tell|confirm|say|give|provide|update|offer; eta; it will|should|would ~1 be; let you|u|ya|everyone|all|candidates|applicants|people|y'all ~4 know; letting you|everyone|candidates know; get|getting|be|come|write|circle|loop|report|coming|gets|getting|call|ring|revert|respond back to|with you|everyone|all|candidates
get|getting|come|circle|loop|be|report|touch|write|gets back; get back; come back; circle back; loop back; revert; in touch; in contact|communication; contact you|all|everyone|candidates|applicants|successful|those|shortlisted; contacting you|candidates|everyone|all
reach|reaching out; reach you; follow|following up; touch base; touching base; catch up with you; reply|replying; respond; responding; get a response; be responded; write to you|everyone|all; write you; call you; calling you; phone you; phoning; give|giving you ~2 call|ring|buzz; ring you; email|e-mail|text|message|ping|mail you; emailing|pinging|messaging you; drop|shoot|send you|everyone ~2 line|note|email|message|mail|word
notify; notified; notifying; inform you|all|candidates|everyone|applicants; informing you|candidates; be informed|contacted|notified|updated|told|advised|emailed; advise you|all|candidates; update you|everyone|all|candidates; updating you|everyone
hear|hearing back|from|something|by|within|again; will|should|can|to|would|ll|might hear; you hear; heard from|back; have heard; expect to hear; should|would|ll|will ~1 know; expect|have|get|receive|await|provide|give|share|send|have|sending|offering|deliver ~5 update|updates|answer|reply|response|news|word|feedback|decision|verdict|outcome|result|results|clarity|information|offer|call|email|message|something|details|invitation|status
more to share; something for you; news for you; an answer; feedback; an update; any update|updates|news; have|get|with news; response times|time; have more; know more; know something|anything; we should|will|would|might|could know; i should|will|would know; next|further|final|status|fresh update|updates|news|information|communication; keep you posted|informed|updated|apprised; tell you; send|share|sending|sharing ~4 offer|outcome|results|result|decision|feedback; next communication; be told; we'd let you know; hearing from; hear from; come out|back with; you will|should|can|could|would|may|might receive|get|have|expect|know|see; you are going to hear|get|receive
melden wir uns; melde|melden|meldet|meldest ich|wir mich|uns; melden|melde|meldet uns|mich|sich; meldet sich ~6; zuruckmelden; zuruckzumelden; uns|mich ~8 melden|melde; zuruck|zuruckmelden; bescheid; ruckmeldung; ruckmeldungen; feedback; kontaktieren|kontaktiere|kontaktiert sie|dich|euch|wir|ich|alle; werden|wird|werde|wollen|konnen sie|dich ~6 kontaktieren|informieren|benachrichtigen|anrufen|anschreiben|verstandigen; informieren|informiere|benachrichtigen|benachrichtige|informiert; kontaktieren; in kontakt; in verbindung; auf sie|dich ~3 zu; auf sie|dich zukommen; zukommen; horen|hort|horst ~4 von|wieder uns|mir; von|etwas uns|mir|unserer horen|hort|horst; horen sie|von; sie|du|ihr horen|horst|hort; sie|du erhalten|erhaltst|bekommen|bekommst; antwort; antworten; antworte; nachricht; mitteilen; teilen|teile wir|ich|ihnen|dir; gebe|geben|gibt ~4 bescheid|auskunft|ruckmeldung; neuigkeiten; auskunft; rufe|rufen|ruft ~5 an; erhalten|bekommen|erhaltst|bekommst sie|du; meld mich|uns; schreibe|schreiben ihnen|dir; erfahren|erfahrst; zu- oder absage; zusage; absage; wissen|weiss ~3 mehr; auf dem laufenden; ruckruf; stand
reviendr*; vous|te|leur confirme|confirmerai|confirmerons|confirmons|confirmera; contacte|contactes|contactee|contactees|prevenu|prevenue|notifie|notifiee; te|vous|leur dis|dirai|dirons|dit|dira; serez|serons|seras informe|informes|informee|fixe|fixes|fixee; sans reponse|retour|nouvelles de notre|ma; pas de nouvelles|reponse|retour de notre|ma; reviens|revient|revenir|revenons vers|; recontact*; contacter*; vous|te|tous contacter; contactons; tiendr* ~3 informe|informee|informes|courant; tiens|tenons ~3 informe|informee|informes|courant; informer*; retour; nouvelles; reponse; repondr*; vous repondre; donner* ~3 reponse|retour|nouvelles; aurez ~4 reponse|retour|nouvelles|decision; recevr*; appeler*; rappel*; vous appeler|ecrire|informer|notifier; ecrir*; notifier*; communiquer*; preciser*; faire|fera|ferai|ferons|fais|faisons|ferez ~2 retour|point|savoir|part; contact avec vous; prendr* contact; saurez; saurons; aviser*; avertir*; transmettr*
contactaremos; contactare; contactara|contactaran; contactarem*; contactar contigo|con|a|al; contactarle|contactarte|contactarlo|contactarla; en contacto; pondre|pondremos|pondra ~3 contacto; avisaremos; avisare; avisamos; avisar*; aviso; informaremos; informare; informar*; diremos; dire algo; decir* algo|te|le|os; decimos algo; respuesta; responderemos; respondere; responder*; respondemos; noticias; comunicaremos; comunicare; comunicar*; comunicacion; daremos|dare|dara|daran|damos ~3 respuesta|feedback|noticias|contestacion|resultado|novedades; llamaremos; llamare; llamar*; llamamos; escribiremos; escribire; escribir*; notificar*; volveremos; volvere; confirmaremos; contestar*; contestaremos; contestacion; saber algo|noticias|mas|de; sabras|sabra|sabremos; tendra|tendras|tendran|tendreis|tendremos|recibira|recibiras|recibireis ~4 respuesta|noticias|contestacion|feedback|novedades|resultado|decision|noticia; novedades; actualizacion; retroalimentacion; hare|haremos saber`,
	decides: `decision|announcement|vote|ruling ~2 scheduled|planned|due|expected|slated|set ~1 for|on|by
submit|submits|submitting|make|making ~2 recommendation|recommendations; have ~3 hired|selected|chosen|filled; verschiebt|verschieben sich; entscheidung ~3 verschoben|vertagt; decision|timeline|selection|process|offer ~3 pushed|moved|delayed|postponed|deferred ~1 to|until|till|by; shortlisting|selection|deliberations|decisions|reviews|review|screening ~2 take|takes place; scheduling|hiring|recruiting|recruitment|talent team|department|coordinator|committee|manager
new hire; selected by|on|before; chosen by|on|before; be offered|appointed|filled|hired|chosen|selected|picked; wissen wir; entschied*; entschlossen; make up our mind|minds; make a call|pick|selection; sleep on it; sign off; signs off; signed off; final nod; green light; beschliess*; trancherons; tranchera; decide; deciding; decides; decided; decision; decisions; make|making|reach|reaching|extend|extending|issue|present ~4 offer|offers|decision|choice|selection|call; an|our|the|final offer|offers; offers; offer letter; choose; choosing; select; pick; selection|selections; verdict; outcome; outcomes; result; results; next step|steps; next stage; next stages; next phase; next round; make up our minds; make our minds; move|moving|take|taking ~3 forward|ahead; moving quickly; shortlist; shortlisting; narrow*; final candidate|candidates|call|selection|choice; finalist|finalists; determination; conclusion; announced; announce; announcement; settled; sort|sorted; make the|our call; final word
entscheid*; auswahl; vorauswahl; nachste|nachsten|nachster schritte|schritt|schritten; weitere|weiteren schritte|vorgehen|verlauf|schritten; angebot; angebote; ergebnis; ergebnisse; beschluss; wissen wir mehr; festlegen
decision; decisions; decider*; decidons; deciderons; prochaine|prochaines etape|etapes; suite; choix; resultat; resultats; offre ~2 ecrite; proposition; statuer*; trancher*; tranche; selection; issue du|de; arbitrage; delibe*
decision; decisiones; decidir*; decidiremos; decidimos; proximos|siguientes|siguiente|proximo pasos|paso; resultado; resultados; oferta formal|por; seleccion; fallo; resolver*; resolucion; tomaremos; tomar* ~2 decision; eleccion; elegir*`,
	proceeds: `request|requesting|require ~3 days|time; ask|asking for ~3 days; plazo de; un ~1 plazo|margen
ourselves a deadline of|for|by
is|are ~1 scheduled|expected|planned|due|set|meant to be completed|concluded|finished|closed|decided|made|announced|filled; he|she|they|director|manager|ceo|boss|cfo|owner ~1 sign|signs
be|is ~2 completed|concluded|finalized|finalised|wrapped
bitte ~1 gib|geben|gebt ~1 mir|uns ~5 zeit; gib|geben|gebt mir|uns ~5 zeit; dame|danos|deme|denos hasta|unos|un|una|dos; laissez|laisse ~2 moi|nous; discuss|review|share ~3 with ~1 client|clients|team|director|manager|managers|him|her|them|board|committee|panel|leadership|partners|boss|ceo|vp|hr|finance|legal|owner|department|supervisor|head|management; asked|asks|asking for ~1 a|some|another|few; in anspruch nehmen; let me|us check|talk|ask|see|confirm|run|find|get|look|speak|think|discuss|circle|touch|follow|chase|consult|review; begin|start|beginning|starting|commence ~1 interviews|interviewing|scheduling|reviewing|contacting|second|final|screening|notifying|reaching; will|to|ll ~1 be|begin|start ~1 scheduling|conducting|holding ~4 interviews; bring|bringing|have|invite people|candidates|finalists|others ~1 in|back; i|we|they|she|he|let ~2 meet|meeting|talk|talking|speak|speaking|check|checking|sit|sitting|connect|sync|discuss ~1 with|to ~3 client|clients|team|director|manager|managers|him|her|them|board|committee|panel|leadership|partners|partner|boss|ceo|cfo|cto|coo|vp|hr|finance|legal|stakeholders|owner|owners|principal|president|dean|department|colleagues|supervisor|head|chair|management|directors|group; i|we|they|she|he ~2 see|seeing|ask|asking ~1 client|clients|team|director|manager|managers|him|her|them|board|committee|panel|leadership|partners|partner|boss|ceo|cfo|cto|coo|vp|hr|finance|legal|stakeholders|owner|owners|principal|president|dean|department|colleagues|supervisor|head|chair|management|directors|group; i|we|they|she|he have|has|got|having ~4 meeting|call|discussion|sync|debrief|meetings ~1 with ~2 client|clients|team|director|manager|managers|him|her|them|board|committee|panel|leadership|partners|partner|boss|ceo|cfo|cto|coo|vp|hr|finance|legal|stakeholders|owner|owners|principal|president|dean|department|colleagues|supervisor|head|chair|management|directors|group; internal|staff|team|board|committee|leadership|management|department|partner|partners|planning|weekly|hiring meeting|meetings|call|discussion|sync; i|we|team|they|panel|committee ~2 meet|meeting|meets|gather|gathering|gathers ~3 discuss|review|decide|compare|finalize|deliberate|choose|talk; talk it|this|things|everything over; i|we am|are meeting as|internally; allow ~4 us|process|processing
ich|wir spreche|sprechen|rede|reden|treffe|treffen|bespreche|besprechen ~4 mit
tengo|tenemos ~1 reunion|llamada|cita con; reunion interna|con ~1 cliente|equipo|director; hablo|hablare|hablaremos|hablamos con el|la|los|mi|nuestro|nuestra; nos reunimos; me reuno; reunion|entretien|point|rendez-vous avec ~1 client|equipe|direction|manager|directeur|directrice
days|weeks|day|week away from|out; search firm|agency|client|recruiter says|thinks|reckons|estimates; new hire selected; hire ~2 selected|chosen|named; two|three|four|one|few more weeks|days; zeit fur die entscheidung|auswahl; close|wrap|finish this|it|things|everything ~1 out|up|off; give it; nous faut|faudra; il faut|faudra ~1 compter|attendre|patienter; comptez|compter ~4 semaine|semaines|jours|mois; put ~2 heads together; have ~2 in place|seat; in place by; takes us; taking longer; another ~3 before|until; hace|hacen falta; necesitamos|necesitaremos ~2 mas|otra|otro|otros|unos|unas|dos|tres; brauchen|benotigen ~1 noch|etwa|ungefahr; nehmen ~3 in anspruch; zieht sich; wind|winding up; interviewing ends|wraps|concludes|runs; wrapped|resolved|finalized|finalised|concluded|completed|finished|sorted|nailed; sit|hang tight; revisit; reconvene; votes|vote|sits|convenes; narrowed; figure ~3; budget ~2;finish|finishing|complete|completing|wrap|wrapping|conclude|concluding|finalize|finalizing|finalise|finalising|close|closing|end|ending ~5 interviews|interviewing|process|round|rounds|review|reviewing|search|recruitment|selection|reviews|up|conversations|candidates|deliberations|things|meetings|applications|screening|assessments; done with|interviewing|reviewing; finish|finishing|wrap|wrapping up; are|still|be|finish|continue interviewing; interviewing ~3; interviews through|until|till|by|conclude|finish|end|wrap|are|will; first|second|final|remaining|other|more|last|initial round|interviews; rounds; through with; spoken|met|talk|speak to|with everyone|all|the|other; review|reviewing ~4 application|applications|candidates|resumes|cvs|resume|cv|portfolio|submissions|portfolios|profiles|candidacies|materials|assignment|test; review will; process ~4 takes|take|taking|complete|last|is|should; timeline; time|timeframe|time frame; turnaround; takes|take us; expect|allow|give us|allow ~3; fill|filling ~3 role|position|post|job|vacancy|opening; have someone; someone hired|selected; hire someone; shooting|targeting|target|aiming for; hiring process|decision|timeline; applications ~3 reviewed; background check; reference checks|check; references; committee|panel|board|team|hiring|manager|leadership ~3 meets|meet|convenes|convene|meeting|discuss|reviews|review|votes|debrief; debrief; debriefing; regroup; discuss internally; be|get complete|completed|finished|concluded|done; paperwork; approval; approved; sign-off; headcount; budget; contract ready; put together; approvals; prepare ~4 offer|contract; contract|agreement|letter ~4 sent|ready|out; send ~3 contract|agreement|paperwork; shortlisted; evaluat*; assess ~3 candidates; bear with; need|needs ~1 until|till|another|a|some|one|two|three|four|five|six|about; need ~3 more|time; will be complete|completed; processed; processing; it ~3 take|takes
gesprache ~5; bewerbungsgesprache; abschliessen; abgeschlossen; abschluss; prufen; prufung; sichtung; sichten; auswerten; auswertung; verfahren; bewerbungsprozess; auswahlprozess; prozess; bearbeitung; bearbeitungszeit; dauert; bitten ~5 geduld; unterlagen ~4 durch; rucksprache; stelle ~3 besetzen|besetzt; auswahlverfahren; benotigen|brauchen
processus; examen; etudier*; etude; examiner*; entretiens ~4; recrutement; delai; traitement; finaliser*; termine*; terminer*; acheve*; cloturer*
proceso; entrevistas ~4; revisar*; revisaremos; revision; plazo; estudiar*; finalizar*; terminar*; terminaremos; terminamos; evaluar*; evaluacion; cerrar*; concluir*; tardar*; tardara`,
	intends: `hope|plan|goal|aim|target|idea|intention|objective|aim is|remains|would to|for|by; ziel|plan ist; l objectif est; el objetivo es; on track to|for; looking to; we|i|they|he|she|hr will|shall|plan|hope|aim|expect|intend|anticipate|should|can|would|are|am; team|manager|panel|committee|department|recruiter|board|dana will|plans|hopes|aims|expects|should|is; hope|plan|aim|aiming|hoping|planning|intend to; wir|ich werden|werde|planen|hoffen; nous allons|esperons|pensons|devrions|prevoyons; esperamos|espero|prevemos|vamos|queremos`,
	asks: `has|have|needs to be done|taken|completed|returned|signed|uploaded|paid
needs|need to be back with us|me
needs|need to be back|returned|with; needs|need to reach us|me
allow|give us|me access; join our|us|the; cast|casting; return your|the
give|gives|giving you until|till|through; you ~2 be done|finished|ready|there|here|back; kindly; simply|just|then reply|respond|contact|call|email|write|send|return|confirm|sign
your yes or no; need ~2 yes or no; need|needs ~3 from you; get ~2 back to us|me; give us your; tell us|me ~3 by|before; please; must|should|to be signed|accepted|returned|submitted|completed|received|uploaded|confirmed; signed ~2 by|before; you will|may|can have ~6 to; you have ~5 to; don't|not ~1 receive|hear|get ~1 your|from ~2 answer|response|reply|confirmation|you; receive|get|have ~1 your ~1 answer|response|reply|decision|confirmation|signature; grateful|appreciate|appreciated|love|thankful for|a|your|an ~3 reply|response|answer|confirmation|decision; you don't|not ~1 reply|respond|confirm|accept|complete|submit|send|return; could|can|would|will you; let us|me|them know; let us|me|them ~2 have; send us|me|over; get us|me|back to us|me; reply|respond|answer|confirm|rsvp|get|getting ~1 to us|me|this; you reply|respond; rsvp; confirm your|by|that|whether|receipt; fill in|out; submit|submitting|upload|return|sign|accept ~4 by|before|within|your; sign ~3; complete ~4 test|assessment|form|exercise|challenge|assignment|application|questionnaire|survey|task|it|registration|this; return ~4; accept ~3 offer; accept by|before|within; you need|must|have|may|should|are to; you need|must; need|require|want|expect|await|awaiting|appreciate|like|looking ~3 your; need|require|want|expect|await|awaiting|appreciate|like ~1 you; from you; your|his|her answer|decision|response|reply|availability|availabilities|submission|confirmation|feedback|acceptance|signature|preferred|preference|assignment|references|documents|materials|portfolio|test|assessment|responses|completed|signed|solution|times|consent; hear from you|him|her; hearing from you|him|her; hear back from you; heard from you; your thoughts; provide us|me; forward|bring|attach|upload; share your; share with us; feel free; call us|me; email us|me; reach out to us|me; contact us|me; contact ~2 hr; reach me|us; get in touch with us|me; be in touch with us|me; in touch with us|me; drop us|me; write to us|me; follow up with us|me; you can|could|may reach|contact|call|book|apply|follow|reach; due; due by|on|date; deadline for|to|is; the deadline; turn in; hand in; take-home; given|gives you; you have; let me; respond to this|the|our; to accept; to complete; to submit; to return; to book; to sign; remind you; reminder; join us; waiting for|on you|your; due from you; register; rsvp; schedule a|your|time; let us|me; for your|you to
bitte; bitten wir; bitten um; bitten sie|dich; konnten|konnen|wurden|wollen|mogen|kannst|konntest sie|du; teilen|teile sie|uns|mir; senden|schicken|reichen|geben|melden|lassen|antworten|bestatigen|fullen|laden|buchen|wahlen|nennen sie; schick|schicke|sende|melde|gib|lass|antworte uns|mir|dich; ihre|ihrer|deine|ihren|ihr|dein antwort|ruckmeldung|entscheidung|unterlagen|verfugbarkeit|zusage|bestatigung|nachricht|feedback|losung|absage|terminvorschlage|termine|angebot; um ~2 ruckmeldung|antwort|bestatigung|zusage|mitteilung|zusendung; lassen sie; einreichen; einzureichen; einsenden; zusenden; abgabe; abgabefrist; frist; von ihnen|dir; sie haben; du hast; mussen|musst|sollten sie|du; sie mussen|sollten; brauchen wir ~3 von
merci de|d; veuillez; pouvez|pourriez|pourrais|peux vous|tu|- ; nous|me|m faire parvenir|savoir|envoyer|retourner|confirmer|transmettre|repondre|communiquer|indiquer|rappeler|contacter|donner; votre|vos|ta|tes reponse|retour|decision|disponibilite|disponibilites|confirmation|documents|accord|candidature|test; envoyer|envoyez|confirmez|repondez|retournez|completez|indiquez|remplissez; avant de; de vous lire; de vos nouvelles; vous avez|devez; date limite; faites; n'hesitez; hesitez; attendons|attends votre|vos|ta
por favor; rogamos; le|te|les rogamos|pedimos|agradeceriamos; agradeceriamos; agradeceria; podria|puede|podrias|puedes|podrian; envie|envia|enviar|envienos|enviame|enviarnos|mandanos|mandenos|confirme|confirma|confirmanos|confirmenos|confirmar|responda|responde|complete|completa|rellene|indique|indiquenos; su|tu|vuestra|sus|tus respuesta|confirmacion|decision|disponibilidad|documentos|documentacion|contestacion|prueba|candidatura|noticias; hacernos llegar|saber; necesitamos|necesito ~2 su|tu|sus|que; haganos|haznos|digame|diganos|dinos|dime|aviseme|avisanos; fecha limite; plazo para|de; tiene|tienes|dispone; debe|debes|tiene que|`,
	meets: `i|we have moved|shifted|pushed|rescheduled|booked|arranged your|the|our|a|an ~1 meeting|interview|call|chat with|for ~2 team|panel|director|manager
cancel|cancelo|cancelamos|annule|annulons|cancelling|canceling; talk|speak|chat soon; interview ~3 on|at|is|scheduled|with|will|for|takes|has; your|an|the|final|this|phone|onsite|on-site|video|virtual|first|second|next interview|call|meeting|conversation|chat|visit|appointment; interview; interviews will be held|conducted; interviews ~2 take|held|scheduled|conducted; invite|inviting|invited you; invite|invitation for|to; meet|meeting|meet|meets|see|seeing|speaking|chatting|talking|talk|speak|chat|connect|zoom|hosting|host|welcoming|welcome|having|have ~1 you|with|us|everyone; meet|meeting; schedule|scheduled|scheduling|reschedule|rescheduled|book|booked|set|slot|slots ~3; available|availability|availabilities|free; slot|slots; time slot|slots; are|if you free|available; work|works for|best; works ~2; see you; looking forward; look|looking forward to; phone|video|zoom|teams|screening|intro|introductory call|screen|chat|interview; a call; calendar; hold on; a chat; quick chat|call; onsite; on-site; lunch; coffee; tour; career fair; open house; info session; webinar; event; orientation; onboarding; first day; presentation; assessment center|centre|day; trial day|shift; moved|postponed|pushed to; move your|the|our; held on|at; take|takes place; will be held
vorstellungsgesprach; bewerbungsgesprach; telefoninterview; kennenlernen; gesprach|interview|termin ~5 am|um|mit|statt|statt|einladen|; laden|einladen|lade sie|dich ~8; einladung; einladen; termin; terminvorschlag; treffen; statt; stattfinden; stattfindet; telefonat; telefonieren; sprechen; vereinbart; zeit|verfugbar|passt; freuen uns|; freue mich; probearbeiten; probetag; praktikum|vertrag|ausbildung|probezeit|einarbeitung|test|aufgabe ~2 dauert; sehen uns; gesprach
entretien; rendez-vous; rendez; rencontrer; rencontre; invite|invitons|convier|convions; convocation; disponible|disponibles; creneau|creneaux; vous recevoir; visio; se deroulera|tiendra; aura lieu; visioconference; appel; plaisir de vous|; au plaisir
entrevista; reunion; cita; citamos; convocamos; invitamos|invitarte|invitarle; disponible|disponibilidad; videollamada; llamada; vernos; nos vemos; hablar contigo|con; conocerte|conocerle; tendra lugar`,
	happened: `were|was|got|been approved|signed|confirmed|published
thank|thanks you|for|again|so; thanks; thank you for ~8; was|were|been; we|i|you|they met|spoke|talked|chatted|interviewed|received|applied|sent|submitted|emailed|wrote|called|discussed|posted|heard|asked|promised|reached|had|contacted|started|decided|scheduled|missed|tried; received your|; was|were ~1 completed|concluded|finished|resolved|finalized; posted; spoke; met; hired; we|they filled; submitted on; applied on|for; as discussed|agreed|promised|mentioned; since; your email|message|application|note|mail of|from|dated|on; dated; sent on; published; was great|good|nice|lovely; enjoyed; pleasure; on file
vielen|herzlichen|besten dank; danke; danken; war; waren; haben ~6 erhalten|gesprochen|bekommen; erhalten; eingegangen; gesprochen; vom; seit
merci pour|beaucoup|encore; remercie|remercions; avons|ai|avez recu|bien|eu|echange|envoye|postule; recu; etait; suite a; lors de; datee; publiee
gracias por|; agradecemos; agradecer; hemos|he recibido|hablado; recibimos; recibido; fue; estuvo; publicada; enviada; hablamos`,
	elsewhere: `stelle anders|anderweitig besetzen|vergeben; what comes|happens|follows
keep|keeping|hold|holding|reserve|reserved ~3 seat|place|spot|slot|room|reserved; filled|effective|starting as|from|effective of|on|the; hear from ~4 at|during the|our; seat|place|spot reserved
expect to start|begin|work|earn|travel; paycheck; payday; wages; test|einstellungstest|prufung|aufgabe|eignungstest dauert; kicks in; selected for ~4; offer ~2 good|open|firm|stands; moving|relocating to; new building|office|hires|hire; hour|hours|heure|heures|stunde|stunden long; closing date ~3 is; closes ~2 on|at; window closes; hackathon|conference|fair|webinar|party|event|meetup ~3 is|takes|on; keep|store|retain|hold|save|stored|kept|retained|hold|deleted|delete|erase|purge ~5 data|file|resume|cv|information|application|record|records|details|profile|documents|database; on file; data ~4 deleted|kept|stored|retained|removed; personal|your data; privacy; gdpr; retention; deleted; notice period; notice; start|starting|begin|beginning|commence|commencing|joining|started date|work|employment|the|as|with|on|in; start date; start; starts; begins; commences; commence; ready to start; need|want|looking|seeking ~1 someone|somebody; position|role|job|contract|internship|assignment|employment|project|program|programme|course|training|semester|shift|term ~4 is|starts|begins|runs|lasts|start|begin|run|last|from|for|will|would; term of; probation; probationary; years|year|months of experience; experience; applications|posting|vacancy|advert|position|application|listing|window|portal|opening ~4 close|closes|closed|closing|open|opens|until|remain|accepted|expires|expire; closing date; apply; applying; applies; apply by|before|again; reapply; re-apply; applications due; expires; expire; expiry; expired; valid; offer is valid|open; remains|remain|stays|stay|is|are|be open|valid; link ~4 expire|expires|valid|active; office|offices|we|company|store|shop|plant ~3 closed|close|closes|reopen|reopens; closed; closure; out of office|the; vacation; holiday until|from; on|annual|parental|maternity|sick|medical leave; away; travel|traveling|travelling; ooo; be|is|are|am|was out|away|off|unavailable|gone|absent|closed; back in|on|at the|my|office|work|from|monday|tuesday|wednesday|thursday|friday; return to|on|in|from the|office|work; returning; return; i|we am|are|m out|off|away|back; working hours; office hours; business hours are; hours are|of; open monday|from; salary; pay; paid; payroll; benefits; bonus; equity; vest*; insurance; remote; hybrid; relocat*; visa; test|assessment|assignment|exercise|challenge|task|call|interview|project|questionnaire|survey|session|presentation|meeting ~3 take|takes|last|lasts|require|requires|is|consist*; last about|approximately|around|roughly|between; should|will|would last; lasts; lasting; duration; deadline; unsubscribe; newsletter; survey; future openings; other opportunities; opportunities ~3 future; code; password; verification; reset; invoice; order; deliver*; ship; shipping; refund; reimburse*; expense|expenses; parking; anniversary; launch; launched; launching; launches; releasing; opening; founded; quarterly; report; conference; fair; guarantee; maintenance; downtime; equipment; laptop; payment; hired on|in; graduat*; employed; employment; benefits; coverage; warranty; freeze; hiring freeze; layoffs; trial; subscription; renew*; shifts; schedule is; works monday; hours a|per
speichern|aufbewahren|loschen|gespeichert|aufbewahrt|geloscht|bewahren|loscht|loschung|aufbewahrung|datenschutz|daten; kundigungsfrist; probezeit; eintritt; eintrittstermin; arbeitsbeginn; beginn; beginnt; startet; start; befristet; urlaub; abwesend; nicht im; im buro; wieder da|im|erreichbar; zuruck im|; bewerbungsfrist; bewerbungsschluss; gultig; lauft ~4 ab; ablauft; geschlossen; geoffnet; offnungszeiten; arbeitszeiten; sprechzeiten; berufserfahrung; erneut bewerben; wieder bewerben; betriebsferien; elternzeit; gehalt; eintreten; anfangen; einarbeitung; gilt; erreichbar; aufgabe|test ~3 dauert; gesprach|interview dauert|wird; vertrag ~4 lauft|beginnt; messe
conserver*; conservons; conservees|conserve|conservation|supprimees|supprimer*|rgpd; donnees; preavis; periode d|; prise de poste|fonction|fonctions; debut|debute|debutera du|le|en|; conge|conges; absent|absente; de retour; en vacances; ferme|fermes|fermee|fermeture; horaires; valable; expire|expirera; cloture ~3 candidatures; contrat; cdd; stage; duree; dure; salaire; experience; repostuler; postuler; date limite; essai; ouvert|ouverts du
conservar*; conservaremos; guardar*; almacenar*; eliminar*; datos; preaviso; incorporacion; incorporar*; empezar*; empieza; inicio; comenzar*; comienza; vacaciones; fuera de; ausente; de vuelta; de regreso; cerrado|cerrada|cerrados|cerrara; horario; valido|valida; caduca; vence; contrato; periodo de; dura; duracion; salario; experiencia; plazo de inscripcion|solicitud|presentacion|candidaturas; volver a postular*; abierta hasta; oferta ~3 publicada; abierto`,
	theirs: `wrong to say|tell|promise; avais|avions|avait|avaient annonce|promis|dit|indique; habia|habiamos|habian dicho|prometido|anunciado; hatte|hatten ~4 versprochen|angekundigt|zugesagt|gesagt
i|we|they said|mentioned you|we|that
i|we|they told|promised|assured|wrote you; you were told|promised|assured|informed; was|were told|promised
another|other company|employer|firm|organization|organisation|process; waiting to hear ~1 from ~1 another|other
you would|d like|prefer|love|rather; you want|wish|hope|need to; other firm|company|employer|offer|party|process; offer elsewhere; your other; you are weighing|considering|deciding; you understood|understand; tu otra; otra empresa; autre entreprise|employeur; anderen firma|unternehmen; you|candidate|she|he|dana mentioned|said|told|noted|indicated|stated|wrote|asked|explained|shared|need|needed|must|want|wanted; you have|had to|until|another|a|other|till; your deadline|deadlines|timeline|timing|other|notice|current|competing|exam|exams|vacation|trip|holiday|schedule|move|flight; other|another|competing offer|offers; your offer|own; you are away|travelling|traveling|available|free|back|out; you will|would be away|travelling|traveling|available|free|back|out|unavailable|able; if you are away; when you are|return; you can start|begin|join; you could|would start|begin|join; able to start|join; i need to|; i have to|; i must; i have another|a competing|an offer; my deadline|notice|other|availability|current; i am available|free|away|hoping to hear; i could start|; i can start|; you are expecting; you expect; your side
sie erwahnten|sagten|schrieben|haben|mussen; du hast|sagtest|musst; ihrem|ihr|ihre anderen|anderes|andere|urlaub|kundigungsfrist|arbeitgeber; anderes angebot; anderen arbeitgeber
vous avez|aviez|devez; votre|vos autre|preavis|conges|delai; autre offre
usted|tu debe|dijo|menciono|tiene; comentaste|mencionaste|dijiste|comento|menciono; otra oferta`,
	negates: `noch|leider keine|keinen ~1 zusage|entscheidung|antwort|auskunft ~1 machen|geben|treffen|nennen
nobody|none|hardly; nicht zusagen|versprechen|garantieren; can|could guarantee|promise no
nichts; not|never|cannot|can't|won't|wouldn't|couldn't|unable|unlikely|don't|doesn't|didn't|isn't|aren't|hasn't|haven't|shouldn't|neither|without|no; no guarantee|promise|longer|way|timeline|decision; instead of; rather than; difficult|hard to; refus*
nicht|kein|keine|keinen|nie|niemals|weder|ohne
pas|jamais|aucun|aucune|sans|impossible
no|nunca|ningun|ninguna|tampoco|sin|imposible`,
	supposes: `should|were|had a|an; danach mussten|konnten|wurden|musste
were|had|should the|our|this|that|all|it|any|there|you|we
were we|you to; were there; had we; if|unless|provided|assuming|whether; should you|your|we|there|the|this; in case; in the event; would have let|told|contacted|heard|decided|liked|been; had you; subject to; contingent; only if; depending on whether; when selected; if selected; otherwise we|you would
falls|wenn|sofern|vorausgesetzt; sollten|sollte|solltest sie|du|ihr|es|wir|er|ich|die|der|das|ihre|deine|unsere|ein|eine|sich|keine; im falle; fur den fall
si; s il|ils; au cas ou; en cas d|de; sous reserve; a condition; dans le cas ou|
si; en caso; siempre que; en el caso; a menos`,
	reassures: `i|we am|are afraid|sorry|happy|glad|pleased|delighted|sure|aware; through to ~2 assessment|interview|round|stage|final ~1 centre|center; from your side
rechnen sie bitte; le|te|les pedimos|rogamos un ~3 plazo|margen|tiempo
whether you have ~1 made|been|passed|advanced|moved|progressed|got
everybody|everyone|all|those|people|candidates|applicants ~1 we|i interviewed|met|spoke|saw|talked|seen|interview|meet; you have my|our word|promise|assurance; kindly|please give|allow us|me; mit ~4 konnen|durfen|konnten sie|du|ihr
en cuanto|cuando ~6 reunion|comite|junta; once|when|after ~3 out of ~2 meeting|call
kindly note|expect|allow|bear|be; due|owing to ~4 holiday|holidays|vacation|absence|travel|closure|illness; because of ~4 holiday|holidays|vacation|absence|travel|closure|illness; although|though|while ~6 vacation|away|out|closed|travelling|traveling; wegen ~3 betriebsferien|urlaub|urlaubs|ferien|feiertage|krankheit|urlaubszeit; aunque ~6 vacaciones|fuera; en raison de|des ~2 conges|vacances; debido a|por ~2 vacaciones
know|tell ~1 if|whether you ~2 been|are ~1 selected|chosen|shortlisted|successful|approved|accepted|hired|invited; once|when|until|after ~1 i|he|she|we|they ~2 back|return|returns on monday|tuesday|wednesday|thursday|friday; once|when|until|after ~1 i|he|she|we|they ~2 back|return|returns|returned ~1 in|at|from|on|to ~1 office|work|vacation|leave|holiday|holidays|trip|pto|travel|town; if at all possible; if ~2 possible|can|manage|able; our|the|from scheduling team|department|coordinator; if you have ~1 not heard
should you not; should you ~2 not|nothing; once|when|until|after i|he|she|we|they ~1 back in|at|from|on; you will|may|might|would|ll have|need to wait|sit|hang|bear; avant de vous|pouvoir|prendre|nous|te; if all ~3 plan|well|smoothly; if you ~1 heard|hear; if there is|are no|any; if you have not|n't heard; unless ~2 earlier|sooner; if nothing ~3; si no recibe|recibes|tiene|tienes ~3; sans nouvelles|retour|reponse; ohne ~2 ruckmeldung|nachricht; not a decision yet; no ~2 yet; don't|not have ~2 yet|news|answer|decision|update; do not have ~2 yet; no later than; not later than; if not sooner|before|earlier; if all|everything|things ~3; if you ~3 questions|question|concerns; if you need|want anything; with|have|any questions; if you ~2 not|haven't|didn't|don't|havent; if we|i haven't|don't|have; don't hesitate; not hesitate; if possible; if anything changes; let you know if|whether; you know if|whether; know whether|if you; inform|tell|notify ~2 if|whether; see|decide|determine|find|decision|advise whether|if; as to whether; on whether; about whether; whether or not; please note ~1; please be advised|assured|aware|patient; please expect|allow|bear|know|rest|give|understand|stay|hang; please find; please do not|don't; rest assured; not only; even if; why not; no problem|worries|matter|doubt|rush|need; not yet; hasn't|haven't|not ~2 made|decided|finished|completed|finalized|finalised|reached ~5 yet; not made ~3; haven't made|finished|decided; not forgotten; haven't forgotten; not to worry; don't worry; won't be long|much; no more than; not more than; at no; no news; with no; thank you for your patience ~1; thanks for your|bearing patience|with; patience; as promised; thank you for waiting; looking forward to speaking again; wait to ~3; you have any|questions; have you; to schedule|arrange|book|organise|organize|set|invite|discuss|confirm|coordinate|plan|agree; next interview|interviews steps|stage|round; first-round|second-round|final-round|remaining interviews; once|after|as|until we ~4 met|spoken|interviewed|talked|finished|completed|received|spoke|reviewed; with the team|panel|committee|hiring|rest; when i get|am|return|come; when we have|are; not a problem; no matter; if you've; for you to hear; sure
nicht spater; keine sorge; rechnen sie ~1 mit; bitte mit; nicht vergessen; noch nicht; zogern sie nicht; nicht nur; noch keine; ob sie; ob ~2; wenn alles ~2; bitte haben sie; bitte beachten; bitte gedulden; bitte rechnen; wenn sie bis; wenn sie nichts; sollten sie bis|nichts; falls sie bis|nichts; sollten sie fragen; falls sie fragen; bei fragen; bitte ~4 geduld; bitten ~4 geduld|verstandnis; nach ihrem|dem|unserem gesprach|interview; nach dem vorstellungsgesprach; nach ihrem vorstellungsgesprach; fur ihre geduld; weiteres|nachstes gesprach
n hesitez pas; ne pas hesiter; sans faute; pas encore; si tout ~3; merci de ~2 patienter|patience; merci pour votre patience; si vous n ~8; apres|suite a ~2 entretien; votre candidature; nous n avons pas; merci de noter; veuillez noter; disponible|disponibles pour; si vous avez des questions; apres ~1 entretien
no dude; no dudes; si no antes; no mas tarde; sin falta; si todo ~3; si no ~5; aun no; todavia no; gracias por su|tu paciencia; si tiene|tienes alguna|dudas|preguntas; tras|despues ~3 entrevista; su|tu candidatura; no te preocupes; por favor tenga; no hemos ~4`,
}

type pattern struct {
	cue      cue
	elements []patternElement
	// The rarest element is the one that is looked for first. It stands at most
	// before tokens behind the first.
	rarest, before int
}

type patternElement struct {
	class uint16
	gap   int
}

// shortestStem is the least length of a stem.
const shortestStem = 4

// addCues enters the words of the patterns: words are compared by the classes of
// alternatives that they belong to.
func (l *lexicon) addCues() {
	x := patterns{classes: map[string]uint16{}, starts: map[uint16][]*pattern{}}
	for c := contacts; c <= reassures; c++ {
		for notation := range strings.FieldsFuncSeq(cuePatterns[c], func(r rune) bool { return r == ';' || r == '\n' }) {
			x.add(l, c, notation)
		}
	}
	stems := map[string]*meaning{}
	for field, class := range x.classes {
		for w := range strings.SplitSeq(field, "|") {
			if stem, ok := strings.CutSuffix(w, "*"); ok {
				if stems[stem] == nil {
					stems[stem] = &meaning{word: stem}
				}
				x.put(stems[stem], class)
			} else if w != "" {
				x.put(l.word(w), class)
			}
		}
	}
	for w, m := range l.words { // a word belongs where its stem does
		for n := shortestStem; n <= len(w); n++ {
			if stem := stems[w[:n]]; stem != nil {
				x.join(m, stem)
			}
		}
	}
	for _, m := range l.words {
		x.begin(m)
	}
	for w, m := range stems {
		x.begin(m)
		head := w[:shortestStem]
		l.stems[head] = append(l.stems[head], m)
		slices.SortFunc(l.stems[head], func(a, b *meaning) int { return len(b.word) - len(a.word) })
	}
}

// patterns are the patterns of cues, by the class of their rarest element.
type patterns struct {
	classes map[string]uint16
	starts  map[uint16][]*pattern
}

func (x *patterns) add(l *lexicon, c cue, notation string) {
	p := &pattern{cue: c}
	gap := 0
	var fields []string
	for field := range strings.FieldsSeq(notation) {
		if field[0] == '~' {
			gap = int(field[1] - '0')
			continue
		}
		class, ok := x.classes[field]
		if !ok {
			class = uint16(len(x.classes))
			x.classes[field] = class
		}
		p.elements, fields = append(p.elements, patternElement{class, gap}), append(fields, field)
		gap = 0
	}
	if len(p.elements) == 0 {
		return
	}
	least, before := 1<<20, -1
	for i, e := range p.elements {
		before += 1 + e.gap
		if n := frequency(fields[i]); n < least {
			least, p.rarest, p.before = n, i, before
		}
	}
	class := p.elements[p.rarest].class
	x.starts[class] = append(x.starts[class], p)
	if c.promises() || c == intends {
		l.gate.cue(fields)
	}
}

// frequency estimates how often one of the alternatives occurs: short words do.
func frequency(field string) int {
	n := 0
	for w := range strings.SplitSeq(field, "|") {
		n += 1 + 64>>len(w)
		n += common[w]
	}
	return n
}

// common are the commonest words of cues, with how much more they occur.
var common = map[string]int{"you": 300, "i": 300, "we": 100, "the": 300, "to": 300, "be": 100, "is": 100, "are": 50, "am": 50, "will": 50, "have": 50,
	"your": 100, "our": 100, "for": 100, "with": 100, "sie": 50, "wir": 50, "uns": 50, "vous": 50, "nous": 50, "le": 100, "la": 100}

// put puts a word into a class.
func (x *patterns) put(m *meaning, class uint16) {
	if m.classes == nil {
		m.classes = make([]uint64, len(x.classes)/64+1)
	}
	m.classes[class/64] |= 1 << (class % 64)
}

// join puts a word into the classes of its stem.
func (x *patterns) join(m, stem *meaning) {
	if m.classes == nil {
		m.classes = make([]uint64, len(x.classes)/64+1)
	}
	for i, b := range stem.classes {
		m.classes[i] |= b
	}
}

// begin notes which patterns are looked for where a word stands.
func (x *patterns) begin(m *meaning) {
	for i, b := range m.classes {
		for ; b != 0; b &= b - 1 {
			m.patterns = append(m.patterns, x.starts[uint16(64*i+mathbits.TrailingZeros64(b))]...)
		}
	}
}

// match returns the number of tokens that a pattern covers, or 0.
func (p *pattern) match(tokens []token) int {
	at := 0
	for _, e := range p.elements {
		last := at + e.gap
		for ; ; at++ {
			if at >= len(tokens) || at > last {
				return 0
			}
			if tokens[at].in(e.class) {
				break
			}
		}
		at++
	}
	return at
}

// found is a cue in a text: tokens from first to end, exclusive.
type found struct {
	cue        cue
	first, end int
}

// in reports whether a token belongs to a class of words.
func (t *token) in(class uint16) bool {
	bits := t.meaning.classes
	return bits != nil && bits[class/64]&(1<<(class%64)) != 0
}

// findCues appends the cues among the tokens of a sentence, less those covered by
// longer ones.
func findCues(all []found, tokens []token) []found {
	// By the token that it begins with. "15h30" is one word more when it is read.
	var cues [2 * maxSentence]cue
	var ends [2 * maxSentence]uint16
	for k := range tokens {
		for _, p := range tokens[k].meaning.patterns {
			for i := max(0, k-p.before); i <= k; i++ {
				if !tokens[i].in(p.elements[0].class) {
					continue
				}
				if end := uint16(i + p.match(tokens[i:])); end > uint16(i) && (end > ends[i] || end == ends[i] && p.cue > cues[i]) {
					cues[i], ends[i] = p.cue, end
				}
			}
		}
	}
	for i := range tokens {
		if end := int(ends[i]); end > 0 && (len(all) == 0 || all[len(all)-1].end < end) {
			all = append(all, found{cues[i], i, end})
		}
	}
	return all
}
