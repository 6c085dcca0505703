import { plainSentences } from "./plain-sentences.ts";
import type { Translations } from "./translations.ts";

export const italian = (): Translations =>
  plainSentences({
    key: "chiave|chiavi|token|credenziale|credenziali|password|key|apikey|segreto",
    bad: "invalida|invalido|invalidi|invalide|errata|errato|errate|errati|scaduta|scaduto|scadute|scaduti|revocata|revocato|sconosciuta|sconosciuto|disattivata|disattivato|disabilitata|inattiva|inattivo|scorretta|rifiutata|rifiutato|respinta|inesistente|sbagliata",
    not: "non|nessun|nessuna|senza",
    valid:
      "valida|valido|valide|validi|corretta|corretto|corrette|riconosciuta|riconosciuto|attiva|attivo|esiste|accettata|accettato|funziona",
    missing:
      "manca|mancante|mancanti|assente|vuota|vuoto|richiesta|richiesto|obbligatoria|necessaria|necessario|nessuna|nessun",
    given:
      "fornita|fornito|impostata|impostato|configurata|configurato|trovata|trovato|inserita|specificata|presente|inviata",
    enter:
      "inserisci|inserire|fornisci|fornire|imposta|impostare|configura|configurare|controlla|controllare|verifica|verificare|aggiungi",
    authentication: "autenticazione|autorizzazione|sessione|accesso+scaduto",
    failed: "fallita|fallito|errore|impossibile|riuscita|negata",
    signIn: "autenticato|accedi+nuovamente|effettua+il+login|effettuare+il+login|accedi+di+nuovo",
    client: "client|app|applicazione|programma|estensione|software",
    version: "versione|versioni",
    update: "aggiorna|aggiornare|aggiornamento|aggiornate|aggiornata",
    old: "obsoleta|obsoleto|vecchia|vecchio|superata|datata|minima|piu+recente",
    only: "solo|soltanto|esclusivamente|riservato|riservata",
    official: "ufficiale|ufficiali|autorizzati|autorizzate|approvati",
    allowed:
      "consentito|consentita|consentiti|autorizzato|autorizzata|ammesso|permesso|riconosciuto",
    access: "accesso|richiesta",
    denied: "negato|negata|vietato|vietata|proibito|rifiutato|interdetto",
    permission:
      "permesso|permessi|autorizzazioni|hai+accesso|ha+accesso|diritti|privilegi|autorizzato|autorizzata",
    account: "account|utente|organizzazione|progetto|profilo",
    blocked: "sospeso|sospesa|bloccato|bloccata|disabilitato|disattivato|bannato",
    place: "regione|progetto|ambiente|servizio|piattaforma|account|endpoint|fornitore",
    other: "altra|altro|diversa|diverso|appartiene|corrisponde",
    country: "paese|regione|area+geografica|nazione",
    money: "credito|crediti|saldo|fondi",
    short:
      "insufficiente|insufficienti|esaurito|esauriti|esaurita|terminato|terminati|finiti|negativo",
    enough: "abbastanza|sufficiente|sufficienti",
    plan: "piano|abbonamento|sottoscrizione|licenza",
    needs: "richiede|necessita|occorre|richiesto|passa|disponibile",
    limit: "limite|quota|limiti",
    used: "superato|superata|raggiunto|raggiunta|esaurito|esaurita|esaurito+le|oltrepassato",
    day: "oggi|domani|giornaliero|giornaliera|minuto|minuti",
    tooMany: "troppe|troppi|numero+eccessivo",
    requests: "richieste|chiamate|tentativi",
    model: "modello|modelli",
    found: "trovato|trovata|esiste|disponibile|supportato|supportata|compatibile",
    parameter: "parametro|parametri|campo|campi|argomento|formato",
    text: "testo|contesto|messaggio|prompt|input|richiesta",
    long: "lungo|lunga|lunghezza|supera|eccede",
    contentPolicy:
      "norme|contenuto+bloccato|contenuti+non+consentiti|politica+sui+contenuti|filtro+di+sicurezza",
    service: "servizio|server|provider|fornitore",
    down: "sovraccarico|sovraccarica|occupato|manutenzione|raggiungibile|disponibile|interno",
    trouble:
      "errore+di+rete|errore+di+connessione|connessione+rifiutata|impossibile+connettersi|impossibile+contattare|tempo+scaduto|timeout+della|errore+interno|risposta+vuota|risposta+non",
    tryAgain: "riprova|riprovare",
  });
