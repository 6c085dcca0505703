import type { Translations } from "./translations.ts";

const KEY = "chave|chaves|token|tokens|credencial|credenciais|senha|apikey|key|segredo";
const BAD =
  "invalida|invalido|invalidas|invalidos|incorreta|incorreto|incorretas|incorretos|errada|errado|expirada|expirado|vencida|vencido|revogada|revogado|desconhecida|desativada|desabilitada";
const CLIENT =
  "cliente|clientes|aplicativo|aplicativos|aplicacao|app|programa|extensao|software|ferramenta|ferramentas";

export const portuguese = (): Translations => ({
  "network-proxy": ["autenticacao do|de proxy", "proxy .. autenticacao"],
  "client-version": [
    "versao .... obsoleta|desatualizada|antiga|expirada|incompativel|ultrapassada",
    "versao .... nao .. suportada|compativel|aceita|permitida|suporta",
    `atualize|atualizar|atualiza .... versao|${CLIENT}|claude|codex|cursor`,
    "requer|exige|precisa|necessita|necessaria .. versao mais? recente|nova|superior|atualizada",
    "atualizacao necessaria|obrigatoria|requerida",
    "versao minima",
    `${CLIENT} .. desatualizado|desatualizada|obsoleto|obsoleta`,
  ],
  "client-allow-list": [
    "cliente|clientes|aplicativo|aplicacao .... nao .. permitido|permitida|autorizado|autorizada|suportado|suportada|aceito|reconhecido|permitidos|autorizados",
    "cliente|aplicativo .. bloqueado|bloqueada|rejeitado|negado|restrito|recusado",
    `somente|apenas|so|exclusivamente|unicamente .... oficial|oficiais|claude|codex|opencode ${CLIENT}|code|cli|o`,
    "cliente|clientes|aplicativo|aplicativos|app|ferramenta oficial|oficiais",
    "nao oficial|oficiais",
    "terceiros .... nao|bloqueado|proibido|bloqueados|restrito|permitid*",
  ],
  "bot-check": [
    "nao .. robo",
    "verificacao .. navegador",
    "e humano|humana",
    "verificacao humana|humano",
    "trafego|solicitacoes|requisicoes|acesso automatizado|automatizadas|automatizados",
  ],
  "fair-use": ["uso justo|razoavel"],
  "banned-for-abuse": [
    "conta .... suspensa|bloqueada|desativada .... viola*|politica*|termos",
    "viola* .... conta .... suspensa|bloqueada|desativada",
  ],
  "content-policy": [
    "politica* .. conteudo|uso",
    "conteudo .. inapropriado|proibido|sensivel|improprio",
    "filtro .. conteudo",
    "viola|infringe .. politica*|diretrizes|normas",
    "moderacao",
    "filtro de seguranca",
    "conteudo .. bloqueado|rejeitado|filtrado",
    "conteudo|conteudos .. nao permitido|permitidos|proibido|proibidos",
  ],
  "context-length": [
    "comprimento|tamanho .. contexto|maximo",
    "janela de contexto",
    "muito longo|longa|longos",
    "excede|ultrapassa .. limite|maximo|tamanho .. tokens|contexto|caracteres",
  ],
  network: [
    "erro de rede|conexao",
    "nao .. possivel|conseguiu|pode conectar|estabelecer|conectar",
    "conexao .. recusada|fechada|interrompida|redefinida|perdida|falhou",
    "tempo limite",
    "tempo .. esgotado",
    "demorou|demora|demorando demais|muito|mais",
  ],
  region: [
    "nao .... disponivel|suportado|permitido|disponiveis|oferecido .. regiao|pais|localizacao",
    "regiao|pais|paises .... nao .. suportado|suportada|disponivel|permitido|permitida",
  ],
  "plan-lacks-model": [
    "nao .... incluido|disponivel|inclui|permite|incluso .. plano|assinatura",
    "plano|assinatura .... nao .. inclui|permite|suporta|cobre|da",
    "requer|exige|precisa|necessita .. assinatura|plano|pro|premium",
    "somente|apenas|so .. assinantes|plano|planos|pagantes|pagos",
    "disponivel .. no|nos|para|com .. plano|assinatura|planos|assinantes pro|premium|superior|pagos?",
  ],
  "upgrade-hint": ["atualize|faca|melhore .. upgrade? .. plano|assinatura"],
  "invalid-request": [
    "parametro*|argumento*|campo*|formato|valor|solicitacao|requisicao .. invalid*|nao|incorret*|obrigatorio* valid*?",
    "faltam|falta|faltando|invalido|invalida .. parametro*|campo*|argumento*",
    "json .. invalido|nao",
  ],
  "model-not-found": [
    "modelo .... nao .. existe|encontrado|disponivel|suportado|encontrada",
    "nao encontrado|encontrada|existe",
    "modelo desconhecido|invalido",
  ],
  "model-unsupported": ["modelo .... nao .. existe|encontrado|suportado"],
  overloaded: [
    "sobrecarregado|sobrecarregada",
    "erro interno",
    "temporariamente indisponivel",
    "indisponivel temporariamente|no",
    "servico .. indisponivel",
    "manutencao",
  ],
  rate: [
    "muitas|excesso .. solicitacoes|requisicoes|chamadas|pedidos|tentativas",
    "limite .. taxa|solicitacoes|requisicoes|velocidade|chamadas|pedidos",
  ],
  "window-opens-again": [
    "esgotou|esgotado|atingiu|atingido|excedeu|usou|acabou .... hoje|diaria|diario|diarias|amanha",
    "hoje|diaria|diario|diarias .... esgotou|esgotado|esgotada|atingiu|atingido|atingida|excedeu|excedida|acabou",
    "volte|tente .. amanha",
  ],
  "overload-as-rate": ["sobrecarregado"],
  billing: [
    "saldo|credito|creditos|fundos .. insuficiente*|esgotado*|esgotados|negativo|baixo|acabou|acabaram",
    "sem saldo|creditos|credito|fundos",
    "acabou|acabaram|esgotou|esgotaram .. saldo|creditos|credito|fundos",
    "nao .. suficiente|suficientes|ha|tem|possui .. saldo|creditos|credito|fundos",
    "recarregue|recarga|adicione|compre .. saldo|conta|creditos|credito|fundos",
    "pagamento .. necessario|pendente|recusado|obrigatorio|falhou|requerido",
    "metodo|forma de pagamento",
    "assinatura|plano|teste .. expirou|expirada|vencida|vencido|expirado|cancelada|terminou",
    "faturamento|fatura|cobranca",
  ],
  "usage-window": [
    "limite|cota|quota .... atingido|excedido|ultrapassado|esgotada|esgotado|atingida|excedida",
    "atingiu|excedeu|atingido|excedido|ultrapassou|esgotou .... limite|cota|quota",
  ],
  "usage-window-passed-on": [
    "limite|cota|quota .. atingido|excedido|ultrapassado|esgotada|excedida",
    "excedeu|atingiu .. limite|cota|quota",
  ],
  "other-service": [
    `${KEY} .... outra|outro|diferente regiao|servico|projeto|organizacao|plataforma|conta|provedor|ambiente`,
    `${KEY} .... nao .. corresponde|pertence .. regiao|servico|endpoint|projeto|plataforma`,
  ],
  "holder-may-not": [
    "nao .. tem|possui|tenho .. permissao|permissoes|acesso|autorizacao|privilegios",
    "sem permissao|permissoes|acesso|autorizacao .. para|a|ao",
    "permissao|permissoes|privilegios .. insuficiente*|insuficientes|necessarias|necessaria|negada",
    "nao .. autorizado|autorizada para|a",
  ],
  "credential-missing": [
    `falta|faltando|sem|nenhuma|nenhum .. ${KEY}|autenticacao|autorizacao`,
    `nao .. configurado|configurada|definido|definida|informado|informada|fornecido|fornecida .. ${KEY}`,
    `${KEY} .... nao .. fornecida|fornecido|configurada|configurado|encontrada|encontrado|especificada|definida|informada|informado|enviada`,
    `${KEY} .. necessaria|necessario|obrigatoria|obrigatorio|vazia|ausente|faltando|requerida`,
    `forneca|informe|insira|configure|adicione|digite .... ${KEY}`,
    "faca|fazer|efetue|refaca .. login|autenticacao",
    "precisa|deve .. autenticar|autenticado|logado|login|entrar",
    "autenticacao|autorizacao|login necessaria|necessario|obrigatoria|requerida",
    "nao .. autenticado|autenticada|logado",
  ],
  "holder-blocked": [
    "conta|organizacao|projeto|usuario .... suspensa|suspenso|bloqueada|bloqueado|desativada|desativado|desabilitada|restrita|banida|banido",
  ],
  "credential-refused": [
    `${KEY} .... ${BAD}`,
    `${KEY} .. recusad*|rejeitad*|negad*|bloquead*|suspens*`,
    `recusou|rejeitou|recusada|recusado .. ${KEY}`,
    `${BAD} .. ${KEY}`,
    `${KEY} .... nao .. valida|valido|validas|correta|correto|reconhecida|existe|funciona|autorizada|confere`,
    "erro|falha|falhou .. autenticacao|autorizacao|autenticar|credenciais",
    "autenticacao|autorizacao .. falhou|falha|incorreta|invalida|rejeitada|nao|expirada|expirou",
    "nao .. possivel|foi|pode autenticar|autenticado|verificar",
    "sessao .. expirou|expirada|encerrada",
    "verifique|confira|revise .. chave|credenciais|token|api",
  ],
  "request-blocked": ["solicitacao|requisicao|acesso .. bloqueado|bloqueada"],
  "bare-permission": ["proibido|negado"],
  entitlement: ["acesso .. negado|proibido|restrito|recusado"],
  "account-state": ["nao .. permitido|permitida|autorizado|autorizada|habilitado|habilitada"],
  "about-the-program": ["cliente|clientes|aplicativo|programa|ferramenta|extensao"],
  "retry-hint": ["tente .. novamente|mais|tarde|em"],
  "about-another-place": [
    `${KEY} .... regiao|servico|projeto|organizacao|plataforma|ambiente|endpoint|site|endereco`,
    `regiao|servico|projeto|organizacao|plataforma|ambiente|endpoint|site|endereco .... ${KEY}`,
  ],
  "about-a-key": ["chave|chaves|credencial|credenciais|senha"],
  "about-the-key": ["chave|chaves de|da? api", "chave|chaves api"],
  "about-the-release": [
    "versao|atualize|atualizar|atualizacao .... cliente|aplicativo|app|programa",
    "cliente|aplicativo|app|programa .... versao|atualize|atualizar|atualizacao",
  ],
  "about-access": [
    "chave|token|cliente|aplicativo|permissao|acesso|conta|plano|assinatura|saldo|creditos|limite|versao|atualize|regiao|proibido|negado|autenticacao|autorizado|permitido|somente|apenas|usuario",
  ],
  "about-the-request": [
    "modelo|resposta|servidor|requisicao|solicitacao|imagem|arquivo|mensagem|mensagens|texto|conexao|parametro|geracao",
  ],
});
