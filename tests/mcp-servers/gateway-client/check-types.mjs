// Compiles recorded events and responses against the declarations of the vendor's client. node check-types.mjs TYPESCRIPT FOLDER RECORD...
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [, , typescript, folder, ...records] = process.argv;
const { default: ts } = await import(pathToFileURL(typescript).href);
const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');

const events = [];
const responses = [];
for (const record of records) {
  const read = JSON.parse(fs.readFileSync(record, 'utf8'));
  events.push(...read.events);
  responses.push(...read.responses);
}

// The declaration wants a member that the client adds itself.
const whole = (response) => ({ output_text: '', ...response });
const typed = events.map((event) => (event.response ? { ...event, response: whole(event.response) } : event));
const lines = [
  "import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';",
  ...typed.map((event, index) => `export const event${index}: Extract<ResponseStreamEvent, { type: '${event.type}' }> = ${JSON.stringify(event)};`),
  ...responses.map((response, index) => `export const response${index}: Response = ${JSON.stringify(whole(response))};`),
];
// The request id is the client's own as well.
const source = path.join(folder, 'wire.ts');
fs.writeFileSync(source, lines.join('\n').replaceAll(/,"_request_id":(null|"[^"]*")/g, ''));

const program = ts.createProgram([source], {
  strict: true, noEmit: true, skipLibCheck: true, types: [],
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { 'openai/*': [path.join(modules, 'openai', '*')] },
});
const errors = ts.getPreEmitDiagnostics(program).filter((error) => error.file?.fileName === source || !error.file);
for (const error of errors.slice(0, 20)) {
  const line = error.file ? lines[error.file.getLineAndCharacterOfPosition(error.start).line].slice(0, 400) : '';
  console.log(`${ts.flattenDiagnosticMessageText(error.messageText, '\n')}\n  ${line}`);
}

const kinds = new Set(events.map((event) => event.type));
console.log(`${events.length} events of ${kinds.size} types and ${responses.length} responses compiled, ${errors.length} errors: ${[...kinds].sort().join(' ')}`);
process.exit(errors.length === 0 && events.length > 0 ? 0 : 1);
