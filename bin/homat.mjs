#!/usr/bin/env node
// `npx homat …` from any Node: hands over to the pinned one.
import { fileURLToPath } from 'node:url';

process.argv.splice(2, 0, 'homat');
await import(fileURLToPath(new URL('../scripts/setup/run.mjs', import.meta.url)));
