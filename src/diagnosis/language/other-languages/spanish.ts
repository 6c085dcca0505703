import { plainSentences } from "./plain-sentences.ts";
import type { Translations } from "./translations.ts";

const KEY =
  "clave|claves|llave|llaves|token|tokens|credencial|credenciales|contrasena|contrasenas|password|apikey|api_key|key|jwt|secreto";
const BAD =
  "invalida|invalido|invalidas|invalidos|incorrecta|incorrecto|incorrectas|incorrectos|erronea|erroneo|erroneas|equivocad*|caduc*|expirad*|expiro|vencid*|vencio|revocad*|revoco|anulad*|desconocid*|desactivad*|deshabilitad*|inhabilitad*|inactiva|inactivo|inexistente|malformad*|comprometid*|eliminada|eliminado|borrada|filtrada|rechazada|denegada|bloqueada|suspendida";
const CLIENT =
  "cliente|clientes|aplicacion|aplicaciones|app|apps|programa|software|plugin|complemento|cli|ide|sdk|integracion";
const TOOL = `${CLIENT}|herramienta|herramientas|extension|agente|agentes|editor`;
const LET_IN = "permitid*|autorizad*|admitid*|aceptad*|reconocid*|registrad*|aprobad*|soportad*";
const HOLDER = "cuenta|cuentas|organizacion|usuario|usuarios|proyecto|perfil|empresa|equipo";
const PLACE =
  "region|servicio|proyecto|organizacion|plataforma|cuenta|proveedor|entorno|endpoint|sitio|portal|dominio|direccion|instancia|host|url";
const FILE = "archivo|archivos|fichero|carpeta|directorio|disco|c|d|home|tmp|usr|var|etc";
const MONEY = "saldo|credito|creditos|fondos";
const BLOCKED =
  "bloquead*|suspendid*|desactivad*|deshabilitad*|inhabilitad*|restringid*|congelad*|cancelad*|banead*|expulsad*|vetad*|cerrad*";
const UPDATE = "actualice|actualiza|actualizar|instale|instala|descargue|descarga";
const ONLY = "solo|solamente|unicamente|exclusivamente|exclusivo|exclusiva";
const NO_MODEL =
  "existe|existen|encontr*|encuentra|hall*|disponible|disponibles|compatible|reconoc*|admite|soporta|ofrece|hay|tenemos";
const RESOURCE =
  "recurso|ruta|pagina|url|archivo|fichero|objeto|elemento|id|registro|documento|endpoint|metodo|tarea|hilo";
const VERIFIED = "identidad|cuenta|organizacion|correo|telefono";

