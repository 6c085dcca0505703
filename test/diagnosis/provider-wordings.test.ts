import { describe, expect, it } from "vitest";

import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";
import type { FailureKind } from "../../src/diagnosis/failure.ts";

/** A text that begins like a body is one; where there is no status, a tool says it. */
type Said = readonly [status: number | null, text: string];

/** What services and tools are known to say, from memory of them and not of any set or rule; ids and names are made up. */
const WORDINGS: Readonly<Record<FailureKind, readonly Said[]>> = {
  invalid_credentials: [
    [
      401,
      '{"error":{"message":"You didn\'t provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you\'re accessing the API from your browser.","type":"invalid_request_error","param":null,"code":null}}',
    ],
    [401, '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}'],
    [401, "OAuth token has expired. Please obtain a new token or refresh your existing token."],
    [
      400,
      '{"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"Method doesn\'t allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.","status":"PERMISSION_DENIED"}}',
    ],
    [403, '{"message":"The security token included in the request is expired"}'],
    [
      403,
      '{"__type":"UnrecognizedClientException","message":"The security token included in the request is invalid."}',
    ],
    [403, '{"message":"Missing Authentication Token"}'],
    [
      403,
      '{"__type":"IncompleteSignatureException","message":"Authorization header requires \'Credential\' parameter. Authorization header requires \'Signature\' parameter."}',
    ],
    [
      403,
      '{"message":"Signature expired: 20261127T080000Z is now earlier than 20261127T090000Z (20261127T090500Z - 5 min.)"}',
    ],
    [null, "CredentialsProviderError: Could not load credentials from any providers"],
    [
      null,
      "botocore.exceptions.ProfileNotFound: The config profile (bedrock-dev) could not be found",
    ],
    [null, "Error when retrieving token from sso: Token has expired and refresh failed"],
    [
      null,
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
    ],
    [
      401,
      '{"error":{"code":"401","message":"Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."}}',
    ],
    [null, "DefaultAzureCredential failed to retrieve a token from the included credentials."],
    [
      401,
      '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID."}',
    ],
    [
      null,
      "AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2026-05-01 and was inactive for 90.00:00:00.",
    ],
    [
      null,
      "Your default credentials were not found. To set up Application Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc",
    ],
    [
      null,
      "google.auth.exceptions.RefreshError: Reauthentication is needed. Please run `gcloud auth application-default login` to reauthenticate.",
    ],
    [null, "('invalid_grant: Token has been expired or revoked.', {'error': 'invalid_grant'})"],
    [401, '{"message":"invalid api token"}'],
    [401, '{"message":"no api key supplied"}'],
    [
      401,
      '{"error":{"message":"Authentication Fails, Your api key: ****abcd is invalid","type":"authentication_error","param":null,"code":"invalid_request_error"}}',
    ],
    [401, '{"error":{"message":"Authentication Fails (no such user)"}}'],
    [
      401,
      '{"error":{"code":"1001","message":"Header中未收到Authentication参数，无法进行身份验证"}}',
    ],
    [
      401,
      '{"error":{"code":"1002","message":"Authentication Token非法，请确认Authentication Token正确传递"}}',
    ],
    [401, "令牌已过期或验证不正确！"],
    [
      200,
      '{"base_resp":{"status_code":1004,"status_msg":"login fail: Please carry the API secret key in the \'Authorization\' field of the request header"}}',
    ],
    [
      401,
      '{"error":{"code":"AuthenticationError","message":"The API key doesn\'t exist. Request id: 0217","type":"Unauthorized"}}',
    ],
    [
      401,
      '{"error":{"code":"AuthenticationError","message":"the API key or AK/SK in the request is missing or invalid."}}',
    ],
    [200, '{"error_code":110,"error_msg":"Access token invalid or no longer valid"}'],
    [
      401,
      '{"error":{"code":"invalid_iam_token","message":"IAM Certification failed","type":"invalid_request_error"}}',
    ],
    [
      200,
      '{"Response":{"Error":{"Code":"AuthFailure.SecretIdNotFound","Message":"The SecretId is not found, please ensure that your SecretId is correct."},"RequestId":"ed93"}}',
    ],
    [401, '"Api key is invalid"'],
    [401, '{"error":{"message":"User not found.","code":401}}'],
    [401, '{"error":{"message":"No cookie auth credentials found","code":401}}'],
    [
      401,
      '{"error":{"message":"Authentication Error, Invalid proxy server token passed. Received API Key = sk-...abcd, Key Hash (Token) =88dc28. Unable to find token in cache or `LiteLLM_VerificationTokenTable`","type":"token_not_found_in_db","param":"key","code":"401"}}',
    ],
    [
      401,
      '{"error":{"message":"Authentication Error - Expired Key. Key Expiry time 2026-01-01 00:00:00 and current time 2026-11-27 09:00:00","type":"expired_key","code":"400"}}',
    ],
    [
      401,
      '{"error":{"message":"Malformed API Key passed in. Ensure Key has `Bearer ` prefix. Passed in: abcd","type":"auth_error"}}',
    ],
    [401, "LiteLLM Virtual Key expected. Received=abcd, expected to start with 'sk-'."],
    [401, "该令牌状态不可用"],
    [401, "未提供 Authorization 请求头，无法进行鉴权"],
    [
      401,
      "<html>\n<head><title>401 Authorization Required</title></head>\n<body>\n<center><h1>401 Authorization Required</h1></center>\n<hr><center>openresty/1.25.3.1</center>\n</body>\n</html>",
    ],
    [
      400,
      '{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***45. You can obtain an API key from https://console.x.ai."}',
    ],
    [
      401,
      '{"message":"Wrong API Key","type":"invalid_request_error","param":"api_key","code":"wrong_api_key"}',
    ],
    [
      401,
      '{"type":"urn:kaizen:problem-details:unauthorized","title":"Unauthorized","status":401,"detail":"Bearer token is malformed","instance":"/v2"}',
    ],
    [401, '{"error":"Invalid username or password."}'],
    [401, '{"error":"Authorization header is correct, but the token seems invalid"}'],
    [401, '{"error":"User Access Token \\"laptop\\" is expired"}'],
    [
      401,
      '{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}',
    ],
    [null, "you need to be signed in to Ollama to run Cloud models."],
    [
      401,
      '{"error":{"message":"Malformed LM Studio API token provided: abc","code":"invalid_api_key"}}',
    ],
    [401, "unauthorized: token expired\n"],
    [400, "bad request: Authorization header is badly formatted\n"],
    [
      403,
      '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}',
    ],
    [
      400,
      '{"success":false,"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]}]}',
    ],
    [401, '{"status":"failure","message":"Invalid API Key. Error Code: 03"}'],
    [
      401,
      '{"error":{"message":"Unauthenticated request to AI Gateway.\\n\\nTo authenticate, set the AI_GATEWAY_API_KEY environment variable with your API key.\\n\\nAlternatively, you can use a provider module instead of the AI Gateway.","type":"authentication_error"}}',
    ],
    [403, '{"error_code":403,"message":"Invalid access token."}'],
    [
      401,
      '{"error_code":401,"message":"Credential was not sent or was of an unsupported type for this API."}',
    ],
    [
      null,
      "default auth: cannot configure default credentials, please check https://docs.example.com/auth to configure credentials for your preferred authentication method",
    ],
    [401, '{"code":"390303","message":"Invalid OAuth access token. abc","data":null}'],
    [401, '{"code":"390144","message":"JWT token is invalid. [7d2f]"}'],
    [400, '{"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found."}'],
    [
      401,
      '{"errors":[{"code":"authentication_token_expired","message":"Failed to authenticate the request due to an expired token"}],"status_code":401}',
    ],
    [null, "Invalid API key · Please run /login"],
    [null, "OAuth token revoked · Please run /login"],
    [
      null,
      "Your access token could not be refreshed because you have since logged out or signed in to another account. Please sign in again.",
    ],
    [null, "exceeded retry limit, last status: 401 Unauthorized"],
    [
      null,
      "Please set an Auth method in your /home/u/.gemini/settings.json or specify one of the following environment variables before running: GEMINI_API_KEY, GOOGLE_GENAI_USE_VERTEXAI, GOOGLE_GENAI_USE_GCA",
    ],
    [null, "When using Gemini API, you must specify the GEMINI_API_KEY environment variable."],
    [
      null,
      "Failed to login. Message: Failed to exchange authorization code for tokens: invalid_grant",
    ],
    [
      null,
      "Did not find openai_api_key, please add an environment variable `OPENAI_API_KEY` which contains it, or pass `openai_api_key` as a named parameter.",
    ],
    [
      null,
      "The OPENAI_API_KEY environment variable is missing or empty; either provide it, or instantiate the OpenAI client with an apiKey option, like new OpenAI({ apiKey: 'My API Key' }).",
    ],
    [
      null,
      "AI_LoadAPIKeyError: Anthropic API key is missing. Pass it using the 'apiKey' parameter or the ANTHROPIC_API_KEY environment variable.",
    ],
    [401, "jwt malformed"],
    [401, '{"name":"TokenExpiredError","message":"jwt expired"}'],
    [403, '{"detail":"Not authenticated"}'],
    [401, '{"detail":"Could not validate credentials"}'],
    [401, '{"message":"No API key found in request"}'],
    [
      401,
      '{"fault":{"faultstring":"Failed to resolve API Key variable request.queryparam.apikey","detail":{"errorcode":"steps.oauth.v2.FailedToResolveAPIKey"}}}',
    ],
    [401, '{"error":"The bearer you presented has been withdrawn by its issuer"}'],
    [
      401,
      '{"error":{"message":"Your login has lapsed, authenticate again from the settings pane"}}',
    ],
    [403, '{"error":"This secret no longer opens anything here"}'],
    [
      500,
      '{"error":{"message":"litellm.AuthenticationError: AnthropicException - {\\"type\\":\\"error\\",\\"error\\":{\\"type\\":\\"authentication_error\\",\\"message\\":\\"invalid bearer token\\"}}","type":null,"code":"500"}}',
    ],
    [
      502,
      '{"error":{"message":"Upstream said: 401 - the key on file for this channel is dead","type":"upstream_error"}}',
    ],
    [null, 'No credentials for provider "mistral" — add one in Settings › Providers'],
    [null, "Clé refusée par le fournisseur"],
    [401, "Der übergebene Zugriffsschlüssel ist unserem System nicht bekannt."],
    [401, "La sesión ha caducado; inicie sesión otra vez"],
    [401, "認証情報が正しくありません。APIキーをご確認ください。"],
    [401, "API 키가 만료되었습니다. 새 키를 발급받으세요."],
    [401, "Ключ API отозван или введён с ошибкой"],
    [401, "A chave informada foi revogada"],
    [401, "密钥校验不通过"],
    [401, "凭证缺失，请在请求头中携带 Authorization"],
  ],
  client_rejected: [
    [
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"This credential is only authorized for use with Claude Code and cannot be used for other API requests."}}',
    ],
    [400, "bad request: missing Editor-Version header for IDE auth\n"],
    [400, "bad request: missing required Copilot-Integration-Id header\n"],
    [403, "unknown integrator\n"],
    [
      466,
      '{"error":{"code":"client_not_supported","message":"bad request: this version of the language server is no longer supported"}}',
    ],
    [
      403,
      "This version of Antigravity is no longer supported. Please update to receive the latest features!",
    ],
    [
      400,
      '{"detail":"The \'gpt-5.5-codex\' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again."}',
    ],
    [
      403,
      '{"error":{"message":"unauthorized client detected, contact support for assistance at https://discord.example/x","type":"unauthorized_client_error"}}',
    ],
    [403, '{"error":{"message":"此接口仅允许 Claude Code 客户端调用"}}'],
    [403, "请使用官方 Claude Code 客户端访问"],
    [403, "检测到非 Claude Code 请求，已拒绝"],
    [400, "客户端版本过低，请升级到 2.1.0 或以上"],
    [403, "该分组仅限 codex cli 使用"],
    [403, "UA 不在白名单中"],
    [403, '{"error":{"type":"forbidden","message":"This group only allows Claude Code clients"}}'],
    [
      403,
      '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="refresh" content="360"></head><body><div class="main-wrapper"><noscript>Enable JavaScript and cookies to continue</noscript></div></body></html>',
    ],
    [
      403,
      "<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access api.example.com</h2></body></html>",
    ],
    [403, "error code: 1010"],
    [
      429,
      "<!DOCTYPE html><html><head><title>Vercel Security Checkpoint</title></head><body><p>We're verifying your browser</p></body></html>",
    ],
    [
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
    ],
    [
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"anthropic-version: header is required"}}',
    ],
    [
      401,
      '{"type":"error","error":{"type":"authentication_error","message":"CORS requests must set \'anthropic-dangerous-direct-browser-access\' header"}}',
    ],
    [
      400,
      '{"error":{"message":"You must provide the \'OpenAI-Beta\' header to access the Assistants API. Please try again by setting the header \'OpenAI-Beta: assistants=v2\'.","type":"invalid_request_error","code":"invalid_beta"}}',
    ],
    [426, '{"error":"Your Grok CLI version (0.1.2) is below the minimum supported version 0.2.0"}'],
    [400, "Your Zed version is too old. Please upgrade to the latest version and try again."],
    [403, '{"message":"Amp client is out of date. Run `amp update`."}'],
    [
      403,
      '{"error":"unsupported_platform","message":"Calls are served to our iOS app and nothing else"}',
    ],
    [403, '{"error":"Only requests coming from the VS Code extension are accepted on this route"}'],
    [
      403,
      '{"error":{"message":"Your tool has been identified as an unofficial wrapper and was turned away"}}',
    ],
    [403, '{"error":"bot_protection","message":"Please prove you are a person"}'],
    [403, '{"message":"We do not serve scripts on this host; open the web page instead"}'],
    [401, '{"error":{"message":"This subscription may be used from Kiro only"}}'],
    [
      400,
      '{"error":{"message":"JetBrains AI plugin 251.3 has reached its end of support, install 253 or newer"}}',
    ],
    [
      403,
      '{"error":{"message":"Requests from OpenClaw are not permitted under this subscription"}}',
    ],
    [403, '{"error":{"message":"Access from third-party harnesses was switched off on 4 April"}}'],
    [null, "Kiro rejected the request: client version 0.7 is not accepted any more"],
    [null, "Windsurf: please update the editor, this build can't reach the model service"],
    [
      403,
      '{"error":{"message":"The application identified by \'my-agent/1.0\' may not call this service"}}',
    ],
    [400, '{"error":{"message":"x-client-name: value \\"curl\\" is not one we accept"}}'],
    [406, "Nur der offizielle Client darf diesen Dienst benutzen"],
    [403, "クライアントのバージョンが古いため利用できません。更新してください。"],
    [403, "Este cliente no está autorizado"],
    [403, "Клиент не поддерживается, используйте официальное приложение"],
    [403, "지원되지 않는 클라이언트입니다"],
    [403, "Version de l'application obsolète, veuillez la mettre à jour"],
  ],
  wrong_endpoint_or_key: [
    [
      401,
      '{"error":{"message":"The API key belongs to platform.moonshot.cn. Send it to api.moonshot.cn instead.","type":"invalid_authentication_error"}}',
    ],
    [
      401,
      '{"error":{"message":"Your request to GET /v1/dashboard/billing/credit_grants must be made with a session key (that is, it can only be made from the browser). You made it with the following key type: secret."}}',
    ],
    [
      401,
      '{"error":{"message":"OpenAI-Organization header should match organization for API key","type":"invalid_request_error","code":"mismatched_organization"}}',
    ],
    [
      403,
      '{"error":{"message":"This endpoint requires an admin API key; project keys cannot be used here."}}',
    ],
    [
      401,
      '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
    ],
    [
      401,
      '{"error":{"code":401,"message":"API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal. See https://cloud.google.com/docs/authentication","status":"UNAUTHENTICATED"}}',
    ],
    [401, '{"error":{"message":"AI Studio keys do not work against aiplatform.googleapis.com"}}'],
    [
      401,
      '{"error":{"code":"Unauthorized","message":"The audience \'https://management.azure.com\' is not valid, expected \'https://cognitiveservices.azure.com\'"}}',
    ],
    [
      400,
      '{"error":{"code":"BadRequest","message":"Please provide a custom subdomain for token authentication, otherwise API key is required."}}',
    ],
    [403, '{"message":"Credential should be scoped to a valid region."}'],
    [
      403,
      '{"__type":"InvalidSignatureException","message":"Credential should be scoped to correct service: \'bedrock\'."}',
    ],
    [401, '{"message":"This is a Codestral key: call https://codestral.mistral.ai/v1 with it"}'],
    [
      401,
      '{"error":{"message":"Keys that begin with sk-sp are for coding.dashscope.aliyuncs.com only"}}',
    ],
    [401, "该 API Key 仅可用于国际站"],
    [401, "当前密钥不属于该区域"],
    [401, "密钥与接入点不匹配"],
    [403, "Coding Plan 专用 Key 不能调用通用接口"],
    [400, "bad request: Personal Access Tokens are not supported for this endpoint\n"],
    [
      403,
      '{"error":{"message":"That is a provisioning key. It manages other keys and cannot make completions.","code":403}}',
    ],
    [
      401,
      '{"detail":{"message":"Your key lives in the EU data residency environment, use api.eu.residency.example.io"}}',
    ],
    [401, '{"error":"Key issued for the staging cluster presented to production"}'],
    [
      403,
      '{"error_code":"403","message":"Account-level tokens are not accepted by workspace endpoints"}',
    ],
    [401, '{"error":"This token was created in another workspace than the one in the URL"}'],
    [401, '{"message":"The token\'s tenant does not match the tenant of this host"}'],
    [401, '{"error":{"message":"Wrong host for this key. US keys go to us.api.example.com."}}'],
    [403, '{"error":"Publishable keys can\'t be used for server side calls, pass the secret one"}'],
    [400, '{"error":{"message":"You passed an embedding key to the chat service"}}'],
    [401, "Dieser Schlüssel gehört zu einer anderen Region"],
    [401, "Esta clave es de otro entorno"],
    [401, "このAPIキーは別のリージョン用です"],
    [401, "Этот ключ от другого сервиса"],
    [null, "Your MiniMax key is from minimax.io, but the base URL is api.minimaxi.com"],
    [null, "You seem to have pasted an OpenRouter key into the OpenAI field"],
    [401, '{"error":{"message":"Expected a bot token but received a user token"}}'],
    [
      401,
      '{"error":"invalid_token","error_description":"The token was issued by https://login.a.example, this resource trusts https://login.b.example"}',
    ],
  ],
  permission: [
    [
      403,
      '{"error":{"message":"Project `proj_abc` does not have access to model `gpt-5`","type":"invalid_request_error","code":"model_not_found"}}',
    ],
    [
      403,
      '{"error":{"message":"You are not allowed to sample from this model","type":"invalid_request_error"}}',
    ],
    [
      404,
      '{"error":{"message":"Your organization must be verified to use the model `o3`. Please go to: https://platform.example.com/settings/organization/general and click on Verify Organization.","code":"model_not_found"}}',
    ],
    [
      401,
      '{"error":{"message":"You have insufficient permissions for this operation. Missing scopes: model.request. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you\'re using a restricted API key, that it has the necessary scopes."}}',
    ],
    [
      401,
      '{"error":{"message":"The OpenAI account associated with this API key has been deactivated. Please check your email for more information.","code":"account_deactivated"}}',
    ],
    [
      401,
      '{"error":{"message":"You must be a member of an organization to use the API. Please contact us.","code":"no_organization"}}',
    ],
    [
      403,
      '{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}',
    ],
    [
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"Generative Language API has not been used in project 123 before or it is disabled. Enable it by visiting https://console.example.com/apis then retry.","status":"PERMISSION_DENIED"}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"Permission \'aiplatform.endpoints.predict\' denied on resource \'//aiplatform.googleapis.com/projects/p/locations/l/publishers/google/models/m\' (or it may not exist).","status":"PERMISSION_DENIED"}}',
    ],
    [
      400,
      '{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"Requests from referer <empty> are blocked.","status":"PERMISSION_DENIED","details":[{"reason":"API_KEY_HTTP_REFERRER_BLOCKED"}]}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"The provided API key has an IP address restriction. The originating IP address of the call (203.0.113.5) violates this restriction."}}',
    ],
    [
      403,
      '{"error":{"code":403,"message":"Your project has been denied access. Please contact support."}}',
    ],
    [
      null,
      "Your current account is not eligible for Gemini Code Assist for individuals because it is not currently available in your location.",
    ],
    [
      400,
      '{"error":{"code":400,"message":"Organization Policy constraint constraints/vertexai.allowedModels violated for projects/123 attempting to use a disallowed Gen AI model gemini-3-pro.","status":"FAILED_PRECONDITION"}}',
    ],
    [403, '{"message":"You don\'t have access to the model with the specified model ID."}'],
    [
      403,
      '{"Message":"User: arn:aws:iam::111122223333:user/dev is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/x with an explicit deny in a service control policy"}',
    ],
    [
      403,
      '{"message":"Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model."}',
    ],
    [
      404,
      '{"message":"Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model."}',
    ],
    [
      400,
      '{"message":"Access to Anthropic models is not allowed from unsupported countries, regions, or territories."}',
    ],
    [
      401,
      '{"error":{"code":"PermissionDenied","message":"The principal `x` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation."}}',
    ],
    [
      403,
      '{"error":{"code":"403","message":"Public access is disabled. Please configure private endpoint."}}',
    ],
    [
      403,
      '{"error":{"code":"AccessDenied","message":"Access denied due to Virtual Network/Firewall rules."}}',
    ],
    [403, '{"code":"AccessDenied","message":"Workspace access denied."}'],
    [
      404,
      '{"error":{"code":"ModelNotOpen","message":"Your account 2100000000 has not activated the model doubao-seed-2. Please activate the model service in the Ark Console."}}',
    ],
    [200, '{"error_code":6,"error_msg":"No permission to access data"}'],
    [
      200,
      '{"Response":{"Error":{"Code":"AuthFailure.UnauthorizedOperation","Message":"You are not authorized to perform this operation. Check your CAM policies."}}}',
    ],
    [403, "该模型仅限实名认证用户使用"],
    [
      401,
      '{"error":{"message":"Team not allowed to access model. Team=t, Model=claude-opus. Allowed team models = [gpt-4o]","type":"team_model_access_denied","code":"401"}}',
    ],
    [
      401,
      '{"error":{"message":"API Key not allowed to access model. This token can only access models=[\'gpt-4o\']. Tried to access claude-opus","code":"401"}}',
    ],
    [403, "该令牌无权使用模型：gpt-4o"],
    [403, "您无权访问 vip 分组"],
    [403, "您的 IP 不在令牌允许访问的列表中"],
    [
      403,
      '{"code":"The caller does not have permission to execute the specified operation","error":"Team is not authorized to perform this action"}',
    ],
    [
      403,
      '{"error":{"message":"The model `x` is blocked at the organization level. Please have the organization admin enable this model in the org settings.","type":"permissions_error","code":"model_permission_blocked_org"}}',
    ],
    [
      400,
      '{"error":{"message":"Organization has been restricted. Please reach out to support if you believe this was in error.","code":"organization_restricted"}}',
    ],
    [
      400,
      '{"error":{"message":"The model `x` requires terms acceptance. Please have the org admin accept the terms at https://console.example.com/playground","code":"model_terms_required"}}',
    ],
    [
      403,
      '{"error":"This authentication method does not have sufficient permissions to call Inference Providers on behalf of user alice"}',
    ],
    [
      401,
      '{"error":{"code":"unauthorized","message":"The `models` permission is required to access this endpoint","details":"The `models` permission is required to access this endpoint"}}',
    ],
    [
      403,
      '{"error_code":"PERMISSION_DENIED","message":"User does not have permission CAN QUERY on serving endpoint m"}',
    ],
    [
      403,
      '{"error_code":403,"message":"Source IP address: 203.0.113.5 is blocked by Databricks IP ACL for workspace: 123"}',
    ],
    [
      403,
      '{"code":"390422","message":"Incoming request with IP/Token 203.0.113.5 is not allowed to access Snowflake. Contact your account administrator."}',
    ],
    [403, '{"error":"Your team admin has disabled this model"}'],
    [403, '{"error":"Copilot Chat is turned off by your enterprise policy"}'],
    [403, '{"error":{"message":"Ask an owner of the workspace to give you the Inference role"}}'],
    [
      403,
      '{"error":{"message":"Function calling is a preview that has not been opened to your account"}}',
    ],
    [403, '{"error":{"message":"Service is not offered where you are connecting from"}}'],
    [403, '{"error":"Your account is waiting for approval"}'],
    [451, '{"error":"Unavailable in your jurisdiction"}'],
    [403, "Ihr Konto darf dieses Modell nicht verwenden"],
    [403, "No tiene permiso para usar este modelo"],
    [403, "Votre organisation n'a pas accès à cette fonctionnalité"],
    [403, "У вашего проекта нет доступа к этой модели"],
    [403, "このモデルを利用する権限がありません"],
    [403, "이 모델에 대한 권한이 없습니다"],
    [403, "Sua conta não tem permissão para este recurso"],
    [403, "账号已被封禁，请联系客服"],
    [403, "当前地区暂不支持该服务"],
  ],
  billing: [
    [
      429,
      '{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","code":"insufficient_quota"}}',
    ],
    [
      429,
      '{"error":{"message":"Your account is not active, please check your billing details on our website.","type":"billing_not_active"}}',
    ],
    [
      400,
      '{"error":{"message":"Billing hard limit has been reached","code":"billing_hard_limit_reached"}}',
    ],
    [
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
    ],
    [
      429,
      '{"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."}}',
    ],
    [
      429,
      '{"error":{"message":"Your account org-x<ak-y> is suspended due to insufficient balance, please recharge your account or check your plan and billing details","type":"exceeded_current_quota_error"}}',
    ],
    [429, "余额不足或无可用资源包,请充值。"],
    [200, '{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}'],
    [
      400,
      '{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}',
    ],
    [
      403,
      '{"error":{"code":"AllocationQuota.FreeTierOnly","message":"The free tier of the model has been exhausted. If you wish to continue access the model on a paid basis, please disable the \\"use free tier only\\" mode in the management console."}}',
    ],
    [
      403,
      '{"error":{"code":"AccountOverdueError","message":"The request failed because your account has an overdue balance."}}',
    ],
    [403, '{"code":30001,"message":"Sorry, your account balance is insufficient","data":null}'],
    [
      402,
      '{"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 1234.","code":402}}',
    ],
    [
      403,
      '{"error":{"message":"Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys","code":403}}',
    ],
    [
      400,
      '{"error":{"message":"Budget has been exceeded! Current cost: 10.2, Max budget: 10.0","type":"budget_exceeded"}}',
    ],
    [403, "用户额度不足, 剩余额度: ＄0.00"],
    [401, "该令牌额度已用尽"],
    [
      412,
      '{"error":{"message":"Account acme is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices."}}',
    ],
    [
      403,
      '{"code":"The caller does not have permission to execute the specified operation","error":"Your newly created team doesn\'t have any credits or licenses yet. You can purchase those on https://console.x.ai/team/x."}',
    ],
    [
      429,
      '{"code":"Some resource has been exhausted","error":"Your team x has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit."}',
    ],
    [
      402,
      '{"error":"You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits."}',
    ],
    [
      402,
      '{"title":"Insufficient credit","detail":"You have insufficient credit to run this model.","status":402}',
    ],
    [
      403,
      '{"error":{"message":"AI Gateway requires a valid credit card on file to service requests.","type":"customer_verification_required"}}',
    ],
    [
      401,
      '{"detail":{"status":"quota_exceeded","message":"This request exceeds your quota of 10000. You have 5 credits remaining, while 20 credits are required for this request."}}',
    ],
    [
      403,
      '{"error":"this model requires a subscription, upgrade for access: https://ollama.com/upgrade"}',
    ],
    [null, "Free plans can only use Auto. Switch to Auto or upgrade plans to continue."],
    [403, '{"error":{"message":"Claude Opus is part of the Max plan"}}'],
    [403, '{"error":{"message":"We could not charge your card for last month"}}'],
    [null, "Your prepaid balance is gone. Top up to keep going."],
    [429, '{"error":{"message":"Wallet empty, add money to go on"}}'],
    [403, "Ihr Guthaben ist aufgebraucht"],
    [403, "Saldo insuficiente, recargue su cuenta"],
    [403, "Недостаточно средств на балансе"],
    [403, "クレジット残高が不足しています"],
    [403, "잔액이 부족합니다"],
    [403, "Crédit épuisé, rechargez votre compte"],
    [403, "您的套餐已到期，请续费"],
  ],
  rate_limit: [
    [
      429,
      '{"error":{"message":"Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.","type":"tokens","code":"rate_limit_exceeded"}}',
    ],
    [
      429,
      '{"type":"error","error":{"type":"rate_limit_error","message":"Number of concurrent connections has exceeded your rate limit. Please try again later or contact sales."}}',
    ],
    [
      429,
      '{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}',
    ],
    [
      429,
      '{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. * Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 20, model: gemini-3-flash Please retry in 35.1s.","status":"RESOURCE_EXHAUSTED"}}',
    ],
    [429, '{"message":"Too many tokens, please wait before trying again."}'],
    [
      429,
      '{"error":{"code":"429","message":"Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-02-01 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 6 seconds."}}',
    ],
    [
      429,
      '{"object":"error","message":"Service tier capacity exceeded for this model.","type":"invalid_request_error","code":"3505"}',
    ],
    [
      429,
      '{"error":{"code":"1302","message":"您当前使用该API的并发数过高，请降低并发，或联系客服增加限额。"}}',
    ],
    [
      429,
      '{"error":{"code":"1308","message":"已达到 5 小时的使用上限。您的限额将在 2026-11-27 22:00:00 重置。"}}',
    ],
    [
      429,
      '{"error":{"message":"Your account x request reached organization max RPM: 3, please try again after 1 seconds","type":"rate_limit_reached_error"}}',
    ],
    [
      429,
      '{"error":{"code":"RateLimitExceeded.EndpointRPMExceeded","message":"The Requests Per Minute (RPM) limit of the associated ep-x for your account has been exceeded."}}',
    ],
    [200, '{"error_code":18,"error_msg":"Open api qps request limit reached"}'],
    [
      429,
      '{"error":{"type":"usage_limit_reached","message":"The usage limit has been reached","plan_type":"plus","resets_in_seconds":7200}}',
    ],
    [
      null,
      "You've hit your usage limit. Upgrade to Pro (https://openai.com/chatgpt/pricing) or try again in 3 days 2 hours.",
    ],
    [null, "You've hit your limit · resets 3pm (UTC)"],
    [null, "Sorry, you've been rate-limited. Please wait a moment before trying again."],
    [null, "You have exhausted your capacity on this model. Your quota will reset after 2h10m."],
    [
      429,
      '{"error":{"message":"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day","code":429}}',
    ],
    [429, "error code: 1015"],
    [
      403,
      '{"error":{"message":"You\'ve reached your weekly allowance of messages, it refills on Monday","type":"access_terminated_error"}}',
    ],
    [400, '{"error":{"message":"Only 5 requests may run at once for this key"}}'],
    [
      503,
      '{"__type":"ThrottlingException","message":"Too many connections, please wait before trying again."}',
    ],
    [429, "Zu viele Anfragen. Bitte warten Sie 30 Sekunden."],
    [429, "Demasiadas solicitudes, espere un minuto"],
    [429, "リクエストが多すぎます。1分後にお試しください。"],
    [429, "요청 한도를 초과했습니다"],
    [429, "Слишком много запросов, подождите минуту"],
    [429, "请求过于频繁，请稍后再试"],
  ],
  not_auth: [
    [
      400,
      '{"error":{"message":"This model\'s maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens. Please reduce the length of the messages.","code":"context_length_exceeded"}}',
    ],
    [
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}',
    ],
    [
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    ],
    [
      400,
      'messages: roles must alternate between "user" and "assistant", but found multiple "user" roles in a row',
    ],
    [
      400,
      "messages.2: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_01",
    ],
    [404, '{"type":"error","error":{"type":"not_found_error","message":"model: claude-9"}}'],
    [404, "The model `gpt-9` does not exist or you do not have access to it."],
    [400, "Invalid value for 'content': expected a string, got null."],
    [
      400,
      "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
    ],
    [529, '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'],
    [
      422,
      '{"error":"Input validation error: `inputs` must have less than 4096 tokens. Given: 5000","error_type":"validation"}',
    ],
    [
      400,
      "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
    ],
    [
      400,
      '{"code":"DataInspectionFailed","message":"Output data may contain inappropriate content."}',
    ],
    [
      400,
      "System detected potentially unsafe or sensitive content in input or generation. Please avoid using prompts that may generate sensitive content.",
    ],
    [400, "Content Exists Risk"],
    [
      400,
      "Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.",
    ],
    [
      400,
      "Your request was flagged as potentially violating our usage policy. Please try again with a different prompt.",
    ],
    [null, "Connection error."],
    [null, "TypeError: fetch failed: getaddrinfo ENOTFOUND api.openai.com"],
    [null, "unable to get local issuer certificate"],
    [null, "Client network socket disconnected before secure TLS connection was established"],
    [
      null,
      "httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete chunked read)",
    ],
    [null, "stream disconnected before completion: Transport error: error decoding response body"],
    [407, "Proxy Authentication Required"],
    [
      null,
      "ProxyError('Unable to connect to proxy', OSError('Tunnel connection failed: 403 Forbidden'))",
    ],
    [null, "KeyError: 'choices'"],
    [400, "Missing key 'model' in request body"],
    [400, "Unknown key: 'temprature'"],
    [400, "Duplicate key 'name' in tool schema"],
    [400, "The key 'user' is not allowed in metadata"],
    [400, "max_tokens is too large: 999999. This model supports at most 16384 completion tokens."],
    [400, "token id 50257 is out of vocabulary range"],
    [500, "pad_token_id must be defined"],
    [400, "'authorization' is not a known property of the tool 'http_get'"],
    [null, "SyntaxError: Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"],
    [null, "RuntimeError: Cannot send a request, as the client has been closed."],
    [499, "client closed request"],
    [
      null,
      "Unclosed client session\nclient_session: <aiohttp.client.ClientSession object at 0x7f>",
    ],
    [null, "PermissionError: [Errno 13] Permission denied: '/root/.cache/huggingface'"],
    [null, "Processed 401 of 1000 tokens before the stream broke"],
    [null, "Model loaded in 403 ms, then the runner crashed"],
    [500, "CUDA out of memory. Tried to allocate 2.00 GiB"],
    [500, "llama runner process has terminated: exit status 2"],
    [500, "model requires more system memory (10.0 GiB) than is available (7.1 GiB)"],
    [404, "model 'llama9' not found, try pulling it first"],
    [400, "registry.ollama.ai/library/phi:latest does not support tools"],
    [
      400,
      '{"error":{"message":"No models loaded. Please load a model in the developer page or use the `lms load` command."}}',
    ],
    [
      404,
      '{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}',
    ],
    [
      400,
      "Invocation of model ID anthropic.claude-sonnet-4 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
    ],
    [400, '{"message":"The provided model identifier is invalid."}'],
    [503, "当前分组 default 下对于模型 gpt-9 无可用渠道"],
    [400, "messages 参数非法"],
    [400, "输入内容过长，请缩短后重试"],
    [
      200,
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    ],
    [
      502,
      "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>",
    ],
    [
      524,
      "<html><head><title>api.example.com | 524: A timeout occurred</title></head><body>cloudflare</body></html>",
    ],
    [400, "Could not fetch image_url: server returned 403 Forbidden"],
    [400, "Invalid image url: unable to download, remote answered 401"],
    [400, "Previous response with id 'resp_x' not found."],
    [400, "No tool output found for function call call_x."],
    [400, "Item 'rs_x' of type 'reasoning' was provided without its required following item."],
    [400, "The encrypted content gAAA... could not be verified."],
    [400, "Function call is missing a thought_signature in functionCall parts."],
    [400, "`max_tokens` must be greater than `thinking.budget_tokens`."],
    [400, "Webhook signature verification failed"],
    [419, "CSRF token mismatch."],
    [null, "Request was aborted."],
    [null, "The user denied permission to run the command `git push`"],
    [500, 'FATAL: password authentication failed for user "postgres"'],
    [
      404,
      "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx/1.24.0</center></body></html>",
    ],
    [500, "The server had an error while processing your request. Sorry about that!"],
    [
      503,
      '{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}',
    ],
    [400, "Thinking mode does not support this tool_choice"],
    [
      400,
      "Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
    ],
    [422, '{"detail":[{"type":"missing","loc":["body","token_count"],"msg":"Field required"}]}'],
    [400, "1 validation error for ChatRequest: api_params.key: extra fields not permitted"],
    [400, "Invalid 'input[3].id': 'msg_1'. Expected an ID that begins with 'rs'."],
    [400, "A maximum of 4 blocks with cache_control may be provided. Found 5."],
    [400, "image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes"],
    [400, "Browser tool: the page at https://x.example refused the login form"],
    [400, "the plan step 'authenticate user' has no tool bound to it"],
    [500, "worker died while holding the session lock"],
    [null, "Agent stopped: the shell tool exited with code 403"],
    [null, "Das Modell hat zu lange nicht geantwortet"],
    [400, "El parámetro temperature debe estar entre 0 y 2"],
    [400, "入力トークン数が上限を超えています"],
    [500, "Внутренняя ошибка сервера"],
    [503, "서버 과부하입니다. 나중에 다시 시도하세요."],
    [400, "Le contenu demandé enfreint notre politique d'utilisation"],
    [null, "模型返回内容为空"],
    [null, "请求超时，请检查网络连接"],
  ],
};

function kindOf([status, text]: Said): FailureKind {
  if (status === null) return classifyFailure({ message: text }).kind;
  const isBody = /^(?:[<{"]|event:|data:|error code)/u.test(text);
  return classifyFailure({ status, body: isBody ? text : { error: { message: text } } }).kind;
}

describe("what services say", () => {
  it.each(Object.entries(WORDINGS))("%s", (kind, texts) => {
    const missed = texts.filter((said) => kindOf(said) !== kind);
    expect(missed).toEqual([]);
  });
});
