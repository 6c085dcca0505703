import { plainSentences, SERVICE } from "./plain-sentences.ts";
import type { Translations } from "./translations.ts";

const KEY =
  "cle|cles|clef|clefs|jeton|token|identifiants|key|apikey|mot+de+passe|mots+de+passe|jwt";
const CLIENT = "client|clients|application|applications|logiciel|logiciels|programme|app";
const TOOL =
  "client|clients|application|applications|logiciel|logiciels|outils|app|apps|integrations";
const PLAN = "abonnement|abonnements|forfait|forfaits|formule|formules|offre|adhesion";
const PLACE =
  "region|projet|plateforme|environnement|endpoint|adresse|production|url|domaine|point+d+acces|points+d+acces|apiaddress";
const HOLDER =
  "cle|clef|jeton|token|groupe|compte|organisation|equipe|projet|espace|utilisateur|profil";
const OPENED =
  "autorise|autorisee|autorises|habilite|habilitee|habilites|active|activee|ouvert|ouverte|accessible|permis|droit";

export const french = (): Translations =>
  plainSentences(
    {
      key: KEY,
      bad: "invalide|invalides|incorrect|incorrecte|incorrects|incorrectes|errone|erronee|errones|erronees|expire|expiree|expires|expirees|revoque*|inconnu*|desactive*|mauvais*|perime|perimee|refuse|refusee|refuses|refusees|rejete*|inactif|inexistant*|supprime*|bloque|bloquee|suspendu*|compromise|introuvable|resiliee|annulee|faux|fausse|malforme|malformee|tronquee",
      not: "pas|non|plus|aucun|aucune|sans|jamais|ni",
      valid:
        "valide|valides|valable|valables|correct|correcte|corrects|correctes|reconnu*|existe|existent|actif|active|actifs|actives|accepte|acceptee|acceptes|acceptees|activee|conforme|verifie|verifiee|bonne|bons|lisible|enregistree",
      missing:
        "manquant*|manque|absent|absente|absents|absentes|vide|vides|requis|requise|obligatoire|necessaire|exigee",
      given:
        "fourni|fournie|fournis|fournies|trouve|trouvee|trouves|configure|configuree|configures|defini|definie|renseigne|renseignee|indique|indiquee|saisi|saisie|transmis|transmise|specifiee|envoyee|recu|recue|detectee|enregistree|presente|jointe",
      enter:
        "fournir|fournissez|renseigner|renseignez|indiquer|indiquez|ajouter|ajoutez|configurer|configurez|definir|definissez|saisir|saisissez|entrez|verifiez|verifier|controlez|creez|generez|collez|regenerez|renouvelez|remplacez",
      authentication: "authentification|identification|votre+session|la+session",
      failed:
        "echec|echoue|echouee|echouees|impossible|expiree|expirees|terminee|refusee|rejetee|incorrecte|erronee|invalide|perimee|revoquee",
      signIn:
        "pas+authentifie|non+authentifie|non+authentifiee|pas+connecte|pas+connectee|non+connecte|plus+connecte|reconnectez+vous|connectez+vous|authentifiez+vous|identifiez+vous|vous+reconnecter|veuillez+vous+connecter|deconnecte|deconnectee|pas+identifie|non+identifie",
      client: CLIENT,
      version: "version|versions",
      update:
        "pas+a+jour|plus+a+jour|mettre+a+jour|mettez+a+jour|mets+a+jour|mettez+le+a+jour|mettez+la+a+jour|mise+a+niveau|actualisez|mettez+a+niveau",
      old: "obsolete|obsoletes|perimee|perime|ancienne|anciennes|ancien|anciens|vieille|vieux|minimale",
      only: "uniquement|seulement|exclusivement|seul|seuls|seule|seules|reserve|reservee|reserves|reservees|limite+aux|limitee+aux|limite+a+l",
      official:
        "officiel*|agree|agrees|agreees|approuve|approuves|approuvees|autorises|autorisees|homologue*|certifies",
      allowed:
        "autorise|autorisee|autorises|autorisees|permis|permise|accepte|acceptee|acceptes|admis|admise|reconnu|reconnue|habilite|habilitee|supporte|supportee|supportes|pris+en+charge|prise+en+charge|prises+en+charge|toleree|toleres|agree",
      access: "acces|utilisation|usage",
      denied:
        "interdit|interdite|refuse|refusee|restreint|restreinte|bloque|bloquee|proscrit|rejete|rejetee",
      permission:
        "permission|permissions|autorisation|autorisations|droit|droits|habilitation|habilitations|privilege|privileges|portee|perimetre",
      account: "compte|organisation|projet|utilisateur|espace|profil|equipe|acces|abonne",
      blocked:
        "suspendu*|bloque|bloquee|desactive*|restreint*|banni|bannie|verrouille*|gele|gelee|cloture|ferme|fermee|en+cours+de+verification|en+attente+de+validation",
      place: PLACE,
      other:
        "autre|autres|differente|appartient|correspond|provient|emise|emis|destinee|rattachee|liee",
      country: "pays|territoire|zone+geographique|votre+region",
      money: "solde|credit|credits|fonds",
      short:
        "insuffisant*|epuise*|negatif|nul|faible|vide|a+zero|rechargez|recharger|rechargement|trop+bas|trop+faible|consommes",
      enough: "assez|suffisamment|suffisant|suffisants|suffisante|reste",
      plan: PLAN,
      needs: "souscrivez|souscrire|abonnez|abonner|passez|passer",
      limit: "limite|limites|quota|quotas|plafond|plafonds|enveloppe|seuil",
      used: "atteint*|depasse*|epuise*|consomme*|franchi|franchie",
      day: "jour|journee|quotidien|quotidienne|journalier|journaliere|aujourd'hui|demain|semaine|hebdomadaire",
      tooMany: "trop+de|trop+d|nombre+excessif|trop+nombreuses|trop+frequentes|trop+vite",
      requests: "requetes|demandes|appels|tentatives|connexions",
      model: "modele|modeles",
      found:
        "trouve|trouvee|existe|existant|existante|supporte|supportee|supportes|pris+en+charge|prise+en+charge|connu|propose|reference|nomme",
      parameter:
        "parametre|parametres|champ|champs|valeur|propriete|attribut|schema|corps+de+la+requete",
      text: "texte|contexte|message|prompt|entree|saisie|historique",
      long: "trop+long|trop+longue|trop+longs|trop+grand|trop+grande|trop+volumineux|trop+volumineuse|depasse|depassent|excede|longueur+maximale",
      contentPolicy:
        "filtre+de+securite|filtre+de+contenu|moderation|contenu+inapproprie|contenus+inappropries|politique+de+contenu|politique+d+utilisation|politique+d+usage|regles+de+contenu|contenu+sensible",
      service: "serveur|serveurs|fournisseur|service|plateforme",
      down: "surcharge*|sature|satures|indisponible|maintenance|panne|injoignable|deborde|debordes|forte+affluence|interne",
      trouble:
        "erreur+reseau|erreur+de+reseau|erreur+de+connexion|delai+d+attente|trop+de+temps|trop+longtemps|certificat|erreur+interne|reponse+vide|aucune+reponse|pas+de+reponse|pas+repondu|hote+introuvable|resolution+dns|hors+ligne|coupure+reseau|delai+imparti",
      tryAgain: "reessayer|reessayez|plus+tard|nouvelle+tentative|patientez|retentez",
    },
    {
      "network-proxy": ["authentification du|au|de|aupres proxy", "proxy .. authentification"],
      "file-system": [
        "acces|permission|permissions|droit|droits .... fichier|repertoire|dossier|chemin|disque|home|var|tmp",
        "commande|executable .. introuvable|trouvee|trouve",
        "fichier|repertoire|dossier|chemin .... acces|permission|permissions|droits|refuse|interdit|verrouille|autorisee",
        "git|docker|ssh|smtp .. authentification|connexion",
        "refuse|rejete|annule|interrompu par l utilisateur",
      ],
      "other-keys": [
        "cle|cles|clef du|de|d? idempotence|cache|primaire|etrangere|tri|dictionnaire",
        "cle|cles|clef .... dictionnaire|schema|doublon|objet+json",
        "jeton|token csrf|pagination|inattendu",
      ],
      "other-versions": [
        "version du|de|d|ce modele|schema|protocole|node|python|java|navigateur|format",
      ],
      "client-version": [
        "version .... incompatible|expiree|abandonnee|retiree",
        "version .... plus|pas .. supportee|prise|compatible|acceptee|valide|autorisee|maintenue|servie",
        "mise a jour .. application|client|logiciel|app|requise|necessaire|obligatoire",
        "necessite|requiert|exige|utilisez|installez|passez|faut .. version plus? recente|nouvelle|superieure|ulterieure",
        "utilisez|installez|passez|telechargez .. derniere|nouvelle version",
        "version plus? recente|superieure|ulterieure .. requise|necessaire|exigee",
        "trop ancienne|ancien|vieille|vieux",
        "version minimum",
        "version .. au minimum",
      ],
      "client-allow-list": [
        `seul|seuls|seule|seules|seulement|uniquement|exclusivement|reserve .... officiel*|claude|codex|opencode ${TOOL}|code|cli|ou|aux?`,
        "client|clients|application|applications|outils officiel*",
        "non officiel*|agree|agrees|homologue",
        "tiers|tierce|tierces .... pas|plus|ne|bloque*|interdit*|autoris*|restreint*|refuse|refuses|exclus|proscrit*",
        "interdit|refuse|bloque|pas|plus .. outil|outils|client|clients|logiciels|applications tiers|tierces",
        `${CLIENT} .... pas|plus|non .. figure|liste|autorise|autorises|homologue|acceptes|admis`,
        `${CLIENT} .. interdit*|rejete*|refuses|proscrit*|inconnu*`,
        "user agent .... bloque|refuse|interdit|rejete|pas|non|inconnu|manquant|absent",
        "origine|domaine|referent|provenance .... pas|non .. autorise|autorises|autorisee|permis|figure|acceptee|admise",
        "appels|requetes|acces .. navigateur|navigateurs|script|scripts .. pas|interdit|interdits|refuses|bloques|desactives",
        "que|qu dans|via|avec|par|depuis claude|codex|opencode|cursor",
        "qu'avec|qu'a|qu'en|qu'aux claude|codex|opencode|cursor|clients|applications",
      ],
      "header-value": [
        "entete|entetes|tete .... manquant|manquante|absent|invalide|inconnu .. client|user|agent|version|application",
      ],
      "header-malformed": [
        "authorization|bearer .... mal|malforme|invalide|en+double|deux|prefixe|commencer|repete",
        "format|longueur|prefixe|forme de|du|d .. cle|clef|jeton|token .... invalide|incorrect|incorrecte|inattendu|errone|inconnu|pas|attendu|attendus",
        "cle|clef|jeton .... format|prefixe|longueur .. invalide|incorrect|inattendu|errone|inconnu|attendu",
        "cle|clef|jeton .... doit|devrait .. commencer|debuter|comporter|contenir",
        "cle|clef .... espace|espaces|guillemets|caracteres|retour",
      ],
      "bot-check": [
        "pas .. robot",
        "verification .. navigateur",
        "etes .. humain",
        "trafic|requetes|acces|appels automatise|automatises|automatisees|automatique|suspect|suspectes|inhabituel",
        "robot|robots|script .... detecte|detectes|bloque|bloques|interdits|interdit|navigateur",
        "pare feu .... bloque|bloquee|refuse|suspecte|rejetee",
        "suspecte|suspect|bloquee|rejetee|interceptee .. pare feu",
        "empreinte .... navigateur|script|client|tls",
      ],
      "fair-use": ["utilisation|usage equitable|raisonnable|loyale"],
      "banned-for-abuse": [
        "compte|acces .... suspendu|bloque|desactive|ferme|banni .... viola*|politique*|conditions|enfrein*|abus|abusive|manquement*",
        "viola*|enfrein*|abus|manquement* .... compte .... suspendu|bloque|desactive|ferme|banni",
      ],
      "content-policy": [
        "politique* .. contenu|utilisation|usage",
        "viole|enfreint|contrevient|contraire .. politique*|regles|conditions|charte",
        "contenu|contenus .. pas|non autorise|autorises|permis",
        "contenu|contenus|texte|reponse .. bloque|bloquee|filtre|filtree|inapproprie|nuisible|interdit|interdits|choquant",
      ],
      "context-length": [
        "longueur .. contexte|maximale",
        "fenetre de contexte",
        "depasse|depassent|excede|excedent .. limite|maximum|longueur|max_tokens .. jetons|tokens|contexte|caracteres",
        "requete|conversation|document trop long|longue|volumineuse|volumineux|grande|grand",
        "jetons|tokens .. depasse|depassent|excede|maximum|superieur|trop",
      ],
      network: [
        "impossible de .. joindre|contacter|etablir|resoudre",
        "impossible de se? connecter au|a serveur|hote",
        "connexion .. refusee|fermee|interrompue|reinitialisee|perdue|echouee|echoue|coupee|etablie",
        "delai .. depasse|expire|attente",
        "connexion .. serveur|hote|internet impossible|echec|echoue",
      ],
      region: [
        "indisponible|indisponibles|inaccessible .. region|pays|territoire",
        "pas|plus .... disponible|disponibles|propose|supporte|autorise|accessible .. region|pays|zone",
      ],
      "plan-key": [
        `${PLACE} .... pas|que|ni .. cle|cles .... ${PLAN}`,
        `cle|cles|clef .. ${PLAN} .... pas|que|uniquement|seulement .. ici|${PLACE}|fonctionne|fonctionnent|valable|valables|utilisable|acceptee|acceptees`,
        `cle|cles|clef .... ${PLAN} .... pas|que|uniquement|exclusivement .. ici|${PLACE}`,
      ],
      "plan-lacks-model": [
        `${PLAN} .... pas|ne|n|aucun .. inclut|permet|comprend|couvre|contient|donne|inclus`,
        `necessite|requiert|exige|faut|partir|demande .. ${PLAN}|pro|premium|entreprise|payant`,
        `${PLAN} .. requis|necessaire|obligatoire|superieur|superieure|payant*`,
        `version|acces|comptes|compte payant*`,
        "reserve|reservee|reserves|uniquement|seulement|exclusivement .. abonnes|payants|payantes|membres|clients",
        "gratuit|gratuite|gratuits .... pas|plus|ne .. acces|permet|inclut|donne|disponible|comprend",
      ],
      "holder-lacks-model": [
        `${HOLDER} .... pas|non|aucun|ne|plus .. ${OPENED} .... modele|modeles`,
        `modele .... pas|non|ne|plus .. ${OPENED} .. ${HOLDER}`,
        `modele .... ${HOLDER} .. pas|non|ne|plus .. ${OPENED}`,
        "pas|aucun .. acces|droit|autorisation .. modele|modeles",
      ],
      "upgrade-hint": ["passez|passer .. forfait|abonnement|plan|offre|formule"],
      "invalid-request": [
        "parametre*|argument*|champ*|format|valeur|requete .. invalide*|incorrect*|obligatoire*|manquant*|requis|non|mal|inconnu*",
        "json .. invalide|non|malforme|attendu",
      ],
      "model-not-found": [
        "modele .... introuvable|inexistant|inconnu|retire|indisponible",
        "modele .... pas|non|plus .. disponible|propose|heberge",
        "introuvable",
        "existe pas",
      ],
      "model-unsupported": [
        "modele .... introuvable|inexistant|inconnu",
        "modele .... pas|non|plus .. disponible",
        "aucun modele",
      ],
      "model-withdrawn": ["modele .... retire|abandonne|supprime"],
      overloaded: ["surcharge|surchargee|sature|satures|temporairement+indisponible"],
      rate: [
        "limite|limitation|limites .. debit|taux|frequence|cadence",
        "debit|cadence|frequence .... depasse|depassee|limite|atteint|excessif|excessive|trop|maximale",
        "par|la minute|seconde|heure",
        "simultanees|simultanes|concurrentes|paralleles|parallele",
        "ralentir|ralentissez|ralentissons|ralenti|ralentie|bride",
      ],
      "window-opens-again": ["revenez|reessayez .. demain|lundi|heures"],
      "overload-as-rate": ["surcharge|sature|satures"],
      billing: [
        "pas|plus .. de|un|aucun solde|credits|credit|fonds",
        "recharger|rechargez|ajoutez|achetez|approvisionnez|alimentez .. compte|solde|credits|credit|fonds",
        "paiement|prelevement|versement|facture|factures|carte .. requis|necessaire|refuse|refusee|echoue|attente|rejete|rejetee|impaye*|expiree|retard",
        "moyen|mode|methode|periode de|d paiement|essai",
        `${PLAN}|essai .. expire|expiree|termine|terminee|inactif|resilie|resiliee|echu|suspendu|fini`,
        "facturation|facture|impaye*",
        "budget .. epuise*|depasse*|atteint*",
      ],
      "usage-window": [
        "limite d utilisation|usage",
        "utilise|consomme|epuise .. messages|requetes|appels|generations",
      ],
      redirected: ["envoyez|adressez|dirigez|pointez vos|votre|les? requetes|appels vers|a|sur"],
      "other-service": [
        `${KEY} .... autre|autres|differente|different service|organisation|compte|fournisseur|produit|site`,
        `${KEY} .... pas|ne|que .. correspond|appartient|destinee|prevue|emise|creee|utilisable|fonctionne|vaut .. service|organisation|fournisseur|ici|cet|cette|${PLACE}`,
        `${KEY} .... ${PLACE} .. pas|non .. correspond|correspondent|concordent|compatibles`,
        `${PLACE} .... pas|non .. correspond|correspondent .. ${KEY}`,
        "cle|cles|clef|jeton de|du? test|demonstration|sandbox|developpement|recette|essai .... production|reel|live",
        `cle|clef ${SERVICE} .... alors+que|au+lieu|mais+ce|mais+cette|mais+le|or`,
        `cle|clef .... delivree|emise|creee|generee|obtenue .. pour|par|chez|sur|aupres .... region|projet|service|fournisseur|autre|plateforme|${SERVICE}`,
        "cle|clef|jeton .... projet|endpoint|environnement different",
        `autre cle|clef|jeton .... ${PLACE}`,
        `${PLACE} .... autre cle|clef|jeton`,
        "cle|clef .... or|alors+que .. fournisseur|service",
        "mauvais|mauvaise endpoint|adresse|region|point+d+acces .. cle|clef|jeton",
        "cle|cles|clef .... fonctionne|fonctionnent|valable|valables|valide|valides|acceptee|reconnue pas? ici|qu'avec|qu'ici",
        "cle|cles|clef .... valable|valide|utilisable .. que|uniquement|seulement|qu'avec",
        "base_url|endpoint|url .... au lieu de",
      ],
      "holder-may-not": [
        "manque|manquant|pas .. scope|scopes",
        "avez|a|ont|dispose|disposez pas|aucun .. acces|droit|droits|autorise|permission|role",
        "pas|non .. autorise|autorisee|habilite|habilitee|membre a|pour|de",
        "pas .. partie .. organisation|equipe|projet|espace",
        "ip|adresse .... pas|absente|non|hors .. liste|autorisee|autorisees|plage|blanche",
        "cle|jeton|token .... lecture",
        "administrateur|administrateurs|proprietaire .. seul|seuls|peut|peuvent|doit|desactive|bloque",
        "seul|seuls .. administrateur|administrateurs|proprietaire",
        "votre|ton role|groupe .... pas|ne|requis|insuffisant",
      ],
      "credential-missing": [
        `aucun|aucune|sans ${KEY}|authentification|identifiants`,
        "connexion|autorisation requise|necessaire|obligatoire",
        "veuillez .. connecter|reconnecter|authentifier|identifier",
        "faut|attendue|exige|exigee .. connecter|authentifier|identifier|cle|jeton",
        "authorization .... manquant|manque|absent|vide|requis|obligatoire|manquante",
      ],
      "credential-refused": [
        "impossible .. authentifier|verifier .. cle|jeton|identite|identifiants|vous",
        "echec de? la? connexion",
        "identifiant .. passe .... incorrect|incorrects|errone|invalide|invalides",
        "session .. expiree|terminee|invalide|perimee",
        "secret .. invalide|incorrect|expire|manquant|revoque",
      ],
      "request-blocked": ["requete|demande|acces|appel .. bloque|bloquee|interceptee|filtree"],
      entitlement: ["acces .. ferme|coupe|suspendu|limite"],
      "account-state": [
        "compte .... verification|examen|validation|attente",
        "pas|non .. autorise|autorisee|permis|habilite|active|verifie|verifiee|valide",
      ],
      "about-the-program": [CLIENT, "outil|outils"],
      "about-money": ["abonnement|forfait|paiement|rechargez"],
      "about-the-release": ["mise a jour .... client|application|logiciel|app"],
      "about-access": ["acces|refuse|authentification|utilisateur|region|jour"],
      "about-the-request": [
        "reponse|requete|demande|image|fichier|connexion|generation|outil|reseau",
      ],
    },
  );