export const spanish = (): Translations =>
  plainSentences(
    {
      key: KEY,
      bad: BAD,
      not: "no|ningun|ninguna|ninguno|sin|nunca|tampoco|imposible",
      valid:
        "valida|valido|validas|validos|correcta|correcto|correctas|correctos|reconocid*|reconoce|existe|existen|funciona|funcionan|sirve|sirven|vale|valen|vigente|vigentes|activa|activo|activas|aceptad*|acepta|autorizada|autorizadas|coincide|coinciden|corresponde|corresponden|validar|validad*|verificad*",
      missing:
        "falta|faltan|faltaba|faltante|faltantes|ausente|ausentes|vacia|vacio|vacias|vacios|requerid*|obligatori*|necesari*|carece|omitid*",
      given:
        "proporciona*|proporciono|suministr*|facilitad*|configurad*|configuro|configuraste|definid*|establecid*|encontr*|encuentr*|hallad*|hallo|indicad*|indico|especificad*|ingresad*|introducid*|enviad*|recibi*|presente|presento|guardad*|cargad*|detectad*|detecto|registrad*",
      enter:
        "introduzca|introduce|introducir|ingrese|ingresa|ingresar|proporcione|proporciona|configura|configurar|indique|especifique|establezca|anada|anade|anadir|agreg*|pegue|pega|pegala|verifique|verifica|compruebe|comprueba|revisa|revisar|exporte|exporta|renueve|renueva|renovar|envie|incluya",
      authentication:
        "autenticacion|autentificacion|autenticar|autenticarse|autenticarte|autorizacion|inicio+de+sesion|inicio+sesion",
      failed: "error|fallo|fallida|fallido|falla|imposible|expirada|caducada|vencida|rechazada",
      signIn:
        "inicie+sesion|inicia+sesion|iniciar+sesion|iniciado+sesion|iniciaste+sesion|autentiquese|autenticate|identifiquese|identificate|logue*",
      client: CLIENT,
      version: "version|versiones",
      update:
        "actualizacion|actualicela|actualicelo|actualizala|actualizalo|actualizarla|actualizarlo|actualizarse|actualizate",
      old: "obsolet*|desactualizad*|antigu*|anticuad*|vieja|viejo|viejas|minima|descontinuad*|desfasad*|mas+reciente|mas+nueva|mas+actual",
      only: "solo|solamente|unicamente|exclusivamente|exclusivo|exclusiva|reservad*|restringid*",
      official:
        "oficial|oficiales|autorizad*|aprobad*|homologad*|registrad*|certificad*|verificad*|reconocid*",
      allowed: LET_IN,
      access: "acceso|accesos|acceder",
      denied: "denegad*|prohibid*|vetad*|deniega|denego",
      permission:
        "permiso|permisos|privilegio|privilegios|derechos|alcance|alcances|ambito|ambitos|facultades",
      account: `${HOLDER}|espacio+de+trabajo|inquilino`,
      blocked: `${BLOCKED}|en+revision|dada+de+baja`,
      place: "region|entorno|servicio|plataforma|endpoint|proyecto|sitio|portal|instancia|dominio",
      other:
        "otra|otro|diferente|diferentes|distinta|distinto|pertenece|pertenecen|ajena|ajeno|equivocad*|corresponde|coincide",
      country:
        "pais|paises|territorio|zona+geografica|region+geografica|ubicacion+geografica|ubicacion+actual",
      money: `${MONEY}|prepago|monedero|presupuesto`,
      short:
        "insuficient*|agot*|acabo|acabaron|acabado|terminado|terminaron|termino|consumid*|gastad*|negativo|cero|sin|falta|faltan",
      enough:
        "suficiente|suficientes|alcanza|alcanzan|queda|quedan|tiene|tienes|dispone|dispones|hay|cubre|llega|basta",
      plan: "suscripcion|suscripciones|membresia|plan+superior|plan+actual|plan+gratuito|plan+de+pago|este+plan|planes",
      needs:
        "requiere|requieren|necesita|necesitas|exige|precisa|contrate|contrata|suscribase|suscribete|incluido+en|disponible+en|disponible+con|disponible+para|disponibles+en|hace+falta|pase+a|pasa+a",
      limit: "limite|limites|cuota|cuotas|cupo|tope",
      used: "alcanz*|exced*|superad*|supero|superaste|agot*|consumi*|sobrepas*|rebasad*|llegado|llegaste",
      day: "hoy|manana|diari*|semanal|semanales|esta+semana|medianoche|por+dia|al+dia|por+hora",
      tooMany: "demasiad*|muchas|muchos|exceso|excesiv*",
      requests:
        "solicitudes|peticiones|llamadas|consultas|intentos|mensajes|simultane*|concurrentes|concurrencia",
      model: "modelo|modelos|despliegue",
      found: "soportad*|admitid*|compatibles|es+compatible|compatible+con|aceptad*",
      parameter:
        "parametro|parametros|argumento|argumentos|campo|campos|formato|valor|valores|atributo|propiedad|json|esquema|sintaxis",
      text: "texto|contexto|prompt|entrada|mensaje|historial|conversacion|instrucciones",
      long: "largo|larga|largos|extenso|longitud|excede|supera|sobrepasa|ocupa",
      contentPolicy: "moderacion|contenido+no+permitido|contenidos+no+permitidos",
      service: "servicio|servicios|servidor|servidores|sistema|proveedor|infraestructura",
      down: "sobrecargad*|sobrecarga|saturad*|ocupad*|mantenimiento|caido|caida|inaccesible|desbordad*|congestionad*|temporalmente|error+interno|fallo+interno|alta+demanda|mucha+demanda",
      trouble:
        "error+de+red|error+de+conexion|fallo+de+red|fallo+de+conexion|problema+de+red|sin+conexion|tiempo+de+espera|tiempo+agotado|certificado|sin+respuesta|respuesta+vacia|dns",
      tryAgain:
        "intentelo|intentalo|intente|intenta|reintente|reintenta|vuelva+a+intentarlo|espere|espera",
    },
    {
      "network-proxy": ["proxy .. autenticacion|usuario|rechaz*|credenciales|contrasena"],
      "file-system": [
        `permiso|permisos|acceso denegad* .. ${FILE}`,
        "archivo|fichero|carpeta|directorio .... permiso|acceso denegado",
        `denegad*|sin|no|falta|faltan .. permiso|permisos|acceso .. escribir|leer|abrir|guardar|escritura|lectura|a .... ${FILE}`,
      ],
      "other-keys": [
        "clave de? primaria|foranea|duplicada|cache|idempotencia|objeto|diccionario|particion|ssh",
        "clave|claves .... objeto|diccionario|esquema|messages|tools",
        "token de pagina|paginacion|continuacion|dispositivo|formulario",
        "numero|cantidad|conteo de tokens no|debe|invalid*",
      ],
      "other-versions": [
        "version de node|python|java|npm|glibc|cuda|openssl|tls|android|windows|macos",
        "version|versiones .. del|de la? modelo|esquema|formato|documento|protocolo|api",
      ],
      "client-version": [
        `version|${TOOL} .... caducada|retirad*|incompatible|dejado+de|dejo+de|deja+de|ya+no .. soporte|soportad*|compatible|valida|admit*|ser|funcionar`,
        "version incompatible|inferior|caducada|retirada",
        `${UPDATE} el|la|los|su|tu|este|esta|a? ${TOOL}|instalacion|claude|codex|cursor`,
        `${UPDATE} .. version|versiones|mas+reciente|mas+nueva`,
        "use|utilice|utiliza|usa una|la ultima|nueva|version version|mas|actual|actualizada",
        "version|versiones .. posterior|posteriores|superior|superiores|inferiores",
        "requiere|actualizacion actualizar|actualizacion|requerida|necesaria|obligatoria|pendiente",
      ],
      "client-allow-list": [
        `${TOOL} ha|fue|esta|es? sido? rechazad*|prohibid*|vetad*|restringid*|incompatible|desconocid*|sospechos*`,
        `integraciones|extension|agente|editor|navegador|navegadores|scripts|agente+de+usuario no .. ${LET_IN}|permite|permiten`,
        `no|rechaz* .. permite|permiten|admite|admiten|acepta|aceptan|aceptamos|reconoce|reconocemos .. ${CLIENT}|agente+de+usuario|terceros`,
        `${ONLY} .... oficial|oficiales|codex|opencode|cursor ${TOOL}|code|o`,
        `${ONLY} .. desde|mediante|dentro .... ${TOOL}`,
        `${TOOL}|no oficial|oficiales`,
        `terceros|user+agent|agente+de+usuario .... no|bloquead*|prohibid*|restringid*|rechazad*|desconocid*`,
        "origen|origenes|referer|referente .. no .. permitid*|autorizad*|registrad*|figura|lista",
        `huella|firma|identificador|identidad del|de ${CLIENT} .... no|${BAD}`,
      ],
      "bot-check": [
        "no .. robot|bot",
        "eres|es|ser|sea un|una? humano|humana|persona",
        "verificacion|comprobacion .. humana|humano|navegador",
        "trafico|solicitudes|peticiones|acceso|accesos|actividad automatizad*|automatico|inusual|sospechos*",
        "detectado|detecto .. bot|robot|automatiz*|script",
        "bots|robots|scripts|rastreadores .. no|prohibid*|bloquead*",
      ],
      "fair-use": ["uso justo|razonable"],
      "banned-for-abuse": [
        `${HOLDER} .... ${BLOCKED} .... viola*|politica*|incumpl*|infring*|terminos|condiciones|abuso|fraude|normas|intentos`,
        `viola*|incumpl*|infring*|abuso|fraude .... ${HOLDER} .... ${BLOCKED}`,
      ],
      "content-policy": [
        "politica|politicas|normas|directrices de|del|sobre la|el? contenido|contenidos|uso|comunidad",
        "contenido|texto|prompt|imagen|mensaje .. inapropiad*|sensible|danin*|ofensiv*|filtrad*",
        "contenido|prompt|imagen .. prohibid*|bloquead*|rechazad*",
        "filtro|filtros .. contenido|seguridad",
      ],
      "context-length": [
        "longitud .. contexto|maxima|prompt|entrada|mensajes",
        "ventana de contexto",
        "demasiado|demasiados largo|larga|largos|extenso|grande|tokens|caracteres",
        "exced*|supera*|sobrepasa*|rebasa* .. limite|maximo|longitud|tamano .. tokens|contexto|caracteres|mensajes|archivo|entrada|modelo",
        "limite|maximo|tope|tamano .. contexto|caracteres|archivo|longitud|tamano|imagenes",
        "tokens .... tope|limite|maximo .. modelo|contexto",
      ],
      network: [
        "no|imposible .. pudo|puede|podido|fue? conectar|conectarse|establecer|contactar|comunicar|resolver",
        "conexion .. rechazada|cerrada|interrumpida|restablecida|perdida|fallida|caida|cortada|agotad*",
        "tiempo .. agotado|excedido|agoto|vencido",
        "tardo|tarda|tardado|demoro demasiado|mucho|mas",
      ],
      region: [
        "no .... disponible|admitid*|permitid*|soportad*|disponibles|ofrecid*|ofrece|presta|opera|llega .. region|ubicacion|zona",
        "region|ubicacion|zona no|sin .. admitid*|compatible|disponible|permitid*|soportad*|servicio",
        "su|tu|esta region|ubicacion|zona .... no|bloquead*|restringid*|fuera",
      ],
      "plan-key": [
        "clave|claves|llave|token|key .... plan .... endpoint|url|direccion|host|dominio|base|punto+de+conexion",
        "clave|claves|llave|token|key del|de plan .... solo|no",
      ],
      "plan-lacks-model": [
        "no .... incluid*|disponible|disponibles|incluye|permite|cubre|cubiert* .. plan|suscripcion|tarifa",
        "plan|tarifa .... no .. incluye|permite|admite|soporta|cubre|da|contempla|ofrece|contiene|tiene",
        "requiere|requieren|necesita|necesitas|exige|precisa|requerid* .. plan|pago",
        `${ONLY}|reservado|reservada .. suscriptores|plan|pago|premium|clientes+de`,
        "usuarios|cuentas|version|nivel|plan gratuito|gratuitos|gratuitas|gratuita|gratis|basico .... no|sin",
      ],
      "upgrade-hint": [
        `${UPDATE}|mejora|mejore|amplie|amplia|cambia|cambie|suba|sube|pase|pasa|contrate|contrata .. plan|suscripcion|tarifa`,
      ],
      "invalid-request": [
        "solicitud|peticion|cuerpo .. invalida|invalido|incorrecta|incorrecto|erronea|malformad*|mal+formada",
        "parametro*|argumento*|campo*|valor|valores|propiedad|json .. no|debe|deben",
        "tipo de contenido|datos|dato",
      ],
      "model-not-found": [
        `modelo|modelos .... no .. ${NO_MODEL}|valido|habilitado|tiene`,
        `no|ningun .. ${NO_MODEL}|conoce .. el|ese|este|un|ningun|tal|dicho? modelo|modelos`,
        `${RESOURCE} .. no .. existe|encontrad*|encontro|hallad*`,
        `no .. encontrad*|encontro|existe|encuentra .. ${RESOURCE}`,
        "modelo desconocido|invalido|inexistente|incorrecto|retirado|descontinuado|obsoleto",
      ],
      "model-unsupported": [`modelo .... no .. ${NO_MODEL}`, "no .. existe|encontr* .. modelo"],
      overloaded: [
        "error interno",
        "no disponible temporalmente|momentaneamente|por|en|ahora",
        "temporalmente|momentaneamente no|fuera",
        "servicio|servidor .. no .. disponible|responde|respondio",
        "fuera de servicio",
      ],
      rate: [
        "limit* .. velocidad|tasa|frecuencia|ritmo|concurrencia|minuto|segundo",
        "maximo|maxima .. solicitudes|peticiones|llamadas|conexiones|consultas|simultane*|concurrentes",
        `${ONLY} .. # solicitudes|peticiones|llamadas|consultas|conexiones`,
        "espere|espera # segundos|minutos|s",
        "solicitudes|peticiones|llamadas|consultas|tokens por minuto|segundo|hora",
        "demasiado rapido|deprisa|frecuentes",
      ],
      "window-opens-again": [
        "vuelva|vuelve|intentelo|intente|intenta|disponible .. manana|medianoche",
        "agotad*|agoto|agotaste|alcanzad*|alcanzaste|consumid*|usado .... ventana|horas|semana",
        "se renueva|restablece|reinicia|reanuda .. a|en|el|manana|dentro",
      ],
      "overload-as-rate": ["sobrecargad*|saturad*"],
      billing: [
        `sin|quedaste|queda|quedan|quedo .. ${MONEY}`,
        `recargue|recarga|recargar|anade|anada|compra|compre|agregue|agrega|adquiera .. cuenta|${MONEY}`,
        "pago|pagos|tarjeta .. requerid*|pendiente|pendientes|rechazad*|necesari*|fallid*|vencid*|caducada",
        "metodo|forma de pago",
        "suscripcion|plan|membresia|prueba .. caduc*|vencid*|vencio|expirad*|expiro|finaliz*|termin*|cancelad*|suspendid*|ha",
        "facturacion|factura|facturas|impago|impagos|deuda|deudas",
      ],
      "usage-window": ["agotaste|agotado|consumido|gastado .. mensajes|usos|tokens|generaciones"],
      "other-service": [
        `${KEY} .... otra|otro|diferente|distinta|distinto|equivocad* ${PLACE}`,
        `${KEY} .... no .. corresponde|coincide|pertenece|es|sirve|sirven|vale|valida|funciona .. con|a|de|del|en|para el|la|este|esta|ese? ${PLACE}`,
        `${PLACE}|base .... no .. corresponde|coincide|concuerda .. ${KEY}`,
        `ningun|no .... corresponde|pertenece a .. ${KEY}`,
        `${KEY} .. emitid*|cread*|generad* .. en|para|por|de .... ${PLACE}|otra|otro|no|pero`,
        `${KEY} .... ${ONLY} .. valida|valido|sirve|funciona|vale|puede|usarse|para .. en|con|para`,
        `${KEY} .. parece|es ser? de|del .... no|pero|mientras|y|sino .. ${PLACE}|de`,
        `parece .. ${KEY} .. de .... pero|y|mientras ${PLACE}|el|la`,
        `${KEY} de prueba|pruebas|produccion|desarrollo|sandbox|test .... produccion|prueba|pruebas|entorno|real`,
        `${KEY} .... utilice|usa|utiliza|cambie|cambia .. endpoint|url|dominio|direccion|host|punto`,
      ],
      "holder-may-not": [
        "no puedes|puede|pueden|podes acceder|usar|utilizar",
        "no|sin .. tiene|tienes|cuenta|posee|dispone|tenes|concedido|otorgado|dado .. acceso|autorizacion|rol",
        "sin acceso|autorizacion .. para|a|al",
        "falta|faltan|carece|requiere|requieren|necesita|sin|exige .. el|un|del|de|los|al? rol|roles|papel|funcion|ambito|alcance|scope|grupo|permiso|permisos",
        "no .. autorizad*|facultado|habilitado para|a|al",
        `${KEY} .. no .. incluye|contiene|trae|tiene|abarca|cubre|lleva|posee .. ambito|alcance|scope|permiso|permisos|rol|acceso`,
        "limitad*|restringid* a .. modelo|modelos|operaciones",
        "grupo|canal .... no .. acceso|permitid*|autorizad*|disponible",
        `${HOLDER}|clave|token|rol .. no .. puede|permite|permiten|autoriza .. usar|utilizar|acceder|llamar|realizar|crear`,
      ],
      "header-malformed": [
        "cabecera|encabezado|autorizacion|authorization|bearer .... formato|malformad*|mal+formad*|mal+formada|duplicad*|repetid*|dos+veces|esquema",
        `formato|prefijo .. ${KEY}|autorizacion|bearer`,
        `${KEY} .... formato|prefijo .. ${BAD}|no|esperado`,
        "debe|deben .. empezar|comenzar|precedid*|anteponer .. bearer|sk",
      ],
      "credential-missing": [
        `sin|ninguna|ningun .. ${KEY}|autenticacion|autorizacion|autenticar`,
        "no|ninguna hay|has|ha|tiene|tienes|existe|posee .. clave|llave|credencial|credenciales|apikey|api_key|key",
        `no se? ha|han|pudo|encontro|encuentra|puede .. ${KEY}`,
        "cabecera|encabezado .. autorizacion|authorization",
        "debe|debes|necesita|necesitas|hay+que .. autenticarse|autenticarte|iniciar|identificarse|loguearse",
        "requiere|requieren|necesita .. autenticacion|autorizacion|clave|llave|token|credenciales",
        "genere|genera|generar|cree|crea|crear|solicite|solicita .. nueva? clave|llave|apikey|credencial|credenciales",
        "no .. autenticado|autenticada|identificado",
      ],
      "holder-blocked": [
        `${HOLDER} .... ${BLOCKED}|revision|investigacion|verificacion|aprobacion`,
      ],
      "signature-mismatch": [
        "firma .. no .. coincide|valida|corresponde|verific*",
        `firma .. ${BAD}`,
      ],
      "credential-refused": [
        `${KEY} .. rechazad*|denegad*|bloquead*|suspendid*|retirad*|cancelad*`,
        `rechaz*|deneg* .. ${KEY}`,
        `${KEY} .... ya|mas no`,
        "no .. pudo|puede|podido|fue autenticar|autenticarse|autenticado|verificar|autenticarte",
        "sesion .. caduc*|expirad*|expiro|vencid*|vencio|cerrad*|finaliz*|invalida",
      ],
      "request-blocked": ["solicitud|peticion|acceso|trafico .. bloqueado|bloqueada|cortafuegos"],
      entitlement: [
        "acceso .. restringid*|rechazad*|limitado|bloqueado",
        "operacion|accion|llamada .. denegad*|prohibid*|no+permitida|no+autorizada",
      ],
      "account-state": [
        "no .. permitid*|autorizad*|habilitad*|activad*",
        `${VERIFIED} .... sin+verificar|no+verificad*|verificar|verificada|verificado`,
        `no .. verific*|confirmad* .. ${VERIFIED}`,
        `verifique|verifica|verificar|complete|completa|completar|confirme|confirma .. ${VERIFIED}|verificacion|perfil`,
        "pendiente|espera|proceso|en de? aprobacion|revision|verificacion|activacion|validacion",
        "acepte|acepta|aceptar|aceptado .. terminos|condiciones|licencia|acuerdo",
        "solicite|solicita|pida|pide|solicitar .. acceso|permiso|permisos|autorizacion",
        "administrador|administradora|propietario .... deshabilit*|desactiv*|bloque*|restring*|no|impide|limit*|debe",
        "contacte|contacta|consulte|consulta|hable|habla|pida|pide .. administrador|propietario",
        "politica|politicas|directiva de|del|la|su|tu .. organizacion|empresa|administrador|equipo",
        "lista blanca|permitidos|espera",
        `${ONLY} .. administradores|propietarios|miembros|empleados|invitados`,
      ],
      "client-address": [
        "ip|vpn .. no .. permitid*|autorizad*|lista|figura|incluida|registrad*",
        "ip|vpn .. bloquead*|restringid*|prohibid*|rechazad*|denegad*|fuera",
      ],
      "about-the-program": [
        "cliente|clientes|aplicacion|programa|herramienta|extension|navegador|integracion",
      ],
      "about-the-key": ["clave|claves|llave de|da? api"],
      "about-access": [
        `acceso|region|usuario|proyecto|${UPDATE}|rol|identidad|sesion|cabecera|encabezado`,
      ],
      "about-the-request": [
        "respuesta|solicitud|peticion|imagen|archivo|fichero|mensajes|conexion|generacion|no+encontrado|no+encontrada|no+existe",
      ],
    },
  );
