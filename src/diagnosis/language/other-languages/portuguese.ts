import { plainSentences } from "./plain-sentences.ts";
import type { Translations } from "./translations.ts";

const KEY =
  "chave|chaves|token|tokens|credencial|credenciais|senha|senhas|palavra+passe|password|apikey|api_key|key|jwt|segredo";
const BAD =
  "invalida|invalido|invalidas|invalidos|incorreta|incorreto|incorretas|incorretos|errada|errado|expirad*|expirou|expiraram|vencid*|venceu|caduc*|revogad*|revogou|anulad*|desconhecid*|desativad*|desabilitad*|inativa|inativo|inexistente|malformad*|comprometid*|excluida|excluido|eliminada|apagada|vazada|recusada|rejeitada|bloqueada|suspensa";
const CLIENT =
  "cliente|clientes|aplicativo|aplicativos|aplicacao|aplicacoes|app|apps|programa|software|plugin|cli|ide|sdk|integracao";
const TOOL = `${CLIENT}|ferramenta|ferramentas|extensao|agente|agentes|editor`;
const LET_IN =
  "permitid*|autorizad*|suportad*|aceito|aceitos|aceite|aceites|aceitas|reconhecid*|registrad*|registad*|aprovad*|liberad*|compativel|compativeis";
const HOLDER =
  "conta|contas|organizacao|usuario|usuarios|utilizador|projeto|perfil|empresa|equipe|equipa|cadastro";
const PLACE =
  "regiao|servico|projeto|organizacao|plataforma|conta|provedor|fornecedor|ambiente|endpoint|site|portal|dominio|endereco|instancia|host|url";
const FILE = "arquivo|arquivos|ficheiro|ficheiros|pasta|diretorio|disco|c|d|home|tmp|usr|var|etc";
const MONEY = "saldo|credito|creditos|fundos";
const BLOCKED =
  "bloquead*|suspensa|suspenso|desativad*|desabilitad*|restrita|restrito|cancelad*|banid*|encerrad*";
const UPDATE = "atualize|atualizar|atualiza|instale|baixe|descarregue";
const ONLY = "somente|apenas|so|exclusivamente|exclusivo|exclusiva|unicamente";
const NO_MODEL =
  "existe|existem|encontr*|localizad*|disponivel|disponiveis|compativel|reconhec*|aceita|suporta|oferece|ha|temos";
const RESOURCE =
  "recurso|rota|pagina|url|arquivo|ficheiro|objeto|id|registro|registo|documento|endpoint|tarefa";
const VERIFIED = "identidade|conta|organizacao|email|telefone|cnpj|cpf";

