// The official TypeScript client, driven by one JSON argument; tells everything that happened as one JSON line.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const plan = JSON.parse(process.argv[2]);
const sdk = (...parts) => import(pathToFileURL(join(plan.modules, '@modelcontextprotocol', 'sdk', 'dist', 'esm', ...parts)).href);
const { Client } = await sdk('client', 'index.js');
const { ElicitRequestSchema, LoggingMessageNotificationSchema } = await sdk('types.js');

const told = { results: [], questions: [], progress: [], messages: [] };
const client = new Client({ name: 'test-client', version: '1.0.0' }, { capabilities: plan.answers ? { elicitation: { form: {} } } : {} });
const cancel = new AbortController();
if (plan.answers) {
  client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
    told.questions.push({ message: params.message, choices: params.requestedSchema.properties.decision.enum });
    const answer = plan.answers.shift();
    if (answer === 'cancel the call') {
      cancel.abort('the user has changed their mind');
      return new Promise(() => {});
    }
    return answer === undefined ? { action: 'cancel' } : answer === 'decline' ? { action: 'decline' } : { action: 'accept', content: answer };
  });
}
client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => void told.messages.push(params.data));

let transport;
if (plan.url) {
  const { StreamableHTTPClientTransport } = await sdk('client', 'streamableHttp.js');
  transport = new StreamableHTTPClientTransport(new URL(plan.url), { requestInit: { headers: plan.headers ?? {} } });
} else {
  const { StdioClientTransport } = await sdk('client', 'stdio.js');
  transport = new StdioClientTransport({ command: plan.command, args: plan.args, env: process.env, stderr: 'inherit' });
}

try {
  await client.connect(transport);
  for (const { method, params } of plan.steps) {
    try {
      const options = { onprogress: (progress) => told.progress.push(progress.message), timeout: 240_000, resetTimeoutOnProgress: true, signal: cancel.signal };
      told.results.push(method === 'callTool' ? await client.callTool(params, undefined, options.signal.aborted ? { timeout: 240_000 } : options) : await client[method](params));
    } catch (error) {
      told.results.push({ error: String(error.message ?? error), code: error.code });
    }
  }
  await client.close();
} catch (error) {
  told.failure = String(error.message ?? error);
}

process.stdout.write(JSON.stringify(told) + '\n', () => process.exit(0));
