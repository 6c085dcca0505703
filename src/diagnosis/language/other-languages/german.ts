import { plainSentences, SERVICE } from "./plain-sentences.ts";
import type { Translations } from "./translations.ts";

const KEY =
  "schlussel|schlussels|schluessel|apischlussel|apischluessel|token|des+tokens|ihres+tokens|deines+tokens|zugangsdaten|anmeldedaten|anmeldeinformation*|passwort|kennwort|zugriffstoken|zugangstoken|sitzungstoken|key|keys|apikey|zugangsschlussel|zugriffsschlussel|berechtigungsnachweis*|jwt";
const CLIENT =
  "client|clients|clientprogramm*|anwendung|anwendungen|programm|programme|programmen|app|apps|erweiterung|software|kommandozeilenprogramm*|drittsoftware|drittclient*";
const PLAN =
  "tarif|tarife|tarifs|abo|abos|abonnement|abonnements|mitgliedschaft|lizenz|preisplan|tarifstufe";
const PLACE =
  "region|umgebung|plattform|endpunkt|endpunkts|endpoint|adresse|projekt|projekts|testumgebung|produktion|produktivumgebung|sandbox|rechenzentrum|standort|basisadresse|url|apiaddress";
const HOLDER =
  "schlussel|schluessel|apischlussel|token|key|gruppe|konto|account|organisation|team|projekt|arbeitsbereich|nutzer|benutzer";
const OPENED =
  "freigeschaltet|freigegeben|erlaubt|zugelassen|gestattet|berechtigt|aktiviert|vorgesehen|verfugbar|verfuegbar|nutzbar";

