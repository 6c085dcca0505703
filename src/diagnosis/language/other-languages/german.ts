import type { Translations } from "./translations.ts";

const KEY =
  "schlussel|api|apischlussel|token|tokens|zugangsdaten|anmeldedaten|anmeldeinformationen|passwort|zugriffstoken|key|zugangsschlussel|berechtigungsnachweis";
const BAD =
  "ungultig*|falsch*|abgelaufen*|fehlerhaft*|unbekannt*|widerrufen*|gesperrt*|inkorrekt*|deaktiviert*";
const CLIENT = "client|clients|anwendung|programm|app|apps|erweiterung|software";

export const german = (): Translations => ({
  "network-proxy": [
    "proxy authentifizierung|anmeldung|authentifizierungs",
    "proxyauthentifizierung",
  ],
  "client-version": [
    "version .... nicht .. unterstutzt*|kompatibel|zulassig",
    "version .... veralt*|aktualisier*|zu|abgelaufen*",
    "veralt* version|client|app|anwendung",
    `aktualisier* .... ${CLIENT}|version|claude|codex|cursor`,
    `${CLIENT} .... aktualisier*|veraltet`,
    "neuere|neueste|aktuelle version .. erforderlich|benotigt|notwendig|installier*|erfordert",
    "erfordert|benotigt .. neuere|aktuelle|neueste version",
    "installier*|laden|lade .... neueste|neuere|aktuelle .. version",
    "update|aktualisierung erforderlich|notwendig",
    "mindestversion",
  ],
  "client-allow-list": [
    `${CLIENT} .... nicht .. erlaubt|zugelassen|unterstutzt|autorisiert|erkannt|berechtigt|zulassig`,
    `${CLIENT} .. gesperrt|blockiert|abgelehnt|zuruckgewiesen|vorbehalten`,
    `nur|ausschliesslich .... offiziell*|claude|codex|opencode ${CLIENT}|code|cli`,
    `nur .... offiziell* ${CLIENT}|tool|tools|werkzeuge`,
    `nicht unterstutzt*|autorisiert*|erlaubt*|zugelassen* ${CLIENT}`,
    `inoffiziell* ${CLIENT}|tool|zugriff`,
    "drittanbieter .... nicht|gesperrt|verboten|blockiert|unzulassig",
  ],
  "bot-check": [
    "kein roboter",
    "browserprufung|browseruberprufung",
    "ob sie .. mensch",
    "mensch .. sind|bestatig*",
    "automatisiert* anfragen|zugriffe|zugriff|datenverkehr",
    "sicherheitsuberprufung|sicherheitsprufung",
  ],
  "fair-use": ["faire|fairer nutzung", "fair use richtlinie"],
  "banned-for-abuse": [
    "konto|organisation .... gesperrt|deaktiviert|suspendiert .... versto*|richtlinie*|nutzungsbedingungen",
    "versto* .... konto .... gesperrt|deaktiviert",
  ],
  "content-policy": [
    "inhaltsrichtlinie*|inhaltsfilter*|nutzungsrichtlinie*",
    "richtlinie* .. versto*|verletz*",
    "unangemessen* inhalt*|inhalte",
    "verstobt gegen",
    "moderation*",
    "sicherheitsfilter",
    "inhalt* .. blockiert|abgelehnt|gefiltert",
    "unzulassig*|verboten*|schadlich*|anstossig*|sensibl* inhalt*",
  ],
  "context-length": [
    "kontextlange|kontextfenster",
    "zu lang",
    "maximale .. lange|token|tokens|anzahl|tokenzahl",
    "uberschreitet .. maximale|kontext*|token*",
  ],
  network: [
    "verbindung .. fehlgeschlagen|abgelehnt|unterbrochen|verweigert|zuruckgesetzt|nicht|abgebrochen",
    "netzwerkfehler|verbindungsfehler|zeituberschreitung",
    "netzwerk fehler",
    "zertifikat",
    "nicht erreichbar",
    "zu lange .. gedauert|gebraucht|gewartet",
    "dauert|dauerte zu lang|lange",
  ],
  region: [
    "nicht .... verfugbar|unterstutzt|erlaubt|zulassig|angeboten .. land|region|ihrem|standort|gebiet",
    "in|fur ihrer|ihrem|deinem|dieser|diesem|ihre|ihren region|land|standort nicht",
  ],
  "plan-lacks-model": [
    "nicht|keine .... tarif|abonnement|abo|plan enthalten|verfugbar",
    "tarif|abonnement|abo|plan|plan* enthalt|umfasst|beinhaltet|unterstutzt .. nicht|kein|keine",
    "erfordert|benotigt|benotigen|brauchen|setzt .. abonnement|abo|tarif|plan|mitgliedschaft",
    "abonnement|abo|tarif|mitgliedschaft .. erforderlich|notwendig|benotigt",
    "nur .. abonnenten|zahlende|tarif|abo",
    "kostenpflichtig* tarif*|plan*|abo*|version",
    "tarif .... nicht .. freigeschaltet|freigegeben|vorgesehen",
    "tarif|abonnement|abo|plan .... nicht .. enthalten|unterstutzt|umfasst|verfugbar",
  ],
  "upgrade-hint": ["upgrade .. tarif|abo|abonnement"],
  "invalid-request": [
    "ungultig*|fehlend*|unbekannt*|falsch* .. parameter|argument|feld|wert|anfrage|format|json|eingabe",
    "parameter .. fehlt|fehlerhaft|ungultig|erforderlich",
    "pflichtfeld*",
  ],
  "model-not-found": [
    "modell .... nicht .. gefunden|verfugbar|existiert|unterstutzt|vorhanden",
    "modell .... existiert nicht",
    "nicht gefunden",
    "unbekanntes modell",
  ],
  "model-unsupported": [
    "modell .... nicht .. gefunden|existiert|unterstutzt",
    "modell .... existiert nicht",
  ],
  overloaded: [
    "uberlastet|ausgelastet",
    "interner serverfehler|fehler",
    "vorubergehend nicht",
    "dienst nicht verfugbar",
    "wartung*",
  ],
  rate: [
    "zu viele .. anfragen|anforderungen|aufrufe|versuche|verbindungen",
    "ratenlimit|ratenbegrenzung|anfragelimit|anfragenlimit",
    "anfrage|anfragen limit|limits|begrenzung",
  ],
  "window-opens-again": [
    "heute|heutig*|taglich*|tageskontingent|tageslimit|tagesguthaben .... aufgebraucht|erschopft|erreicht|uberschritten|verbraucht",
    "morgen .. wieder|erneut|nochmal",
  ],
  "overload-as-rate": ["uberlastet|ausgelastet"],
  billing: [
    "guthaben .. nicht|aufgebraucht|erschopft|leer|unzureichend|reicht|aufladen|zu",
    "nicht .. genug|genugend|ausreichend* guthaben|kredit|credits|deckung",
    "unzureichend* guthaben|kontostand|credits",
    "kein guthaben",
    "kontostand .. niedrig|negativ|nicht",
    "zahlung .. erforderlich|fehlgeschlagen|uberfallig|ausstehend",
    "zahlungsmethode|zahlungsart|rechnung*",
    "abonnement|abo|tarif|mitgliedschaft|testphase|testzeitraum .. abgelaufen|beendet|gekundigt|inaktiv",
  ],
  "usage-window": [
    "limit|kontingent|quote|nutzungslimit|tageslimit|wochenlimit|monatslimit|tageskontingent|wochenkontingent|monatskontingent|freikontingent .. erreicht|uberschritten|aufgebraucht|ausgeschopft|erschopft",
    "nutzungslimit|nutzungsgrenze",
    "kontingent .. aufgebraucht|uberschritten|erschopft",
  ],
  "usage-window-passed-on": [
    "limit|kontingent|nutzungslimit|tageslimit .. erreicht|uberschritten|aufgebraucht|erschopft",
  ],
  "other-service": [
    "schlussel|key|token|apischlussel .... passt|gehort|gilt|gultig .. nicht|anderen|anderem|anderes|nur .... region|endpunkt|projekt|umgebung|dienst|plattform|anbieter",
    "schlussel|token .... andere*|anderen region|dienst|projekt|organisation|endpunkt|konto|plattform|umgebung",
    "schlussel|token .... gehort .. nicht|andere*",
    "region|endpunkt .... nicht uberein|passt",
  ],
  "holder-may-not": [
    "nur fur|durch administratoren|administrator*|admins|besitzer",
    "darf|durfen|kann|konnen .... nicht .. verwenden|nutzen|aufrufen|zugreifen|benutzen",
    "fehlt|fehlen .. freigabe|berechtigung|berechtigungen|rechte|zugriff",
    "keine|keinen|kein|fehlende|unzureichende|nicht .. berechtigung|berechtigungen|zugriff|zugriffsrechte|rechte|zugang|erlaubnis",
    "nicht .. berechtigt|befugt",
    "zugriffsrechte fehlen",
    "berechtigung* fehlt|fehlen|erforderlich",
  ],
  "credential-missing": [
    `kein|keine|fehlender|fehlende|fehlendes|ohne gultig*|api? ${KEY} schlussel|key? angegeben|gefunden|ubermittelt|konfiguriert?`,
    `${KEY} schlussel|key? .. fehlt|fehlen|erforderlich|benotigt|leer|nicht angegeben|gesetzt|gefunden|konfiguriert|hinterlegt|eingegeben?`,
    `geben|gib|hinterlegen|konfigurieren|trage|tragen .... ${KEY} schlussel|key? .. ein|an|ein`,
    "anmeldung|authentifizierung|login .. erforderlich|notwendig|notig|benotigt",
    "bitte .. melden|melde|einloggen|anmelden|anzumelden",
    "melden|melde sie|dich .. erneut|wieder|an",
    "nicht authentifiziert|angemeldet|eingeloggt",
  ],
  "holder-blocked": [
    "konto|organisation|projekt|benutzer|account|benutzerkonto .... gesperrt|deaktiviert|suspendiert|blockiert|eingeschrankt|gebannt",
  ],
  "credential-refused": [
    `${BAD} .. ${KEY} schlussel|key?`,
    `${KEY} schlussel|key? .. ${BAD}|abgelehnt*|zuruckgewiesen*|verworfen|nicht .. gultig|korrekt|erkannt|richtig|akzeptiert|anerkannt?`,
    "authentifizierung|anmeldung|autorisierung|authentifizierungs .. fehlgeschlagen|gescheitert|fehler|ungultig|abgelaufen",
    "authentifizierungsfehler|anmeldefehler",
    "sitzung .. abgelaufen|ungultig|beendet",
    "uberprufen|prufen|prufe|uberprufe .. ihren|deinen|den|ihre|deine|die .. schlussel|token|zugangsdaten|anmeldedaten",
  ],
  "request-blocked": ["anfrage|zugriff .. blockiert"],
  entitlement: ["zugriff|zugang .. verweigert|abgelehnt|untersagt|gesperrt|verboten"],
  "account-state": ["nicht .. erlaubt|gestattet|zugelassen|freigeschaltet|freigegeben"],
  "about-the-program": ["client|clients|anwendung|programm|werkzeug|erweiterung|software"],
  "retry-hint": ["versuchen|versuche .... spater|erneut"],
  "about-another-place": [
    `${KEY} .... region|dienst|projekt|umgebung|plattform|endpunkt|adresse|testumgebung|produktion|organisation`,
    `region|dienst|projekt|umgebung|plattform|endpunkt|adresse|testumgebung|produktion|organisation .... ${KEY}`,
  ],
  "about-a-key": ["schlussel|apischlussel|zugangsdaten|anmeldedaten|passwort|zugangsschlussel"],
  "about-the-key": ["api schlussel|key", "apischlussel|zugangsdaten"],
  "about-the-release": [
    "version|aktualisier*|update .... client|anwendung|app|programm",
    "client|anwendung|app|programm .... version|aktualisier*|update",
  ],
  "about-access": [
    "schlussel|token|client|anwendung|app|berechtigung|zugriff|zugang|konto|abo|abonnement|guthaben|limit|kontingent|version|aktualisier*|region|verboten|verweigert|anmeld*|authentifizier*|erlaubt|nur|benutzer",
  ],
  "about-the-request": [
    "modell|antwort|server|anfrage|bild|datei|nachricht|nachrichten|text|verbindung|parameter|ki",
  ],
});
