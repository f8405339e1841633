// An MCP server behind a real login: oidc-provider with its login and consent pages, short tokens that rotate, revocation, introspection.
// Usage: node oidc-login.mjs <folder with node_modules> <life of an access token in seconds> [tools]. Its first line says where it is.
// With "tools" it speaks MCP and has one tool, whoami; without, it answers every request with the account.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import http from 'node:http';
import path from 'node:path';

const require = createRequire(path.join(process.argv[2], 'package.json'));
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')).href);
const life = Number(process.argv[3]);
const withTools = process.argv[4] === 'tools';
const listen = server => new Promise(ready => server.listen(0, '127.0.0.1', () => ready(server.address().port)));

const counts = { logins: 0, renewals: 0, revocations: 0, registrations: 0, calls: 0, refusals: 0 };
const resource = http.createServer();
const issuer = http.createServer();
const resourcePort = await listen(resource);
const issuerPort = await listen(issuer);
const origin = `http://127.0.0.1:${resourcePort}`;

const provider = new Provider(`http://127.0.0.1:${issuerPort}`, {
  cookies: { keys: ['only-a-test'] },
  pkce: { required: () => true },
  clientDefaults: { token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] },
  ttl: { AccessToken: life, RefreshToken: 3600, Interaction: 600, Session: 3600, Grant: 3600 },
  features: {
    devInteractions: { enabled: true },
    registration: { enabled: true },
    revocation: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `${origin}/mcp`,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'mcp:tools', accessTokenTTL: life, accessTokenFormat: 'opaque' }),
    },
  },
});
provider.on('grant.success', ctx => { counts[ctx.oidc.params.grant_type === 'refresh_token' ? 'renewals' : 'logins']++; });
provider.on('registration_create.success', () => { counts.registrations++; });
provider.on('access_token.destroyed', () => { counts.revocations++; });
provider.on('refresh_token.destroyed', () => { counts.revocations++; });
provider.on('grant.revoked', () => { counts.revocations++; });
issuer.on('request', provider.callback());

resource.on('request', async (request, response) => {
  const send = (status, body, headers = {}) => { response.writeHead(status, { 'content-type': 'application/json', ...headers }); response.end(JSON.stringify(body)); };
  if (request.url === '/counts') {
    return send(200, counts);
  }

  if (request.url === '/.well-known/oauth-protected-resource/mcp') {
    return send(200, { resource: `${origin}/mcp`, authorization_servers: [provider.issuer], scopes_supported: ['mcp:tools'] });
  }

  const text = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const token = text ? await provider.AccessToken.find(text) : undefined;
  if (!token?.isValid || token.aud !== `${origin}/mcp`) {
    counts.refusals++;
    return send(401, {}, { 'www-authenticate': `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp", scope="mcp:tools"` });
  }

  counts.calls++;
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }

  const message = JSON.parse(body || '{"id":0}');
  if (!withTools) {
    return send(200, { jsonrpc: '2.0', id: message.id, result: { account: token.accountId } });
  }

  const results = {
    initialize: { protocolVersion: '2025-11-25', capabilities: { tools: {} }, serverInfo: { name: 'behind-login', version: '1' } },
    'tools/list': { tools: [{ name: 'whoami', description: 'Says who is logged in.', inputSchema: { type: 'object' } }] },
    'tools/call': { content: [{ type: 'text', text: `You are ${token.accountId}.` }] },
    ping: {},
  };
  if (message.id === undefined) {
    response.writeHead(202);
    return response.end();
  }

  return results[message.method]
    ? send(200, { jsonrpc: '2.0', id: message.id, result: results[message.method] })
    : send(message.method === 'server/discover' ? 400 : 200, { jsonrpc: '2.0', id: message.id, error: { code: -32601, message: 'Method not found' } });
});

console.log(JSON.stringify({ url: `${origin}/mcp`, issuer: provider.issuer }));
