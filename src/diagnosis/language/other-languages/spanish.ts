import type { Translations } from "./translations.ts";

const KEY = "clave|claves|token|tokens|credencial|credenciales|contrasena|llave|apikey|key|secreto";
const BAD =
  "invalida|invalido|invalidas|invalidos|incorrecta|incorrecto|incorrectas|incorrectos|erronea|erroneo|caducada|caducado|caducadas|expirada|expirado|vencida|vencido|revocada|revocado|desconocida|desactivada|deshabilitada";
const CLIENT =
  "cliente|clientes|aplicacion|aplicaciones|app|programa|extension|software|herramienta|herramientas";

export const SPANISH: Translations = {
  "network-proxy": ["autenticacion del|de proxy", "proxy .. autenticacion"],
  "client-version": [
    "version .... obsoleta|desactualizada|antigua|caducada|incompatible|anticuada",
    "version .... no .. compatible|admitida|soportada|soporta|valida",
    `actualice|actualiza|actualizar|actualizarse .... version|${CLIENT}|claude|codex|cursor`,
    "requiere|necesita|requerida|necesaria .. version mas? reciente|nueva|posterior|actualizada|superior",
    "se requiere .. actualizacion|actualizar",
    "actualizacion requerida|necesaria|obligatoria",
    "version minima",
    `${CLIENT} .. desactualizado|desactualizada|obsoleto|obsoleta`,
  ],
  "client-allow-list": [
    "cliente|clientes|aplicacion .... no .. permitido|permitida|autorizado|autorizada|admitido|admitida|compatible|soportado|reconocido|permitidos|autorizados",
    "cliente|aplicacion .. bloqueado|bloqueada|rechazado|rechazada|denegado|restringido",
    `solo|solamente|unicamente|exclusivamente .... oficial|oficiales|claude|codex|opencode ${CLIENT}|code|cli|o`,
    "cliente|clientes|aplicacion|aplicaciones|app|herramienta oficial|oficiales",
    "no oficial|oficiales",
    "terceros .... no|bloqueado|prohibido|prohibidas|restringido|permitid*",
  ],
  "bot-check": [
    "no .. robot",
    "verificacion .. navegador",
    "eres humano|persona",
    "verificacion humana|humano",
    "trafico|solicitudes|acceso automatizado|automatizadas|automatizados",
  ],
  "fair-use": ["uso justo|razonable"],
  "banned-for-abuse": [
    "cuenta .... suspendida|bloqueada|desactivada .... viola*|politica*|incumpl*|terminos|condiciones",
    "viola*|incumpl* .... cuenta .... suspendida|bloqueada|desactivada",
  ],
  "content-policy": [
    "politica* .. contenido|uso",
    "contenido .. inapropiado|prohibido|sensible|danino",
    "filtro .. contenido",
    "viola|infringe|incumple .. politica*|normas|directrices",
    "moderacion",
    "filtro de seguridad",
    "contenido .. bloqueado|rechazado|filtrado",
    "contenido|contenidos .. no permitido|permitidos|prohibido|prohibidos",
  ],
  "context-length": [
    "longitud .. contexto|maxima",
    "ventana de contexto",
    "demasiado largo|larga|largos",
    "excede|supera .. limite|maximo|longitud .. tokens|contexto|caracteres",
  ],
  network: [
    "error de red|conexion",
    "no .. pudo|puede|podido conectar|conectarse|establecer",
    "conexion .. rechazada|cerrada|interrumpida|restablecida|perdida|fallida",
    "tiempo de espera",
    "tiempo .. agotado",
    "tardo|tarda|tardado|demoro|demora demasiado|mucho",
    "certificado",
  ],
  region: [
    "no .... disponible|admitido|permitido|compatible|soportado|disponibles|ofrecido .. region|pais|ubicacion|zona",
    "region|pais|paises .... no .. admitido|admitida|compatible|disponible|permitido|soportado|soportada",
  ],
  "plan-lacks-model": [
    "no .... incluido|disponible|incluye|permite|incluida .. plan|suscripcion",
    "plan|suscripcion .... no .. incluye|permite|admite|soporta|cubre",
    "requiere|necesita|necesitas|exige .. suscripcion|plan|membresia|pro|premium",
    "solo|solamente|unicamente .. suscriptores|plan|usuarios|pago",
    "incluido|disponible .. en|con .. plan|suscripcion pro|premium|superior|de|business",
  ],
  "upgrade-hint": ["actualice|actualiza|mejora|mejore|cambia .. plan|suscripcion"],
  "invalid-request": [
    "parametro*|argumento*|campo*|formato|valor|solicitud|peticion .. invalid*|no|incorrect*|obligatorio*|requerido* valid*?",
    "faltan|falta|invalido|invalida .. parametro*|campo*|argumento*",
    "json .. invalido|no",
  ],
  "model-not-found": [
    "modelo .... no .. existe|encontrado|encontro|disponible|soportado|admitido|compatible|encuentra",
    "no encontrado|encontrada|encontro|existe",
    "modelo desconocido|invalido",
  ],
  "model-unsupported": ["modelo .... no .. existe|encontrado|soportado|admitido|compatible"],
  overloaded: [
    "sobrecargado|saturado|sobrecargada",
    "error interno",
    "no disponible temporalmente",
    "temporalmente no|fuera disponible?",
    "servicio no .. disponible",
    "mantenimiento",
  ],
  rate: [
    "demasiadas|muchas .. solicitudes|peticiones|llamadas|consultas",
    "limite .. velocidad|solicitudes|peticiones|tasa|frecuencia|llamadas",
    "limite de uso por minuto",
    "limitad* .. velocidad|tasa|frecuencia",
  ],
  "window-opens-again": [
    "agotado|agoto|alcanzado|alcanzo|superado|excedido|usado .... hoy|diaria|diario|diarias|manana",
    "hoy|diaria|diario|diarias .... agotado|agotada|agoto|alcanzado|alcanzada|superado|excedido|excedida",
    "vuelva|vuelve|intentelo|intente|intenta .. manana",
  ],
  "overload-as-rate": ["sobrecargado|saturado"],
  billing: [
    "saldo|credito|creditos|fondos .. insuficiente*|agotado*|agotados|agotad*|negativo|bajo|no",
    "sin saldo|creditos|credito|fondos",
    "acabo|acabaron|agoto|agotaron|terminaron .. saldo|creditos|credito|fondos",
    "no .. suficiente|suficientes|tiene|tienes|hay|queda|quedan saldo|creditos|credito|fondos",
    "recargue|recarga|recargar|anade|anada|compra|agregue|agrega .. saldo|cuenta|creditos|credito|fondos",
    "pago .. requerido|pendiente|rechazado|necesario|fallido",
    "metodo de pago",
    "suscripcion|plan|membresia|prueba .. caducado|caducada|vencida|vencido|expirada|expirado|finalizado|ha|cancelada",
    "facturacion|factura",
  ],
  "usage-window": [
    "limite|cuota|cupo .... alcanzado|excedido|superado|agotada|agotado|alcanzada|excedida|superada",
    "alcanzado|excedido|superado|alcanzo|agotado|excedio|supero .... limite|cuota|cupo",
    "limite de uso",
  ],
  "usage-window-passed-on": [
    "limite|cuota .. alcanzado|excedido|superado|agotada|excedida|superada",
    "excedido|superado|alcanzado .. limite|cuota",
  ],
  "other-service": [
    `${KEY} .... otra|otro|diferente|distinta|distinto region|servicio|proyecto|organizacion|plataforma|cuenta|proveedor|entorno`,
    `${KEY} .... no .. corresponde|coincide|pertenece .. region|servicio|endpoint|proyecto|plataforma`,
  ],
  "holder-may-not": [
    "no .. tiene|tienes|cuenta|posee|dispone .. permiso|permisos|acceso|autorizacion|privilegios",
    "sin permiso|permisos|acceso|autorizacion .. para|a",
    "permisos|permiso|privilegios .. insuficiente*|insuficientes|necesarios|requeridos",
    "no .. autorizado|autorizada para|a",
  ],
  "credential-missing": [
    `falta|faltan|sin|ninguna|ningun .. ${KEY}|autenticacion|autorizacion`,
    `no se ha|han|pudo|encontro|encuentra configurado|configurada|definido|definida|proporcionado|indicado|encontrar|encontrado|la|el? .. ${KEY}`,
    `no .. configurado|configurada|definido|definida|proporcionado|proporcionada .. ${KEY}`,
    `${KEY} .... no .. proporcionada|proporcionado|configurada|configurado|encontrada|encontrado|especificada|definida|ingresada|enviada|proporciono|encontro|configuro`,
    `${KEY} .. requerida|requerido|obligatoria|necesaria|vacia|falta|faltante|ausente`,
    `proporcione|proporciona|ingrese|ingresa|introduzca|introduce|configure|configura|anade .... ${KEY}`,
    "inicie|inicia|iniciar sesion",
    "debe|debes|necesita|necesitas .. autenticarse|autenticarte|iniciar",
    "autenticacion|autorizacion requerida|necesaria|obligatoria",
    "se requiere .. autenticacion|autorizacion|clave|token",
    "no .. autenticado|autenticada|identificado",
  ],
  "holder-blocked": [
    "cuenta|organizacion|proyecto|usuario .... suspendida|suspendido|bloqueada|bloqueado|desactivada|desactivado|deshabilitada|deshabilitado|restringida|inhabilitada",
  ],
  "credential-refused": [
    `${KEY} .... ${BAD}`,
    `${KEY} .. rechazad*|denegad*|bloquead*|suspendid*`,
    `rechazo|rechaza|rechazada|rechazado .. ${KEY}`,
    `${BAD} .. ${KEY}`,
    `${KEY} .... no .. valida|valido|validas|correcta|correcto|correctas|reconocida|existe|funciona|autorizada|vigente`,
    `${KEY} .... ya|mas no sirve|vale|funciona|es`,
    `${KEY} .... ya no`,
    "error|fallo|fallida|fallido .. autenticacion|autorizacion|autenticar|credenciales|inicio",
    "autenticacion|autorizacion .. fallida|fallo|fallado|incorrecta|invalida|rechazada|no|expirada",
    "no .. pudo|puede autenticar|autenticarse|autenticado|verificar",
    "sesion .. caducado|caducada|expirado|expirada|vencida",
    "verifique|verifica|compruebe|comprueba|revise|revisa .. clave|credenciales|token|api",
  ],
  "request-blocked": ["solicitud|peticion|acceso .. bloqueado|bloqueada"],
  "account-state": [
    "acceso .. denegado|prohibido|restringido|rechazado",
    "no .. permitido|permitida|autorizado|autorizada|habilitado|habilitada",
    "prohibido|denegado",
  ],
  "about-the-program": ["cliente|clientes|aplicacion|programa|herramienta|extension"],
  "retry-hint": [
    "intentelo|intentalo|intente|intenta|vuelva|reintente .. mas|nuevo|tarde|luego|en",
  ],
  "about-the-release": [
    "version|actualizar|actualice|actualiza|actualizacion .... cliente|aplicacion|app|programa",
    "cliente|aplicacion|app|programa .... version|actualizar|actualice|actualiza|actualizacion",
  ],
  "about-access": [
    "clave|token|cliente|aplicacion|permiso|permisos|acceso|cuenta|plan|suscripcion|saldo|credito|creditos|limite|version|actualice|actualiza|region|prohibido|denegado|autenticacion|autorizado|permitido|solo|usuario",
  ],
  "about-the-request": [
    "modelo|respuesta|servidor|solicitud|peticion|imagen|archivo|mensaje|mensajes|texto|conexion|parametro|generacion",
  ],
};
