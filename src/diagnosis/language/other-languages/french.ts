import type { Translations } from "./translations.ts";

const KEY = "cle|cles|jeton|jetons|token|identifiant|identifiants|secret|key|apikey|passe";
const BAD =
  "invalide|invalides|incorrecte|incorrect|incorrects|incorrectes|erronee|errone|expiree|expire|expires|expirees|revoquee|revoque|inconnue|inconnu|desactivee|mauvaise|mauvais|perimee";
const CLIENT =
  "client|clients|application|applications|logiciel|extension|programme|outil|outils|app";

export const FRENCH: Translations = {
  "network-proxy": ["authentification du|au|de|aupres proxy", "proxy .. authentification"],
  "client-version": [
    "version .... obsolete|perimee|depassee|ancienne|incompatible|expiree",
    "version .... plus|pas .. supportee|prise|compatible|acceptee|valide|autorisee",
    `mettre|mettez|mets|metter a jour .... version|${CLIENT}|claude|codex|cursor`,
    "mise a jour requise|necessaire|obligatoire|est",
    "necessite|requiert|exige .. version plus? recente|nouvelle|superieure",
    "version plus? recente .. requise|necessaire",
    "version minimale|minimum",
    `${CLIENT} .. obsolete|perime|perimee`,
  ],
  "client-allow-list": [
    "client|clients|application .... pas|non|plus .. autorise|autorisee|autorises|pris|prise|supporte|supportee|reconnu|permis|accepte|accepte|habilite",
    "client|application .. bloque|bloquee|refuse|refusee|rejete|interdit|restreint",
    `seul|seuls|seulement|uniquement|exclusivement|reserve .... officiel|officiels|officielle|claude|codex|opencode ${CLIENT}|code|cli|ou|aux?`,
    "client|clients|application|applications|outil|outils officiel|officiels|officielle|officielles",
    "non officiel|officiels|officielle|officielles",
    "tiers|tierces .... pas|bloque*|interdit*|autoris*|restreint*",
  ],
  "bot-check": [
    "pas .. robot",
    "etes humain",
    "verification humaine",
    "trafic|requetes|acces automatise|automatises|automatisees",
  ],
  "fair-use": ["utilisation|usage equitable|raisonnable|loyale"],
  "banned-for-abuse": [
    "compte .... suspendu|bloque|desactive .... viola*|politique*|conditions|enfrein*",
    "viola*|enfrein* .... compte .... suspendu|bloque|desactive",
  ],
  "content-policy": [
    "politique* .. contenu|utilisation|usage",
    "contenu .. inapproprie|interdit|sensible|nuisible",
    "filtre .. contenu",
    "viole|enfreint .. politique*|regles|conditions",
    "moderation",
  ],
  "context-length": [
    "longueur .. contexte|maximale",
    "fenetre de contexte",
    "trop long|longue|longs",
    "depasse .. limite|maximum|longueur .. jetons|tokens|contexte|caracteres",
  ],
  network: [
    "erreur reseau",
    "erreur de reseau|connexion",
    "impossible de .. connecter|joindre|contacter|etablir",
    "connexion .. refusee|fermee|interrompue|reinitialisee|perdue|echouee|echoue",
    "delai d attente",
    "delai .. depasse|expire|attente",
    "certificat",
  ],
  region: [
    "pas|plus|non .... disponible|disponibles|pris|prise|supporte|autorise|propose .. region|pays|zone|territoire",
    "region|pays .... pas|non .. pris|prise|supportee|supporte|disponible|autorise|autorisee",
    "indisponible .. region|pays",
  ],
  "plan-lacks-model": [
    "pas|non .... inclus|disponible|incluse|compris|accessible .. abonnement|forfait|offre|plan|formule",
    "abonnement|forfait|offre|plan .... pas|ne .. inclut|permet|comprend|couvre",
    "passez|passer .. forfait|abonnement|plan|offre|formule",
  ],
  "invalid-request": [
    "parametre*|argument*|champ*|format|valeur|requete .. invalide*|incorrect*|obligatoire*|manquant*|requis|non",
    "invalide .. parametre*|champ*",
    "json .. invalide|non",
  ],
  "model-not-found": [
    "modele .... pas|non .. trouve|disponible|pris|supporte|existant",
    "modele .... introuvable|inexistant|inconnu",
    "modele .... existe pas",
    "non trouve|trouvee",
    "introuvable",
    "existe pas",
  ],
  "model-unsupported": [
    "modele .... pas|non .. trouve|existant|pris|supporte",
    "modele .... introuvable|inexistant",
    "modele .... existe pas",
  ],
  overloaded: [
    "surcharge|surchargee|sature",
    "erreur interne",
    "temporairement indisponible",
    "service .. indisponible",
    "maintenance",
  ],
  rate: [
    "trop de .. requetes|demandes|appels|tentatives",
    "limite|limitation .. debit|requetes|taux|frequence|demandes|appels",
    "taux limite",
  ],
  "overload-as-rate": ["surcharge|sature"],
  billing: [
    "solde|credit|credits|fonds .. insuffisant*|epuise*|epuises|negatif|nul|faible",
    "pas|plus .. assez|suffisamment|de .. solde|credits|credit|fonds",
    "credits|credit|fonds|solde insuffisants|insuffisant",
    "recharger|rechargez|ajoutez|achetez .. compte|solde|credits|credit|fonds",
    "paiement .. requis|necessaire|refuse|echoue|attente|en",
    "moyen|mode|methode de paiement",
    "abonnement|forfait|essai .. expire|termine|inactif|resilie|echu",
    "facturation|facture",
  ],
  "usage-window": [
    "limite|quota|plafond .... atteint|atteinte|depasse|depassee|epuise|epuisee",
    "atteint|depasse|epuise|atteinte .... limite|quota|plafond",
    "limite d utilisation|usage",
  ],
  "usage-window-passed-on": [
    "limite|quota .. atteint|atteinte|depasse|depassee|epuise",
    "depasse|atteint .. limite|quota",
  ],
  "other-service": [
    `${KEY} .... autre|differente|different region|service|projet|organisation|plateforme|compte`,
    `${KEY} .... pas .. correspond|appartient .. region|service|endpoint|projet|plateforme`,
  ],
  "holder-may-not": [
    "pas|aucun|aucune .. autorisation|autorisations|acces|permission|permissions|droit|droits",
    "avez|a pas .. acces|droit|autorise|permission",
    "autorisation*|permission|permissions|droits .. insuffisant*|insuffisantes|necessaires|requis|manquant*",
    "pas .. autorise|autorisee a",
  ],
  "credential-missing": [
    `aucun|aucune|sans|manque|pas .. ${KEY}|authentification|autorisation .. fournie|fourni|trouvee|trouve|configuree|definie|renseignee|valide`,
    `${KEY} .... manquant|manquante|manquants|requise|requis|obligatoire|vide|necessaire|absente|absent`,
    `${KEY} .... pas|non .. fournie|fourni|trouvee|trouve|configuree|configure|definie|renseignee|specifiee`,
    `fournir|fournissez|saisir|saisissez|configurez|indiquez|renseignez|ajoutez .... ${KEY}`,
    "veuillez .. connecter|reconnecter|authentifier|identifier",
    "connectez|reconnectez|authentifiez vous",
    "authentification|connexion|autorisation requise|necessaire|obligatoire",
    "pas|non .. authentifie|authentifiee|connecte|identifie",
  ],
  "holder-blocked": [
    "compte|organisation|projet|utilisateur .... suspendu|suspendue|bloque|bloquee|desactive|desactivee|restreint|banni|verrouille",
  ],
  "credential-refused": [
    `${KEY} .... ${BAD}`,
    `${BAD} .. ${KEY}`,
    `${KEY} .... pas|non .. valide|valides|correcte|correct|reconnue|reconnu|existe|autorisee|acceptee`,
    "echec|erreur .. authentification|autorisation|connexion",
    "authentification|autorisation .. echoue|echouee|echec|incorrecte|invalide|refusee|rejetee|impossible|expiree",
    "impossible .. authentifier|verifier",
    "session .. expiree|expire|terminee|invalide",
    "verifiez|verifier .. cle|identifiants|jeton|api",
  ],
  "request-blocked": ["requete|demande|acces .. bloque|bloquee"],
  "account-state": [
    "acces .. refuse|interdit|restreint|bloque",
    "pas|non .. autorise|autorisee|permis|habilite|active",
    "interdit",
  ],
  "about-the-program": ["client|clients|application|logiciel|programme|outil|extension"],
  "retry-hint": ["reessayer|reessayez|veuillez .. plus|tard|dans|nouveau"],
};
