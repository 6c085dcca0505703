import type { Translations } from "./translations.ts";

/** Czech, Slovak, Swedish, Norwegian, Danish, Finnish, Hungarian and Romanian: the sentences about keys, and little else. */
const KEY =
  "klic|klice|kluc|kluca|nyckel|nyckeln|nokkel|nokkelen|nogle|noglen|avain|kulcs|cheia|cheie|token|jeton|api|key|apiklic";
const BAD =
  "neplatny|neplatna|neplatne|nespravny|vyprsel|vyprsela|ogiltig|ogiltigt|felaktig|utgangen|ugyldig|ugyldigt|feil|forkert|utlopt|udlobet|virheellinen|vanhentunut|ervenytelen|hibas|lejart|invalida|expirata|expirat|incorecta|gresita";
const MISSING =
  "chybi|chybejici|chyba|saknas|mangler|puuttuu|hianyzik|hianyzo|lipseste|lipsa|vyzadovan|kravs|kreves|szukseges";

export const rarerLanguages = (): Translations => ({
  "credential-refused": [
    `${KEY} .... ${BAD}`,
    `${BAD} .. ${KEY}`,
    `${KEY} .... neni|nie|inte|ikke|ei|nem|nu .. platny|giltig|gyldig|gyldigt|kelpaa|ervenyes|valid|valida|este`,
    "overeni|autentizace|autentisering|autentisering|tunnistautuminen|hitelesites|autentificare .. selhalo|selhala|misslyckades|mislyktes|fejlede|epaonnistui|sikertelen|esuata",
  ],
  "credential-missing": [
    `${KEY} .... ${MISSING}`,
    `${MISSING} .. ${KEY}`,
    `${KEY} .... neni|inte|ikke|ei|nem|nu .. nastaven|angiven|konfigurerad|angitt|angivet|konfigureret|asetettu|megadva|configurata|setata`,
  ],
  "account-state": [
    "pristup odepren|zamitnut|zamietnuty",
    "atkomst|tilgang|adgang nekad|nektad|nektet|nektes|naegtet",
    "hozzaferes megtagadva",
    "acces interzis|refuzat",
  ],
  billing: [
    "nedostatek|nedostatecny|nedostatecne .. kreditu|kredit|prostredku|zustatek",
    "otillrackligt|otillrackliga|utilstrekkelig|utilstraekkelig .. saldo|kredit|krediter|kreditt",
    "nincs eleg|elegendo kredit|egyenleg",
    "credit|credite|sold|fonduri insuficient|insuficiente",
  ],
  rate: [
    "prilis mnoho|vela pozadavku|poziadaviek",
    "for|alltfor manga|mange forfragningar|foresporsler|anmodninger|anrop",
    "tul sok keres",
    "prea multe cereri|solicitari",
    "liian monta|paljon pyyntoa|pyyntoja",
  ],
  "client-version": [
    "aktualizujte|uppdatera|oppdater|opdater|paivita|frissitse|actualizati .. aplikaci|aplikaciu|appen|klienten|sovellus|alkalmazast|aplicatia",
  ],
});