export const german = (): Translations =>
  plainSentences(
    {
      key: KEY,
      bad: "ungultig*|ungueltig*|falsch*|abgelaufen*|fehlerhaft*|unbekannt*|widerrufen*|gesperrt*|inkorrekt*|deaktiviert*|zuruckge*|abgelehnt*|abgewiesen*|verworfen|geloscht*|inaktiv*|erloschen|lauft+ab|kompromittiert*|stillgelegt*|unzulassig*|entzogen|verfallen|ausgelaufen|existiert+nicht|stimmt+nicht|gilt+nicht|passt+nicht|funktioniert+nicht",
      not: "nicht|kein|keine|keinen|keiner|keinem|ohne",
      valid:
        "gultig*|gueltig*|korrekt*|richtig*|erkannt|bekannt|akzeptiert|anerkannt|aktiv|existiert|gilt|vorhanden|verwendbar|registriert|zulassig|verifiziert|uberpruft|gepruft|zugeordnet|bestatigt|lesbar",
      missing: "fehlt|fehlen|fehlte|fehlend*|leer|leere|leerer|leeres",
      given:
        "angegeben*|gefunden|ubermittelt*|konfiguriert*|gesetzt|hinterlegt*|einge*|ubergeben|mitge*|gesendet|enthalten|gespeichert",
      enter:
        "hinterlegen|hinterlege|konfigurieren|konfiguriere|trag|trage|tragen|eintragen|geben|gib|angeben|eingeben|setze|setzen|ubergeben|mitsenden|prufe|prufen|pruefen|uberprufe|uberprufen|einrichten|erganzen|hinzufugen|erneuern|erstellen|erzeugen|generieren|anlegen|ersetzen",
      authentication:
        "authentifizierung|authentifizierungs|anmeldung|anmelden|autorisierung|login|sitzung|signaturprufung",
      failed:
        "fehlgeschlagen*|gescheitert*|fehler|abgelaufen*|beendet|schlug+fehl|schlagt+fehl|nicht+moglich|unmoglich|nicht+mehr+gultig|zuruckgewiesen|abgelehnt|abgewiesen|verweigert",
      signIn:
        "nicht+authentifiziert|nicht+angemeldet|nicht+eingeloggt|nicht+mehr+angemeldet|erneut+anmelden|neu+anmelden|neu+anzumelden|bitte+anmelden|bitte+einloggen|loggen+sie+sich|logge+dich|log+dich|authentifizierungsfehler|anmeldefehler|abgemeldet|ausgeloggt",
      client: CLIENT,
      version: "version|versionen|programmversion|clientversion|appversion",
      update: "aktualisier*|updaten",
      old: "veralt*|uberholt|zu+alt|zu+niedrig|alte|alten|mindestens",
      // `nur` stands before `pro Minute` too.
      only: "ausschliesslich|lediglich|exklusiv|vorbehalten",
      official:
        "offiziell*|zugelassen*|autorisiert*|genehmigt*|freigegeben*|hauseigen*|unterstutzt*",
      allowed:
        "erlaubt|zugelassen|unterstutzt|unterstuetzt|autorisiert|erkannt|berechtigt|zulassig|gestattet|akzeptiert|freigegeben|freigeschaltet|vorgesehen|genehmigt",
      access: "zugriff|zugang|zutritt|nutzung|verwendung",
      denied:
        "verweigert|untersagt|verboten|verwehrt|zuruckgewiesen|abgewiesen|gesperrt|unterbunden|blockiert",
      permission:
        "berechtigung*|zugriffsrecht*|rechte|freigabe|freischaltung|erlaubnis|befugnis*|nutzungsrecht*|schreibrecht*|leserecht*|zugriffsberechtigung*|berechtigt|befugt",
      account:
        "konto|kontos|account|benutzerkonto|benutzer|nutzer|nutzerkonto|organisation|projekt|arbeitsbereich|profil|mandant|zugang",
      blocked:
        "gesperrt*|suspendiert*|deaktiviert*|blockiert*|eingeschrankt|gebannt|stillgelegt|eingefroren|geschlossen|ausgeschlossen|in+prufung|gerade+gepruft|wird+gepruft|wird+uberpruft",
      place: PLACE,
      other: "andere*|fremd*|gehort|gehoert|stammt|ausgestellt*|zugeordnet|gebunden",
      country:
        "land|landes|landern|lander|ihrer+region|deiner+region|ihre+region|deine+region|standort|gebiet",
      money: "guthaben|guthabens|kontostand|saldo|kredit|credits|restbetrag|restguthaben|deckung",
      short:
        "unzureichend*|aufgebraucht|erschopft|leer|verbraucht|negativ*|reicht+nicht|reichen+nicht|zu+niedrig|zu+gering|niedrig|ausgeschopft|nicht+aus|aufladen|aufzuladen|aufgeladen|fehlt",
      enough: "genug|genugend|ausreichend*|gedeckt",
      plan: PLAN,
      needs: "erfordert|verlangt|setzt|bedarf|voraussetzung",
      limit:
        "limit|kontingent*|quote|nutzungslimit|nutzungsgrenze|tageslimit|wochenlimit|monatslimit|stundenlimit|minutenlimit|tageskontingent|wochenkontingent|monatskontingent|freikontingent|anfragelimit|obergrenze",
      used: "erreicht|uberschritten|ueberschritten|uberschreitet|aufgebraucht|ausgeschopft|erschopft|verbraucht|ausgereizt|ubersteigt",
      day: "heute|heutig*|taglich*|morgen|tageskontingent|tageslimit|tagesguthaben|wochenlimit|wochenkontingent|fur+diese+woche",
      tooMany: "zu+viele|zuviele|zu+viel|zu+haufig|zu+schnell|zu+oft",
      requests: "anfragen|anforderungen|aufrufe|abfragen|versuche|verbindungen|zugriffe|abrufe",
      model: "modell|modelle|modells|modellname|sprachmodell",
      found:
        "gefunden|verfugbar*|verfuegbar|existiert|existierende*|unterstutzt*|unterstuetzt|vorhanden*|bekannt|kennt|angeboten|bereit",
      parameter:
        "parameter*|feld|felder|wert|werte|pflichtfeld*|attribut|eigenschaft|anfrageformat|anfrage|eingabe",
      text: "eingabe|eingabetext|eingaben|text|prompt|kontext|kontextlange|kontextfenster|nachricht|verlauf|unterhaltung|dokument|tokenzahl",
      long: "zu+lang|zu+gross|zu+umfangreich|uberschreit*|ueberschreitet|ubersteig*|uberschritten|sprengt|langer+als",
      contentPolicy:
        "inhaltsrichtlinie*|inhaltsfilter*|nutzungsrichtlinie*|sicherheitsfilter|sicherheitsrichtlinie*|moderation*|unangemessen*|anstossig*|jugendschutz*|verstosst+gegen|verstossen+gegen",
      service: "dienst|dienste|server|servern|anbieter|plattform",
      down: "uberlast*|ueberlastet|ausgelastet|auslastung|wartung*|gestort|storung|nicht+verfugbar|nicht+erreichbar|unerreichbar|vorubergehend|interner|kapazitat*|ausgefallen",
      trouble:
        "netzwerkfehler|netzwerk+fehler|verbindungsfehler|verbindungsabbruch|verbindungsaufbau|zeituberschreitung|zeitlimit|zertifikat*|nicht+erreichbar|interner+serverfehler|interner+fehler|leere+antwort|keine+antwort|keine+verbindung|zu+lange+gedauert|zu+lange+gebraucht|zu+lange+gewartet",
      tryAgain: "spater|erneut|nochmal|noch+einmal|warten|warte",
    },
    {
      "network-proxy": [
        "proxy authentifizierung|anmeldung|authentifizierungs",
        "proxyauthentifizierung|firmenproxy|unternehmensproxy",
      ],
      "file-system": [
        "zugriff|berechtigung|berechtigungen|rechte|schreibrechte|leserechte|schreibzugriff|lesezugriff .... datei|verzeichnis|ordner|pfad|laufwerk|home|var|tmp",
        "befehl|programm .. nicht gefunden",
        "datei|verzeichnis|ordner|pfad .... zugriff|berechtigung|rechte|verweigert|geschutzt|gesperrt|erlaubt",
        "git|docker|ssh|smtp|datenbank .. authentifizierung|anmeldung|passwort",
        "vom|durch benutzer|nutzer|anwender abgelehnt|abgebrochen|verweigert",
      ],
      "other-keys": [
        "cache|primar|fremd|idempotenz schlussel|key",
        "idempotenzschlussel|cacheschlussel|primarschlussel|fremdschlussel|seitentoken|formulartoken",
        "unerwartet* token",
      ],
      "other-versions": ["version des|dieses|vom modells|modell"],
      "client-version": [
        "version .... nicht .. kompatibel|zulassig|bedient|akzeptiert|gultig",
        "version .... abgelaufen*|inkompatibel|eingestellt",
        "neuere|neueren|neuerer|aktuellere|hohere|hoheren version",
        "neueste|neuesten|aktuelle version .. erforderlich|benotigt|notwendig|notig|installier*|erfordert|verwenden|nutzen",
        "installier*|laden|lade|nutzen|verwenden|wechseln .... neueste|neuesten|neuere|aktuelle|aktuellen .. version|fassung",
        "update|aktualisierung erforderlich|notwendig|notig",
        "mindestversion|clientversion",
        "version .... ab|mindestens # .. erforderlich|geht|notig|benotigt|unterstutzt",
      ],
      "client-allow-list": [
        `${CLIENT} .. abgelehnt|abgewiesen|vorbehalten|unerwunscht|ausgesperrt`,
        `nur|allein|einzig .... offiziell*|zugelassen*|freigegeben*|unsere|unseren|unserer|hauseigen* ${CLIENT}|tool|tools|werkzeuge|werkzeugen|integrationen`,
        "nur|allein .... claude|codex|opencode code|cli",
        `nur .... ${CLIENT}|browser|editor .. offiziell*|zugelassen*|erlaubt|nutzbar|verwendbar|gestattet`,
        "offiziell* kommandozeilenprogramm*|app|apps|client|clients|anwendung vorbehalten|offen|nutzbar|verwenden|moglich",
        `nicht|keine unterstutzt*|autorisiert*|zugelassen*|freigegeben* ${CLIENT}`,
        `unbekannt*|unerlaubt* ${CLIENT}`,
        `inoffiziell*|fremd*|modifiziert* ${CLIENT}|tool|werkzeug|zugriff`,
        "drittanbieter*|dritter|drittsoftware|fremdsoftware|drittprogramm*|drittwerkzeug* .... nicht|keine|gesperrt|verboten|blockiert|unzulassig|untersagt|ab|abgelehnt|ausgeschlossen",
        "nicht|keine|lehnen|untersagt .... drittanbieter*|drittsoftware|drittwerkzeug*",
        "kein|ohne|fehlender user agent",
        "user agent .... gesperrt|blockiert|abgelehnt|nicht|unbekannt*|unzulassig*|fehlt|leer",
        "direktaufrufe|aufrufe|anfragen|zugriff|zugriffe .. browser|skripten|fremdprogrammen .. nicht|gesperrt|abgeschaltet|untersagt|verboten|unzulassig|blockiert",
      ],
      "header-value": [
        "kopfzeile|header .... fehlt|fehlen|ungultig*|unbekannt* .. client|user|agent|originator|version",
      ],
      "header-malformed": [
        "authorization|bearer .... fehlerhaft*|ungultig*|doppelt*|mehrfach|zweimal|aufbau|beginnen|prafix",
        "format|aufbau|prafix|lange .. schlussels|apischlussels|api+schlussels|tokens|schlussel .... falsch*|ungultig*|fehlerhaft*|nicht|stimmt|entspricht|unbekannt*",
        "schlussel|token|key .... falsch*|ungultig*|unerwartet* format|prafix",
        "schlussel|apischlussel|key .... leerzeichen|zeilenumbruch|zeichen|beginnen|anfangen",
      ],
      "bot-check": [
        "kein roboter|bot",
        "browserprufung|browseruberprufung|sicherheitsuberprufung|sicherheitsprufung|sicherheitsabfrage",
        "ob sie .. mensch",
        "automatisiert* anfragen|zugriffe|zugriff|datenverkehr|aufrufe|abrufe",
        "verdachtig*|ungewohnlich* aktivitat*|datenverkehr|verkehr",
        "bot|bots|botverkehr|skript .... erkannt|gesperrt|blockiert|vermutet|untersagt|verboten|nicht+erlaubt|nicht+zugelassen",
        "fingerabdruck .... nicht|gesperrt|skript|verdachtig|browser|client",
      ],
      "fair-use": ["faire|fairer nutzung"],
      "banned-for-abuse": [
        "konto|account|organisation|zugang .... gesperrt|deaktiviert|suspendiert .... versto*|richtlinie*|nutzungsbedingungen|missbrauch*",
        "konto|account|organisation .... versto*|missbrauch*|nutzungsbedingungen .... gesperrt|deaktiviert|suspendiert",
      ],
      "content-policy": [
        "inhalt|inhalte .. nicht erlaubt|zulassig|gestattet",
        "inhalt|inhalte|inhalten .. blockiert|abgelehnt|gefiltert|zuruckgehalten|unzulassig",
        "unzulassig*|verboten*|schadlich*|sensibl*|bedenklich* inhalt|inhalte|inhalten",
      ],
      "context-length": [
        "maximale|maximalen .. lange|token|tokens|tokenzahl|kontextlange",
        "token|tokens limit|budget des|dieses modells",
        "anfrage zu gross|lang|umfangreich",
        "max_tokens|tokens .. uberschritten|ubersteig*|uberschreit*|grosser|hochstens",
        "uberschreitet|ubersteigt .. maximale|kontext*|tokens",
      ],
      network: [
        "verbindung .. fehlgeschlagen|abgelehnt|unterbrochen|verweigert|zuruckgesetzt|nicht|abgebrochen",
        "dauert|dauerte|dauern zu lang|lange",
        "nicht erreichen|erreicht|verbinden",
      ],
      "plan-key": [
        `${PLACE} .... keine|nicht|nur .. schlussel|key .... ${PLAN}|plan`,
        `${PLAN} schlussel|key|token .... nur|nicht|falsch* .... ${PLACE}`,
        `schlussel|key|token .... ${PLAN} .... adresse|endpunkt|url|apiaddress|schnittstelle|hier .. nicht`,
        `schlussel|key .... ${PLAN} .... nicht|nur .. adresse|endpunkt|url|apiaddress|schnittstelle|hier`,
      ],
      "plan-lacks-model": [
        `${PLAN}|plan enthalt|umfasst|beinhaltet|unterstutzt|deckt .. nicht|kein|keine`,
        `benotigt|benotigen|brauchen|brauchst|brauchen|ab|erst|voraussetzen .. ${PLAN}|plan`,
        `${PLAN}|plan .. erforderlich|notwendig|benotigt|voraus|notig|freischalten`,
        `nur .. abonnenten|abonnement|zahlende|zahlenden|tarif|tarife|abo|abos|mitglieder|premium|enterprise|bezahlt*|kostenpflichtig*`,
        `abonnenten|tarif|abo|abonnement|zahlenden .. vorbehalten|nur`,
        "kostenpflichtig*|hoheren|hoherer|hohere|grosseren tarif*|plan*|abo*|stufe",
        `${PLAN}|plan .... nicht .. freigeschaltet|freigegeben|vorgesehen|enthalten|unterstutzt|umfasst|verfugbar`,
        "kostenlos*|gratis|freien tarif*|plan|version|stufe|konto .... nicht|kein|keine",
      ],
      "holder-lacks-model": [
        `modell .... ${HOLDER} .... nicht .. ${OPENED}`,
        `${HOLDER} .... modell .... nicht .. ${OPENED}`,
        `${HOLDER} .... nicht .. ${OPENED}|berechtigt .. modell|modelle`,
        "kein|keinen|keine|fehlt|fehlende .. zugriff|zugang|berechtigung|freischaltung|freigabe .. modell|modelle",
      ],
      "invalid-request": [
        "ungultig*|falsch*|fehlerhaft*|unbekannt* .. format|json|argument*",
        "format|json|argument* .. ungultig*|fehlerhaft*",
        "parameter|feld|wert .. erforderlich|benotigt|notig|erwartet|zwischen|darf|muss",
      ],
      "model-not-found": ["modell .... existiert|kennt .. nicht", "nicht gefunden"],
      "model-unsupported": ["modell .... existiert|kennt .. nicht"],
      "model-withdrawn": ["modell .... abgeschaltet|abgekundigt"],
      overloaded: ["interner serverfehler|fehler", "uberlastet|ausgelastet|wartung*"],
      rate: [
        "ratenlimit*|ratenbegrenzung|anfragelimit|abruffrequenz|anfragerate|minutenlimit",
        "anfrage|anfragen|minuten|sekunden|rate limit|limits|begrenzung",
        "drossel*|gedrosselt|ausgebremst",
        "gleichzeitig*|parallel*|maximale+anzahl .. anfragen|verbindungen|aufrufe|sitzungen",
        "pro|je minute|sekunde|stunde",
      ],
      "window-opens-again": ["morgen .. wieder|erneut|nochmal|weiter"],
      "overload-as-rate": ["uberlastet|ausgelastet|auslastung"],
      billing: [
        "nicht|kein gedeckt|guthaben|deckung",
        "zahlung|zahlungen|lastschrift|abbuchung|rechnung|rechnungen .... erforderlich|fehlgeschlagen|uberfallig|geplatzt|abgelehnt|offen|unbezahlt|nicht",
        "offene|offenen|unbezahlte|uberfallige|ausstehende .. rechnung|rechnungen|zahlung|betrag",
        "zahlungsmethode|zahlungsart|zahlungseingang|kreditkarte|abrechnung*|bezahlen|aufladen",
        "abonnement|abo|tarif|mitgliedschaft|testphase|testzeitraum|probephase .. abgelaufen|beendet|gekundigt|inaktiv|endete|vorbei",
        "laden|lade .. guthaben",
        "budget .. aufgebraucht|erschopft|uberschritten|ausgeschopft",
      ],
      "usage-window": ["nutzungslimit|sitzungslimit"],
      redirected: ["richten|sende|senden|schicken|leite ihre|deine|alle? anfragen|aufrufe an|uber"],
      "other-service": [
        `${KEY} .... passt|gehort|gehoert|gilt|funktioniert|gultig|greift .. nicht|nur|hier .... ${PLACE}|anbieter|schnittstelle|dienst`,
        `${KEY} .... hier|dort|schnittstelle .. nicht .. gultig|verwendbar|nutzbar|zulassig|akzeptiert`,
        "schlussel|token|key .... adresse|endpunkt|region|schnittstelle|gilt+hier|gilt+dort|funktioniert+hier|apiaddress nicht",
        `${PLACE} .... anderen|anderes|eigenen schlussel|token|key`,
        `${KEY} .... andere*|anderen|fremd* dienst|dienstes|organisation|konto|anbieter|anbieters|produkt|produkts`,
        `${KEY} .... gehort|stammt|ausgestellt|sieht|scheint .. nicht|zu|von|fur|aus|nach .. anbieter|dienst|${SERVICE}|testsystem|test`,
        "falsch* endpunkt|adresse|region|url|umgebung .. schlussel|key|token",
        `region|endpunkt|adresse|basisadresse|url .... nicht uberein|passt|zum|zu .. schlussel|key`,
        "test|testschlussel|sandbox .. schlussel|key? .... produktion|produktiv*|livebetrieb",
        `${SERVICE} schlussel|key|token .... aber+einer|aber+ein|statt|sondern|obwohl|wahrend`,
      ],
      "not-logged-in": [
        "nicht|nie .. eingeloggt|angemeldet|authentifiziert",
        "ohne anmeldung|login|authentifizierung",
      ],
      "holder-may-not": [
        "nur fur|durch? administrator*|admins|besitzer|inhaber",
        "darf|durfen|darfst|kann|konnen .... nicht .. verwenden|nutzen|aufrufen|zugreifen|benutzen",
        "kein|keinen|fehlt|fehlen .. zugriff|zugang|recht|rolle|scope|scopes",
        "nicht .. scope|scopes",
        "ip|adresse .... fehlt|nicht .. freigabeliste|positivliste|erlaubt|zugelassen*|freigegeben|weissen|whitelist",
        "berechtigung* erforderlich|benotigt|erweitern",
        "schlussel|token|key .... nur .. lesen|lesend*|lesezugriff|leserechte",
        "ihre|ihrer|deine|deiner|erforderliche|benotigte rolle|gruppe .... nicht|kein|keine|fehlt|erlaubt",
        "nicht|kein mitglied",
      ],
      "credential-missing": [
        `kein|keine|keinen|ohne gultig*|api? ${KEY}`,
        `${KEY}|anmeldung|authentifizierung|login .... erforderlich|benotigt|notwendig|notig|verlangt|erwartet`,
        `erforderlich|benotigt|verlangt|erwartet|brauchen|brauchst .. ${KEY}`,
        "melden|melde sie|dich .. erneut|wieder|an|neu",
        "authorization .... fehlt|fehlen|leer|erforderlich|nicht",
      ],
      "credential-refused": [
        "sitzung|anmeldung .... lauft|lief ab",
        "schlug|schlagt .. authentifizierung|anmeldung fehl",
        `lehnt|lehnen|weist|akzeptiert|erkennt .. ${KEY} .. ab|zuruck|nicht`,
      ],
      "request-blocked": ["anfrage|anfragen|zugriff|aufruf .. blockiert|abgefangen|gestoppt"],
      entitlement: ["zugriff|zugang .. abgelehnt"],
      "account-state": [
        "nicht .. erlaubt|gestattet|zugelassen|freigeschaltet|freigegeben|aktiviert|verifiziert",
        "konto|zugang|organisation .... uberpruf*|ruht|wartet|verifizier*|freischalt*",
      ],
      "about-the-program": [CLIENT],
      "about-money": ["abo|abonnement|bezahl*|zahlung*|rechnung|aufladen"],
      "about-access": [
        "zugriff|zugang|anmeld*|authentifizier*|nur|region|guthaben|api+zugang|freigabe",
      ],
      "about-the-request": [
        "antwort|anfrage|bild|datei|nachricht|nachrichten|verbindung|ki|ausgabe|werkzeug|netzwerk",
      ],
    },
  );