export const portuguese = (): Translations =>
  plainSentences(
    {
      key: KEY,
      bad: BAD,
      not: "nao|nenhum|nenhuma|sem|nunca|impossivel",
      valid:
        "valida|valido|validas|validos|correta|correto|corretas|reconhecid*|reconhece|existe|existem|funciona|funcionam|serve|servem|vale|ativa|ativo|ativas|aceita|aceito|aceite|autorizada|autorizadas|confere|conferem|coincide|bate|corresponde|validar|validad*|verificad*",
      missing:
        "falta|faltam|faltando|faltou|ausente|ausentes|vazia|vazio|vazias|vazios|requerid*|obrigatori*|necessari*|omitid*",
      given:
        "fornecid*|informad*|configurad*|definid*|encontrad*|encontrei|encontrou|encontrar|localizad*|especificad*|enviad*|enviou|recebid*|recebemos|presente|salva|salvo|guardad*|carregad*|detectad*|registrad*|registad*|cadastrad*|inserid*|indicad*|digitad*",
      enter:
        "insira|inserir|informe|informar|forneca|fornecer|configurar|defina|adicione|digite|introduza|cole|colar|indique|especifique|verifique|verificar|confira|exporte|renove|renovar|cadastre|cadastrar|coloque|preencha|envie|inclua",
      authentication: "autenticacao|autenticar|autorizacao|login|inicio+de+sessao",
      failed: "erro|falha|falhou|impossivel|expirada|recusada|rejeitada",
      signIn:
        "faca+login|fazer+login|faca+o+login|efetue+login|efetue+o+login|refaca+o+login|inicie+sessao|iniciar+sessao|inicie+a+sessao|autentique|entre+novamente|entrar+novamente|logado|logada",
      client: CLIENT,
      version: "versao|versoes",
      update: "atualizacao|atualizada|atualizado",
      old: "obsolet*|desatualizad*|antiga|antigo|antigas|velha|velho|minima|descontinuad*|defasad*|mais+recente|mais+nova|mais+novo|mais+atual",
      only: "somente|apenas|exclusivamente|exclusivo|exclusiva|unicamente|restrito|restrita|reservad*|so+pode|so+funciona|so+aceita|so+aceitamos|so+esta|so+para|so+e",
      official:
        "oficial|oficiais|autorizad*|aprovad*|homologad*|registrad*|registad*|certificad*|verificad*|reconhecid*|cadastrad*",
      allowed: LET_IN,
      access: "acesso|acessos|acessar|aceder",
      denied: "negad*|proibid*|vedad*|negou|interdito",
      permission:
        "permissao|permissoes|privilegio|privilegios|direitos|escopo|escopos|ambito|alcada",
      account: `${HOLDER}|espaco+de+trabalho`,
      blocked: `${BLOCKED}|em+analise`,
      place: "regiao|ambiente|servico|plataforma|endpoint|projeto|site|portal|instancia|dominio",
      other: "outra|outro|diferente|diferentes|distinta|pertence|pertencem|corresponde|coincide",
      country:
        "pais|paises|territorio|zona+geografica|regiao+geografica|sua+localizacao|localizacao+atual",
      money: `${MONEY}|pre+pago|carteira|orcamento`,
      short:
        "insuficient*|esgot*|acabou|acabaram|zerad*|zerou|terminou|terminaram|baixo|negativo|sem|falta",
      enough: "suficiente|suficientes|chega|cobre|tem|ha|possui|resta|restam|basta",
      plan: "subscricao|subscricoes|plano+superior|plano+atual|plano+gratuito|plano+pago|este+plano|planos|assinatura+ativa|assinatura+paga",
      needs:
        "requer|requerem|exige|exigem|precisa|necessita|contrate|assine|disponivel+no|disponivel+em|disponivel+com|disponivel+para|disponiveis+no|incluido+no|migre+para|passe+para|mude+para",
      limit: "limite|limites|cota|cotas|quota|quotas|teto|plafond|franquia",
      used: "atingi*|alcancad*|alcancou|exced*|ultrapass*|esgot*|consumid*|consumiu|estour*|superad*|superou|chegou",
      day: "hoje|amanha|diari*|semanal|semanais|esta+semana|por+dia|ao+dia|por+hora",
      tooMany: "muitas|muitos|demasiad*|excesso|demais",
      requests:
        "solicitacoes|requisicoes|chamadas|pedidos|consultas|tentativas|mensagens|simultane*|concorrentes|concorrencia",
      model: "modelo|modelos",
      found: "suportad*|compativel|compativeis|aceito|aceitos|aceite|aceites",
      parameter:
        "parametro|parametros|argumento|argumentos|campo|campos|formato|valor|valores|atributo|propriedade|json|esquema|sintaxe",
      text: "texto|contexto|prompt|entrada|mensagem|historico|conversa|instrucoes",
      long: "longo|longa|longos|extenso|comprimento|excede|ultrapassa|grande|ocupa",
      contentPolicy: "moderacao|conteudo+nao+permitido|conteudos+nao+permitidos",
      service: "servico|servicos|servidor|servidores|sistema|provedor|fornecedor|infraestrutura",
      down: "sobrecarregad*|saturad*|ocupad*|manutencao|indisponivel|indisponiveis|inacessivel|fora+do+ar|congestionad*|temporariamente|erro+interno|falha+interna|alta+demanda|muita+procura",
      trouble:
        "erro+de+rede|erro+de+conexao|erro+de+ligacao|falha+de+rede|falha+de+conexao|falha+na+conexao|falha+na+ligacao|sem+conexao|tempo+limite|tempo+esgotado|tempo+de+espera|tempo+excedido|tempo+esgotou|certificado|sem+resposta|resposta+vazia",
      tryAgain: "tente|aguarde|espere|volte+a+tentar|repita",
    },
    {
      "network-proxy": ["proxy .. autenticacao|usuario|utilizador|recus*|credenciais|senha"],
      "file-system": [
        `permissao|acesso negada|negado .. ${FILE}`,
        `negad*|sem|nao|falta .. permissao|permissoes|acesso .. gravar|ler|abrir|salvar|escrever|escrita|leitura|a|ao .... ${FILE}`,
      ],
      "other-keys": [
        "chave de? primaria|estrangeira|duplicada|cache|idempotencia|objeto|dicionario|particao|ssh",
        "chave|chaves .... objeto|dicionario|esquema|messages|tools",
        "numero|quantidade|contagem de tokens nao|deve|invalid*",
      ],
      "other-versions": [
        "versao|versoes .. do|de|da? node|python|java|npm|glibc|cuda|openssl|tls|android|windows|macos",
        "versao|versoes .. do|da|de modelo|esquema|formato|documento|protocolo|api",
      ],
      "client-version": [
        `versao|${TOOL} .... expirada|incompativel|retirad*|deixou+de|deixaram+de|ja+nao|nao+tem+mais|nao+e+mais|nao+recebe+mais .. suporte|suportad*|compativel|valida|aceita|ser|funcionar`,
        `${UPDATE} o|a|os|seu|sua|este|esta|para? ${TOOL}|instalacao|claude|codex|cursor`,
        `${UPDATE} .. versao|versoes|mais+recente|mais+nova`,
        "use|utilize|usar uma|a ultima|nova|versao versao|mais|atual|atualizada",
        "versao|versoes .. superior|superiores|posterior|posteriores",
        "requer|exige|atualizacao atualizar|atualizacao|necessaria|obrigatoria|requerida|pendente",
      ],
      "client-allow-list": [
        `${TOOL} foi|esta|e? rejeitad*|recusad*|proibid*|vedad*|restrit*|incompativel|desconhecid*|suspeit*`,
        `integracoes|extensao|agente|editor|navegador|navegadores|scripts|agente+de+usuario|agente+do+utilizador nao .. ${LET_IN}|permite|permitem`,
        `nao .. permite|permitem|aceita|aceitamos|suporta|suportamos|reconhece|reconhecemos .. ${CLIENT}|agente+de+usuario|terceiros`,
        `${ONLY} .... oficial|oficiais|claude|codex|opencode|cursor ${TOOL}|code|o`,
        `${ONLY} .. pelo|pela|pelos|pelas|via|dentro|atraves .... ${TOOL}`,
        `${TOOL}|nao oficial|oficiais`,
        "terceiros|user+agent|agente+de+usuario .... nao|bloquead*|proibid*|restrit*|rejeitad*|recusad*|desconhecid*",
        "origem|origens|referer .. nao .. permitid*|autorizad*|registrad*|consta|lista|liberad*|aceite|aceita",
      ],
      "bot-check": [
        "nao .. robo|bot",
        "e|es|ser|seja um|uma? humano|humana|pessoa",
        "verificacao .. humana|humano|navegador",
        "trafego|solicitacoes|requisicoes|pedidos|acesso|acessos|atividade automatizad*|automatico|incomum|suspeit*",
        "detectamos|detectado|detetado|detectou .. bot|robo|automatiz*|script",
        "bots|robos|scripts|rastreadores .. nao|proibid*|bloquead*",
      ],
      "banned-for-abuse": [
        `${HOLDER} .... ${BLOCKED} .... viola*|politica*|termos|abuso|fraude|normas|tentativas`,
      ],
      "content-policy": [
        "politica|politicas|normas|diretrizes de|da|do|sobre o|a? conteudo|conteudos|uso|comunidade|utilizacao",
        "conteudo|texto|prompt|imagem|mensagem .. inapropriad*|improprio|sensivel|nociv*|ofensiv*|filtrad*",
        "conteudo|prompt|imagem .. proibid*|bloquead*|rejeitad*|recusad*",
        "filtro|filtros .. conteudo|seguranca",
      ],
      "context-length": [
        "comprimento|tamanho .. contexto|maximo|maxima|prompt|entrada|mensagens",
        "muito|demasiado|demasiados|grande longo|longa|longos|grande|tokens|caracteres|demais",
        "exced*|ultrapass*|supera .. limite|maximo|tamanho .. tokens|contexto|caracteres|mensagens|arquivo|entrada|modelo",
        "limite|maximo|teto|tamanho .. contexto|caracteres|arquivo|ficheiro|tamanho|imagens",
        "tokens .... teto|limite|maximo .. modelo|contexto",
      ],
      network: [
        "nao .. possivel|conseguiu|consegui|pode conectar|estabelecer|ligar|contatar|contactar|resolver",
        "conexao|ligacao .. recusada|fechada|interrompida|redefinida|perdida|falhou|caiu|encerrada",
        "demorou|demora|demorando demais|demasiado|muito|mais",
      ],
      region: [
        "nao|indisponivel .... disponivel|suportad*|permitid*|disponiveis|oferecid*|atende|opera|na|nesta .. regiao|localizacao",
      ],
      "plan-key": [
        "chave|chaves|token|key .... plano .... endpoint|url|endereco|host|dominio|base",
        "chave|chaves|token|key do|de plano .... so|somente|apenas|nao",
      ],
      "plan-lacks-model": [
        "nao .... incluid*|incluso|disponivel|disponiveis|inclui|permite|cobre .. plano|assinatura",
        "plano|assinatura .... nao .. inclui|permite|suporta|cobre|da|oferece|contempla|tem",
        "requer|requerem|exige|precisa|necessita|necessari* .. plano|assinatura|pagamento",
        `${ONLY}|reservado|reservada .. assinantes|plano|planos|pagantes|pagos|premium|pro`,
        "usuarios|contas|versao|nivel|plano gratuito|gratuitos|gratuitas|gratuita|gratis|basico .... nao|sem",
      ],
      "upgrade-hint": [
        `${UPDATE}|melhore|mude|troque|contrate|faca|upgrade .. plano|assinatura|subscricao`,
      ],
      "invalid-request": [
        "solicitacao|requisicao|pedido|corpo .. invalida|invalido|incorreta|incorreto|malformad*|mal+formada|mal+formado",
        "parametro*|argumento*|campo*|valor|valores|propriedade|json .. nao|deve|devem",
        "tipo de conteudo|dados|dado",
      ],
      "model-not-found": [
        `modelo|modelos .... nao .. ${NO_MODEL}|valido|habilitado|tem`,
        `nao|nenhum .. ${NO_MODEL}|conhece .. o|esse|este|um|nenhum|tal? modelo|modelos`,
        `${RESOURCE} .. nao .. existe|encontrad*|localizad*`,
        "modelo desconhecido|invalido|inexistente|incorreto|descontinuado|obsoleto",
      ],
      "model-unsupported": [`modelo .... nao .. ${NO_MODEL}`],
      overloaded: [
        "erro interno",
        "temporariamente|momentaneamente indisponivel|fora|nao",
        "servico|servidor .. nao .. disponivel|responde|respondeu",
      ],
      rate: [
        "limit* .. taxa|velocidade|frequencia|ritmo|minuto|segundo",
        "maximo|maxima .. solicitacoes|requisicoes|chamadas|pedidos|conexoes|consultas|simultane*",
        `${ONLY} .. # solicitacoes|requisicoes|pedidos|chamadas|consultas`,
        "aguarde|espere # segundos|minutos|s",
        "solicitacoes|requisicoes|pedidos|chamadas|tokens por minuto|segundo|hora",
        "rapido demais|demasiado|depressa",
      ],
      "window-opens-again": [
        "volte|tente|disponivel .. amanha",
        "se|sera renova|reinicia|renovado|renovada .. a|as|em|no|na|amanha",
      ],
      "overload-as-rate": ["sobrecarregad*|saturad*"],
      billing: [
        `sem|acabou|acabaram|restam|ficou .. ${MONEY}`,
        `recarregue|recarga|recarregar|adicione|compre|carregue .. conta|${MONEY}`,
        "pagamento|pagamentos|cartao .. necessari*|pendente|pendentes|recusad*|obrigatorio|falhou|requerid*|vencid*|atraso",
        "metodo|forma|meio de pagamento",
        "assinatura|plano|subscricao|teste .. expirou|expirad*|vencid*|venceu|cancelad*|terminou|acabou|suspensa",
        "faturamento|faturacao|fatura|faturas|cobranca|boleto|inadimpl*",
      ],
      "other-service": [
        `${KEY} .... outra|outro|diferente|distinta|errad* ${PLACE}`,
        `${KEY} .... nao .. corresponde|coincide|pertence|e|serve|servem|vale|valida|funciona|existe .. com|a|ao|do|da|de|em|no|na|neste|nesta|para o|a|este|esta|esse? ${PLACE}`,
        `${KEY} .. emitid*|criad*|gerad* .. no|na|em|para|por|pelo|pela .... ${PLACE}|outra|outro|nao|mas`,
        `${KEY} .... ${ONLY} .. valida|valido|serve|funciona|vale|pode|para .. em|no|na|com|para`,
        `${KEY} .. parece|e ser? do|da|de .... nao|mas|enquanto|e|e+nao .. ${PLACE}|do|da`,
        `parece .. ${KEY} .. da|do|de .... mas|e|enquanto ${PLACE}|o|a`,
        `${KEY} de teste|testes|producao|homologacao|desenvolvimento|sandbox .... producao|teste|testes|homologacao|ambiente|real`,
        `${KEY} .... utilize|use+o|use+a|troque|mude .. endpoint|url|dominio|endereco|host`,
      ],
      "holder-may-not": [
        "nao pode|podem|podes acessar|aceder|usar|utilizar",
        "nao|sem .. tem|tens|possui|tenho|concedido|dado .. acesso|autorizacao",
        "sem acesso|autorizacao .. para|a|ao",
        "falta|faltam|requer|exige|precisa|sem|possui|nao+tem .. o|um|do|de|os|ao? papel|papeis|funcao|escopo|escopos|ambito|grupo|permissao|permissoes|perfil",
        "nao .. autorizad*|habilitado para|a|ao",
        `${KEY} .. nao .. inclui|contem|traz|tem|abrange|cobre|possui .. escopo|ambito|permissao|permissoes|papel|acesso`,
        "limitad*|restrit* a .. modelo|modelos|operacoes",
        "grupo|canal .... nao .. acesso|permitid*|autorizad*|disponivel",
        `${HOLDER}|chave|token|papel .. nao .. pode|permite|permitem|autoriza .. usar|utilizar|acessar|aceder|chamar|realizar|criar`,
      ],
      "header-malformed": [
        "cabecalho|autorizacao|authorization|bearer .... formato|malformad*|mal+formado|mal+formada|duplicad*|repetid*|duas+vezes|esquema",
        `formato|prefixo .. ${KEY}|autorizacao|bearer`,
        `${KEY} .... formato|prefixo .. ${BAD}|nao|esperado`,
        "deve|devem .. comecar|iniciar|precedid* .. bearer|sk",
      ],
      "credential-missing": [
        `sem|nenhuma|nenhum .. ${KEY}|autenticacao|autorizacao|autenticar`,
        "nao|nenhuma ha|existe|tem|possui .. chave|credencial|credenciais|apikey|api_key|key",
        "cabecalho .. autorizacao|authorization",
        "precisa|deve|preciso|necessario .. autenticar|autenticado|logado|login|entrar|autenticarse",
        "requer|exige|precisa|necessita .. autenticacao|autorizacao|chave|token|credenciais|login",
        "nao .. autenticado|autenticada|logado",
      ],
      "holder-blocked": [
        `${HOLDER} .... ${BLOCKED}|analise|revisao|verificacao|investigacao|aprovacao`,
      ],
      "signature-mismatch": [
        "assinatura .. nao .. confere|bate|corresponde|coincide|valida|verificada",
        "assinatura invalida|incorreta|errada",
      ],
      "credential-refused": [
        `${KEY} .. recusad*|rejeitad*|negad*|bloquead*|suspens*|cancelad*|retirad*`,
        `recus*|rejeit* .. ${KEY}`,
        `${KEY} .... ja nao`,
        `${KEY} .. nao .. mais`,
        "nao .. possivel|foi|pode|conseguiu autenticar|autenticado|verificar",
        "sessao .. expir*|encerrad*|invalida|caduc*|terminou",
      ],
      "request-blocked": ["solicitacao|requisicao|pedido|acesso|trafego .. bloqueado|bloqueada"],
      entitlement: [
        "acesso .. restrito|recusado|limitado|bloqueado",
        "operacao|acao|chamada .. negad*|proibid*|nao+permitida|nao+autorizada",
      ],
      "account-state": [
        "nao .. permitid*|autorizad*|habilitad*|ativad*|liberad*",
        `${VERIFIED} .... nao+verificad*|verificar|verificada|verificado|confirmad*`,
        `nao .. verific*|confirmad*|confirmou .. ${VERIFIED}`,
        `verifique|verificar|complete|conclua|concluir|completar|confirme|confirmar .. ${VERIFIED}|verificacao|cadastro`,
        "pendente|aguardando|em|processo de? aprovacao|analise|revisao|verificacao|ativacao|validacao",
        "aceite|aceitar|aceitou|aceito .. termos|condicoes|licenca|contrato",
        "administrador|administradora|proprietario .... desativ*|desabilit*|bloque*|restring*|nao|deslig*|impede|limit*|deve",
        "contate|contacte|consulte|fale|peca|procure .. administrador|proprietario",
        "politica|politicas da|do|de|sua .. organizacao|empresa|administrador|equipe",
      ],
      "client-address": [
        "ip|vpn .. nao .. permitid*|autorizad*|lista|consta|incluido|registrad*|liberad*",
        "ip|vpn .. bloquead*|restrit*|proibid*|recusad*|rejeitad*|negad*|fora",
      ],
      "about-the-program": [
        "cliente|clientes|aplicativo|programa|ferramenta|extensao|navegador|integracao",
      ],
      "about-the-key": ["chave|chaves de|da? api"],
      "about-access": [
        `acesso|regiao|usuario|utilizador|projeto|assinatura|${UPDATE}|papel|identidade|sessao|cabecalho|cadastro`,
      ],
      "about-the-request": [
        "resposta|requisicao|solicitacao|imagem|arquivo|ficheiro|mensagens|conexao|geracao|nao+encontrado|nao+encontrada|nao+existe",
      ],
    },
  );
