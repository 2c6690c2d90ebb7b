// A reporter for node:test that writes one line for each test: its file, how long it took, and its name.

export default async function* slowest(source) {
  for await (const { type, data } of source) {
    if (data.nesting !== 0 || !data.file || (type !== 'test:pass' && type !== 'test:fail')) continue;
    yield `${JSON.stringify({ file: data.file, name: data.name, milliseconds: data.details.duration_ms })}\n`;
  }
}
