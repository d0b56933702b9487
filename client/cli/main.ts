// The command line `homat`.
import { createCli, languageOf } from './context.ts';
import { explain } from './explain.ts';
import { createProgram } from './program.ts';

const argv = process.argv.slice(2);
const cli = createCli({ language: languageOf(argv), json: argv.includes('--json') });

// Whoever reads us has read enough (`homat … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await createProgram(cli).parseAsync(argv, { from: 'user' });
} catch (error) {
  process.exitCode = explain(error, cli);
}
